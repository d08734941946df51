"""The part of the screen Cibles about workbooks: targets out, and back after a look at what would change."""

from collections.abc import Sequence

import streamlit as st

from data.asked_indicators import indicator_labels
from data.errors import Refusal
from data.targets import Target, withdraw_target
from data.targets.intake import TargetsResult, import_targets
from data.targets.workbook import said_milestones, targets_workbook
from indicators.aimed import Aimed
from indicators.french import day, plural
from pages.shared import drop, parts, session, target_words, targets
from pages.shared.text import plain

_FORMATS = ["xlsx", "xlsm", "xls", "ods", "csv"]


def offer(held: list[Aimed]) -> None:
    """The workbook to download: the targets that hold, to be changed and given back."""
    db, chosen = session.database(), session.situation()
    st.download_button(
        "Télécharger les cibles (.xlsx)" if held else "Télécharger un classeur de cibles vide (.xlsx)",
        lambda: targets_workbook(
            db, school_year=chosen.school_year, as_of=chosen.as_of, labels=indicator_labels(db.settings.catalogue)
        ),
        file_name=f"cibles_{chosen.school_year}.xlsx",
        on_click="ignore",
        help="Une ligne par cible en vigueur, des lignes vides pour en ajouter, l'historique et un mode d'emploi.",
    )


def history(code: str, held: Sequence[Aimed]) -> None:
    """Every target decided for an indicator. held: those that hold."""
    parts.grid(
        lambda: target_words.history_table(targets.history(code), held),
        alt="Historique des cibles, la plus récente d'abord.",
        read_as=targets.key(code),
    )


def take_in() -> None:
    """The box for a workbook of targets: what it would change, what is wrong with it, then the import itself."""
    file = st.file_uploader(
        "Déposez le classeur des cibles, modifié",
        type=_FORMATS,
        max_upload_size=session.database().settings.limits.file_mb,
        key=f"cibles_{st.session_state.setdefault('depot_cibles', 0)}",
    )
    if file is None:
        return
    content = file.getvalue()
    preview = _preview(file.name, content)
    _show(preview)
    count = len(preview.decided)
    if not count:
        return
    done = f"{plural(count, 'cible importée', 'cibles importées')}. Les séances déjà figées ne changent pas."
    if st.button(f"Importer {plural(count, 'cible')}", type="primary") and parts.attempt(
        lambda: _import(file.name, content), done=done
    ):
        st.session_state["depot_cibles"] += 1
        st.rerun()


def _preview(name: str, content: bytes) -> TargetsResult:
    key = (session.version(), session.situation().school_year, name, hash(content))
    if st.session_state.get("apercu_cibles", (None, None))[0] != key:
        result = import_targets(
            session.database(),
            session.who(),
            name,
            content,
            school_year=session.situation().school_year,
            keep=False,
        )
        st.session_state["apercu_cibles"] = (key, result)
    found: TargetsResult = st.session_state["apercu_cibles"][1]
    return found


def _import(name: str, content: bytes) -> None:
    year = session.situation().school_year
    result = import_targets(session.database(), session.who(), name, content, school_year=year)
    if not result.decided:
        raise Refusal(result.reason or "Ce classeur ne change plus rien : rien n'a été importé.")
    if result.notice:
        st.session_state["averti"] = result.notice


def _show(result: TargetsResult) -> None:
    tone = {"imported": st.success, "unchanged": st.info, "partial": st.warning, "refused": st.error}[result.state]
    tone(plain(_sentence(result)))
    if result.issues:
        parts.remarks(
            drop.issues_table([issue.as_dict() for issue in result.issues]),
            key="remarques_cibles",
            alt="Cellules refusées ou à vérifier du classeur des cibles, avec leur adresse et ce qu'il faut faire.",
        )
    if result.decided:
        st.dataframe(
            [_change(target, before) for target, before in zip(result.decided, result.replaced, strict=True)],
            hide_index=True,
            key="cibles_a_importer",
            alt="Les cibles que ce classeur fixe ou change : ce qui vaut aujourd'hui, et ce qui vaudrait ensuite.",
        )


def _change(target: Target, before: Target | None) -> dict[str, str]:
    """A target about to be decided, each of its amounts and days beside that of the one that holds."""
    now, then = _amounts(before) if before else {}, _amounts(target)
    pairs = {
        name: {"aujourd'hui": now.get(name, "aucun" if name == "Jalons" else "aucune"), "ensuite": text}
        for name, text in then.items()
    }
    return {
        "Indicateur": target_words.label(target.indicator),
        "Année scolaire": target.school_year,
        "Périmètre": target_words.scope(target),
        **{f"{name} {when}": text for name, pair in pairs.items() for when, text in pair.items()},
        "Motif": target.reason,
    }


def _amounts(target: Target) -> dict[str, str]:
    return {
        "Cible": target_words.amount(target.value, target.measure),
        "Échéance": day(target.due_on),
        "Valeur initiale": f"{target_words.amount(target.baseline, target.measure)} au {day(target.baseline_on)}",
        "Jalons": said_milestones(target) or "aucun",
    }


def _sentence(result: TargetsResult) -> str:
    if result.reason:
        return result.reason
    decided = plural(len(result.decided), "cible à fixer ou à changer", "cibles à fixer ou à changer")
    same = plural(result.unchanged, "ligne sans changement", "lignes sans changement")
    refused = result.rows - len(result.decided) - result.unchanged
    left = f", {plural(refused, 'ligne refusée', 'lignes refusées')}" if refused else ""
    return f"{decided}, {same}{left}. Rien n'est encore enregistré."


def withdraw(held: list[Aimed]) -> None:
    """The form that withdraws a target: none holds then for its scope."""
    known = {str(one.target.id): one.target for one in held}
    with st.form("retirer"):
        chosen = st.selectbox("Cible à retirer", list(known), format_func=lambda one: target_words.name(known[one]))
        reason = st.text_input("Motif du retrait", help="Il est gardé avec l'historique.")
        if st.form_submit_button("Retirer cette cible") and parts.attempt(
            lambda: withdraw_target(session.database(), session.who(), chosen, reason=reason),
            done=f"Cible retirée : {target_words.name(known[chosen])}. Les séances déjà figées ne changent pas.",
        ):
            st.rerun()
