"""The part of the screen Séances about what was frozen: one block a séance, its files, what was said of it, its proof."""

from functools import partial

import streamlit as st

from data.errors import Refusal
from data.seances.frozen import Listed, read_snapshot
from data.seances.judgements import LONGEST, Overtaken, record_judgement
from indicators.exports.pack import KINDS, MEMBERS, Format, export_bytes, file_name, pack_bytes
from indicators.french import instant, long_day
from indicators.snapshots.verify import Difference, said, verify
from pages.shared import parts, readings, seance_plan, session
from pages.shared.text import plain

READ_ONLY = "pages/consulter/seance.py"
COMPARE = "pages/consulter/comparer.py"
OPINION = "Avis du comité"
_WHOLE = "L'ensemble de la séance"
_MOST = 6  # blocks shown at once


def in_sight(frozen: list[Listed]) -> list[Listed]:
    """The latest séances, or all of them once asked."""
    older = len(frozen) - _MOST
    if older > 0 and not st.checkbox(f"Montrer aussi les plus anciennes ({older})", key="anciennes"):
        return frozen[:_MOST]
    return frozen


def block(seance: Listed, template: bytes | None) -> None:
    """One frozen séance: what it said, where to read it, and what can be done with it."""
    with st.container(border=True):
        st.subheader(plain(seance.label), anchor=False)
        _what(seance)
        with st.container(horizontal=True):
            address = {"seance": str(seance.id)}
            st.page_link(READ_ONLY, label="Ouvrir en lecture seule", icon=":material/visibility:", query_params=address)
            address = {"avant": str(seance.id)}
            st.page_link(COMPARE, label="Comparer", icon=":material/compare_arrows:", query_params=address)
        parts.once_open("Télécharger", f"telecharger_{seance.id}", partial(_files, seance, template))
        parts.once_open("Avis du comité, gardé à part des nombres", f"avis_{seance.id}", partial(_opinions, seance))
        parts.once_open("Vérifier", f"verifier_{seance.id}", partial(_proof, seance))
        frozen_at = instant(session.database().local(seance.recorded_at))
        st.caption(plain(f"Figée par {seance.actor} le {frozen_at}. Empreinte (sha256) : {seance.sha256}"))


def own_slides(latest: Listed) -> bytes | None:
    """Slides that the reader dropped, tried once on the latest séance; None without any, or when they will not do."""
    with st.expander("Vos propres diapositives, pour y mettre les séances"):
        file = st.file_uploader(
            "Déposez un modèle de diapositives (.pptx)",
            type=["pptx"],
            max_upload_size=session.database().settings.limits.file_mb,
            help="Les diapositives d'une séance en prennent le fond, les polices et les couleurs. Le modèle n'est pas gardé.",
            key="modele_diapositives",
        )
        if file is None:
            return None
        content = file.getvalue()
        if problem := _problem(file.file_id, latest, content):
            st.warning(plain(problem))
            return None
        st.success(plain(f"Les diapositives téléchargées plus bas suivront « {file.name} »."))
        return content


def _problem(file: str, latest: Listed, content: bytes) -> str:
    tried, problem = st.session_state.get("modele_essaye", ("", ""))
    if tried != file:
        try:
            readings.exported(partial(export_bytes, wanted=Format.PPTX, template=content), latest)
            problem = ""
        except Refusal as refusal:
            problem = str(refusal)
        st.session_state["modele_essaye"] = (file, problem)
    return str(problem)


def _what(seance: Listed) -> None:
    known = instant(session.database().local(seance.as_of))
    scope = " · ".join(seance.payload["filters"].values()) or "tous les établissements"
    told = f"Situation au {long_day(seance.situation_on)}, année scolaire {seance.school_year}, {scope}."
    st.markdown(plain(f"{told} Ce que l'on savait le {known}."))
    st.markdown("\n".join(_line(seance, entry["code"], entry) for entry in seance.payload["indicators"]))
    if plan := seance_plan.counted(seance.payload):
        st.markdown(plain(plan))
    for name, text in (("Commentaire du comité", seance.comment), (OPINION, seance.judgements.get(""))):
        if text:
            st.markdown(f"**{name}**")
            st.markdown(f"> {plain(text)}")


