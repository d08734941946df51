"""The plan as a workbook on the screens: out, and back after a look at what would change; its imports undone."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from data.errors import Refusal
from data.plan import Item, Plan
from data.plan.declaration import KINDS
from data.plan.intake import PlanResult, import_plan
from data.plan.workbook import plan_workbook
from indicators.french import plural
from pages.shared import drop, history, parts, plan, plan_items, records, session
from pages.shared.plan_words import change_sentence, counted_kind
from pages.shared.text import plain

_FORMATS = ["xlsx", "xlsm", "xls", "ods", "csv"]
_DROPS, _PREVIEW = "depot_plan", "apercu_plan"
_TONES = {"imported": st.success, "unchanged": st.info, "partial": st.warning, "refused": st.error}


def exchange() -> None:
    """Everything about the workbook, which costs nothing as long as it is folded."""
    parts.once_open("Échanger avec Excel", "echanger_plan", _exchange)


def _exchange() -> None:
    # Made when it is asked for, after this run: there is no session to read by then.
    db, as_of = session.database(), session.situation().as_of
    st.download_button(
        "Télécharger le plan (.xlsx)",
        lambda: plan_workbook(db, as_of=as_of),
        file_name=f"plan_{session.situation().on:%Y-%m-%d}.xlsx",
        on_click="ignore",
        help="Une feuille par sorte de fiche, des lignes vides pour en ajouter, l'historique et un mode d'emploi.",
    )
    if not plan.may_change():
        return
    _take_in()
    taken = records.files(kind="plan")
    if taken:
        st.markdown("**Classeurs importés**")
        history.show(taken, drops=st.session_state[_DROPS])


def _take_in() -> None:
    file = st.file_uploader(
        "Déposez le classeur du plan, modifié",
        type=_FORMATS,
        max_upload_size=session.database().settings.limits.file_mb,
        help="Ce qu'il changerait est montré avant tout import. Une ligne ôtée du classeur ne retire rien du plan. Un fichier .csv "
        "est une seule feuille et porte son nom, par exemple Irritants.csv.",
        key=f"plan_{st.session_state.setdefault(_DROPS, 0)}",
    )
    if file is None:
        return
    content = file.getvalue()
    preview = _preview(file.name, content)
    _show(preview)
    count = len(preview.added) + len(preview.changed)
    if count and st.button(f"Importer {plural(count, 'fiche')}", type="primary"):
        done = f"{plural(count, 'fiche importée', 'fiches importées')} de « {file.name} » : l'import peut être annulé plus bas."
        if parts.attempt(lambda: _import(file.name, content), done=done):
            st.session_state[_DROPS] += 1
            st.rerun()


def _preview(name: str, content: bytes) -> PlanResult:
    key = (session.version(), name, hash(content))
    if st.session_state.get(_PREVIEW, (None, None))[0] != key:
        result = import_plan(session.database(), session.who(), name, content, keep=False)
        st.session_state[_PREVIEW] = (key, result)
    found: PlanResult = st.session_state[_PREVIEW][1]
    return found


def _import(name: str, content: bytes) -> None:
    result = import_plan(session.database(), session.who(), name, content)
    if not (result.added or result.changed):
        raise Refusal(result.reason or "Ce classeur ne change plus rien : rien n'a été importé.")
    if result.notice:
        st.session_state["averti"] = result.notice


def _show(result: PlanResult) -> None:
    _TONES[result.state](plain(_sentence(result)))
    if result.issues:
        parts.remarks(
            drop.issues_table([issue.as_dict() for issue in result.issues]),
            key="remarques_plan",
            alt="Cellules refusées ou à vérifier du classeur du plan, avec leur adresse et ce qu'il faut faire.",
        )
    if result.added or result.changed:
        st.dataframe(
            [*_rows(result.added, "Nouvelle"), *_rows(result.changed, "Modifiée", _changes(result))],
            hide_index=True,
            key="fiches_a_importer",
            alt="Les fiches que ce classeur ajoute ou change.",
        )


def _sentence(result: PlanResult) -> str:
    if result.reason:
        return result.reason
    pieces = [
        plural(len(result.added), "fiche nouvelle", "fiches nouvelles") + _by_kind(result.added),
        plural(len(result.changed), "modifiée", "modifiées"),
        plural(result.unchanged, "inchangée", "inchangées"),
    ]
    refused = result.rows - len(result.added) - len(result.changed) - result.unchanged
    if refused:
        pieces.append(plural(refused, "ligne refusée", "lignes refusées"))
    return f"{', '.join(pieces)}. Rien n'est encore enregistré."


def _by_kind(items: Sequence[Item]) -> str:
    """« (2 irritants, 1 action) »; '' when there is none."""
    counted = Counter(item.kind for item in items)
    said = ", ".join(counted_kind(counted[kind], kind) for kind in KINDS if counted[kind])
    return f" ({said})" if said else ""


def _changes(result: PlanResult) -> list[str]:
    """What each changed item says that it did not: its links may be to items that the same workbook adds."""
    known = Plan({**plan.standing().items, **{item.id: item for item in (*result.added, *result.changed)}})
    names, labels = plan_items.establishment_names(), plan.indicator_labels()
    pairs = zip(result.changed, result.replaced, strict=True)
    return [change_sentence(known, item, before, names, labels).replace("\n", " ; ") for item, before in pairs]


def _rows(items: Sequence[Item], what: str, changes: Sequence[str] = ()) -> list[dict[str, object]]:
    return [
        {
            "Fiche": what,
            "Sorte": KINDS[item.kind].label,
            "Intitulé": item.title,
            "Ce qui change": change,
            "Feuille": item.sheet,
            "Ligne": item.row_number,
        }
        for item, change in zip(items, changes or [""] * len(items), strict=True)
    ]
