"""The part of the screen Retours that shows files before and after they are taken in."""

from collections.abc import Sequence

import streamlit as st

from data.batches import batches, revert_batch
from data.returns.intake import STATES_IN_FRENCH, FileResult, import_returns
from data.returns.questions import load_questions
from pages.shared import parts, session, wording
from pages.shared.text import plain


def uploader_key() -> str:
    """Key of the upload box: a new one empties it and lets go of the files' bytes."""
    return f"retours_{st.session_state.setdefault('depot', 0)}"


def forget_files() -> None:
    """Empty the upload box at the next run."""
    st.session_state["depot"] += 1
    st.session_state.pop("apercu", None)


def preview(contents: Sequence[tuple[str, bytes]], campaign: str) -> list[FileResult]:
    """What an import would do, worked out once for these files and this state of the database."""
    key = (session.version(), campaign, tuple((name, hash(content)) for name, content in contents))
    if st.session_state.get("apercu", (None, []))[0] != key:
        results = import_returns(session.database(), session.who(), contents, campaign=campaign, keep=False)
        st.session_state["apercu"] = (key, results)
    found: list[FileResult] = st.session_state["apercu"][1]
    return found


def show(results: Sequence[FileResult]) -> None:
    """Each file: what it holds, which cells were refused and why, which answers it replaces."""
    questions = load_questions(session.database().settings.catalogue)
    for place, result in enumerate(results):
        with st.container(border=True):
            st.subheader(plain(result.file), anchor=False)
            tone = {"imported": st.success, "partial": st.warning, "refused": st.error}.get(result.state, st.info)
            tone(plain(f"{STATES_IN_FRENCH[result.state]}. {wording.file_line(result)}"))
            if result.issues:
                st.markdown(f"**Cellules à revoir ({len(result.issues)})**")
                st.dataframe(
                    wording.issues_table([issue.as_dict() for issue in result.issues]),
                    hide_index=True,
                    key=f"remarques_{place}",
                    alt="Cellules refusées ou à vérifier, avec leur adresse et ce qu'il faut faire.",
                )
            if result.changes:
                with st.expander(f"Réponses remplacées ({len(result.changes)})"):
                    st.dataframe(
                        wording.changes_table(result, questions),
                        hide_index=True,
                        key=f"changements_{place}",
                        alt="Réponses remplacées : l'ancienne valeur à côté de la nouvelle.",
                    )


def history(campaign: str) -> None:
    """The files taken in for a campaign, and the form that sets one aside."""
    db = session.database()
    taken = [batch for batch in batches(db, as_of=db.clock()) if batch.campaign == campaign]
    if not taken:
        st.caption("Aucun fichier n'a encore été importé pour cette campagne.")
        return
    st.dataframe(
        wording.batches_table(db, taken), hide_index=True, alt="Fichiers importés, du plus récent au plus ancien."
    )
    remarked = {str(batch.id): batch for batch in taken if batch.issues}
    if remarked:
        with st.expander("Revoir les cellules signalées d'un import"):
            one = st.selectbox("Import", list(remarked), format_func=lambda one: wording.batch_name(db, remarked[one]))
            st.dataframe(
                wording.issues_table(remarked[one].issues),
                hide_index=True,
                alt="Cellules refusées ou à vérifier de cet import, avec leur adresse et ce qu'il faut faire.",
            )
    active = {str(batch.id): batch for batch in taken if batch.active}
    if not active:
        return
    with st.expander("Annuler un import"), st.form("annuler", border=False):
        chosen = st.selectbox(
            "Import à annuler", list(active), format_func=lambda one: wording.batch_name(db, active[one])
        )
        reason = st.text_input("Motif, gardé avec l'historique")
        if st.form_submit_button("Annuler cet import entier") and parts.attempt(
            lambda: revert_batch(db, session.who(), chosen, reason=reason),
            done=f"L'import de « {active[chosen].file_name} » est annulé : ses réponses ne comptent plus.",
        ):
            st.rerun()
