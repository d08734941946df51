"""The part of a screen about files taken in: their counts, their original, their correction, their undoing."""

from collections.abc import Sequence

import streamlit as st

from data.batches import Batch, restore_batch, revert_batch
from data.files.originals import read_original
from data.returns.correction import correction_of_batch
from pages.shared import drop, parts, records, session, wording
from pages.shared.text import plain


def history(campaign: str) -> None:
    """The files taken in for a campaign, and all that can be done with one of them."""
    taken = records.files(campaign=campaign)
    if not taken:
        st.caption("Aucun fichier n'a encore été importé pour cette campagne.")
        return
    show(taken, drops=st.session_state.get("depot", 0))


def show(taken: Sequence[Batch], *, drops: int) -> None:
    """Files taken in, and all that can be done with one of them. drops: how many were taken in on this screen."""
    db = session.database()
    parts.grid(
        lambda: wording.batches_table(db, taken),
        alt="Fichiers importés, du plus récent au plus ancien.",
        read_as=session.key([batch.id.hex for batch in taken]),
    )
    known = {str(batch.id): batch for batch in taken}
    asked = st.query_params.get("import")
    # A new box after each import: the one that was there would go on showing the import it had.
    chosen = st.selectbox(
        "Import à regarder de près",
        list(known),
        index=list(known).index(asked) if asked in known else 0,
        format_func=lambda one: wording.batch_name(db, known[one]),
        key=f"import_choisi_{drops}",
    )
    with st.container(border=True):
        _one(known[chosen])


def _one(batch: Batch) -> None:
    db, one = session.database(), str(batch.id)
    st.markdown(f"**{plain(wording.batch_line(db, batch))}**")
    with st.container(horizontal=True, vertical_alignment="center"):
        original = read_original(db, batch.file_sha256)
        if original is not None:
            st.download_button(
                "Télécharger l'original", original, file_name=wording.original_name(batch), on_click="ignore"
            )
            if batch.kind == "returns" and wording.has_errors(batch):
                st.download_button(
                    "Télécharger la correction",
                    lambda: correction_of_batch(db, one) or b"",
                    file_name=drop.correction_name(batch.file_name),
                    on_click="ignore",
                )
        if batch.kind != "plan":  # the page of each item says which file told it
            st.page_link(
                "pages/consulter/origine.py",
                label="Ce que ce fichier a dit",
                icon=":material/arrow_forward:",
                query_params={"import": one},
            )
    st.caption(plain(f"Empreinte (sha256) : {batch.file_sha256}"))
    if batch.issues:
        parts.remarks(
            drop.issues_table(batch.issues),
            alt="Cellules refusées ou à vérifier de cet import, avec leur adresse et ce qu'il faut faire.",
            read_as=session.key(one),
        )
    with st.form(f"decider_{one}", border=False):
        # The reason to undo is not the reason to take back: each has its box, empty at first.
        reason = st.text_input("Motif, gardé avec l'historique", key=f"motif_{one}_{batch.active}")
        together = [other for other in records.drop_of(batch.id) if other.active == batch.active]
        whole = len(together) > 1 and st.checkbox(
            f"Avec tout son dépôt : {len(together)} fichiers importés ensemble", key=f"depot_{one}_{batch.active}"
        )
        if batch.active:
            label, decide = "Annuler cet import entier", revert_batch
            done = wording.undone(batch, len(together) if whole else 1)
        else:
            label, decide = "Reprendre cet import", restore_batch
            done = wording.taken_back(batch, len(together) if whole else 1)
        if st.form_submit_button(label) and parts.attempt(
            lambda: decide(db, session.who(), one, reason=reason, whole_drop=whole), done=done
        ):
            st.rerun()