def _line(seance: Listed, code: str, entry: dict[str, str]) -> str:
    line = f"- **{plain(entry['short_label'])}** : {plain(entry['sentence'])}"
    opinion = seance.judgements.get(code)
    return f"{line}\n  > {OPINION} : {plain(opinion)}" if opinion else line


def _files(seance: Listed, template: bytes | None) -> None:
    with st.container(horizontal=True):
        asked = st.button("Préparer tout le dossier (zip)", key=f"dossier_{seance.id}", type="primary")
        for one in MEMBERS:
            st.download_button(
                KINDS[one].name,
                partial(readings.exported, partial(export_bytes, wanted=one, template=template), seance),
                file_name=file_name(one, seance.situation_on),
                mime=KINDS[one].mime,
                key=f"{one}_{seance.id}",
                on_click="ignore",
            )
    if asked:
        _pack(seance, template)
    st.caption(
        "Seules les données ouvertes sont faites pour être publiées : les autres fichiers nomment des établissements."
    )


def _pack(seance: Listed, template: bytes | None) -> None:
    tell = parts.reporting_to(bar := st.progress(0.0, "Lecture de la séance"))
    made = readings.exported(
        partial(pack_bytes, template=template, told=lambda done, of, name: tell(done / of, name)), seance
    )
    bar.empty()
    # The file lives in this button alone: the next run lets it go.
    st.download_button(
        KINDS[Format.PACK].name,
        made,
        file_name=file_name(Format.PACK, seance.situation_on),
        mime=KINDS[Format.PACK].mime,
        key=f"pack_{seance.id}",
        type="primary",
        on_click="ignore",
    )


def _opinions(seance: Listed) -> None:
    labels = {"": _WHOLE} | {entry["code"]: entry["label"] for entry in seance.payload["indicators"]}
    boxes = {code: f"avis_{seance.id}_{code}" for code in labels}
    shown = _shown(seance, boxes)
    with st.form(f"avis_du_comite_{seance.id}", border=False):
        typed = {
            code: st.text_area(plain(label), max_chars=LONGEST, height=80, key=boxes[code])
            for code, label in labels.items()
        }
        st.caption("L'avis accompagne les nombres sans les changer. Un avis vidé est retiré.")
        if st.form_submit_button("Enregistrer les avis") and parts.attempt(
            lambda: _judge(seance, typed, shown), done=f"Les avis sur « {seance.label} » sont enregistrés."
        ):
            del st.session_state[_shown_key(seance)]
            st.rerun()


def _shown_key(seance: Listed) -> str:
    return f"avis_affiches_{seance.id}"


def _shown(seance: Listed, boxes: dict[str, str]) -> dict[str, str]:
    """What the boxes began with, by indicator: it stays as others write, or what is being typed would be lost."""
    kept = st.session_state.get(_shown_key(seance))
    if kept is None or any(box not in st.session_state for box in boxes.values()):
        kept = {code: seance.judgements.get(code, "") for code in boxes}
        st.session_state[_shown_key(seance)] = kept
        st.session_state.update({box: kept[code] for code, box in boxes.items()})
    return dict(kept)


def _judge(seance: Listed, typed: dict[str, str], shown: dict[str, str]) -> None:
    """What was typed only. What another said meanwhile is told once, then taken as seen."""
    kept = st.session_state[_shown_key(seance)]
    for code, text in typed.items():
        if text.strip() == shown[code]:
            continue
        try:
            record_judgement(session.database(), session.who(), seance.id, code, text, over=shown[code])
        except Overtaken as overtaken:
            kept[code] = overtaken.now
            raise
        kept[code] = text.strip()


def _proof(seance: Listed) -> None:
    st.markdown("Recalcule la séance depuis les faits, et dit ce qui différerait aujourd'hui et pourquoi.")
    if not st.button("Vérifier cette séance", key=f"verifier_maintenant_{seance.id}"):
        return
    db = session.database()
    with st.spinner("Recalcul depuis les faits"):
        found = verify(db, read_snapshot(db, seance.id))
    (st.success if found.holds else st.warning)(plain(said(found)))
    if found.differences:
        st.dataframe(
            [_row(one) for one in found.differences], hide_index=True, alt="Ce qui différerait, point par point."
        )


def _row(one: Difference) -> dict[str, str]:
    return {
        "Indicateur": one.indicator,
        "Quoi": one.what,
        "Figé": one.frozen,
        "Recalculé": one.again,
        "Où": one.where,
    }
