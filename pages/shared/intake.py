"""The part of the screen Retours that shows a drop of files before it is taken in, and lets a person decide."""

from collections.abc import Callable, Sequence
from itertools import groupby

import streamlit as st

from data.errors import Refusal
from data.returns.correction import correction_of_file, corrections_zip
from data.returns.intake import FileResult, RowKey, import_returns
from data.returns.matching import approve_matches
from data.returns.questions import load_questions
from data.returns.sheet import HeaderMatch
from indicators.french import number, plural
from pages.shared import drop, parts, session
from pages.shared.text import plain

FORMATS = ["xlsx", "xlsm", "xls", "ods", "csv", "zip"]
_FEW = 3  # files shown one below the other; beyond, a table and the file one chooses
_TONES = {"imported": st.success, "partial": st.warning, "refused": st.error, "already_imported": st.info}


def uploader_key() -> str:
    """Key of the upload box: a new one empties it and lets go of the files' bytes."""
    return f"retours_{st.session_state.setdefault('depot', 0)}"


def forget_files() -> None:
    """Empty the upload box at the next run, and show what was just taken in first in the history."""
    st.session_state["depot"] += 1
    for key in ("apercu", "ecartees", "fichier"):
        st.session_state.pop(key, None)
    st.query_params.pop("import", None)


def left_out() -> list[RowKey]:
    """The rows that the person chose not to take."""
    return list(st.session_state.get("ecartees", []))


def preview(contents: Sequence[tuple[str, bytes]], campaign: str) -> list[FileResult]:
    """What an import would do, worked out once for these files, these choices and this state of the database."""
    key = (
        session.version(),
        campaign,
        tuple(left_out()),
        tuple((name, hash(content)) for name, content in contents),
    )
    if st.session_state.get("apercu", (None, []))[0] != key:
        bar = st.progress(0.0, "Lecture des fichiers, rien n'est encore enregistré")
        results = import_returns(
            session.database(),
            session.who(),
            contents,
            campaign=campaign,
            keep=False,
            left_out=left_out(),
            progress=parts.reporting_to(bar),
        )
        bar.empty()
        st.session_state["apercu"] = (key, results)
    found: list[FileResult] = st.session_state["apercu"][1]
    return found


def take_in(contents: Sequence[tuple[str, bytes]], campaign: str) -> list[FileResult]:
    """Import what was shown."""
    bar = st.progress(0.0, "Lecture des fichiers")
    results = import_returns(
        session.database(),
        session.who(),
        contents,
        campaign=campaign,
        left_out=left_out(),
        progress=parts.reporting_to(bar),
    )
    bar.empty()
    if notice := next((result.notice for result in results if result.notice), ""):
        st.session_state["averti"] = notice
    _keep_left_over(results, contents, campaign)
    return results


def _keep_left_over(results: Sequence[FileResult], contents: Sequence[tuple[str, bytes]], campaign: str) -> None:
    """What the import did not take, at hand until the next drop: refused files are not in the history."""
    rest = [result for result in results if result.state == "refused" or result.errors]
    st.session_state.pop("restes", None)
    if rest:
        try:
            corrections = corrections_zip(session.database(), contents, rest, campaign=campaign)
        except Refusal:  # nothing in them that can be corrected: the table says why each was refused
            corrections = None
        st.session_state["restes"] = (campaign, drop.files_table(rest), corrections)


def show_left_over(campaign: str) -> None:
    """What the last drop left aside, with the corrections to send back."""
    of_campaign, table, corrections = st.session_state.get("restes", ("", [], None))
    if of_campaign != campaign:
        return
    with st.container(border=True):
        st.markdown("**Ce que le dernier dépôt a laissé de côté**")
        st.dataframe(
            table, hide_index=True, key="restes_table", alt="Fichiers refusés, ou pris en partie, du dernier dépôt."
        )
        if corrections:
            _offer_corrections(lambda: corrections, campaign)


def _offer_corrections(make: Callable[[], bytes], campaign: str) -> None:
    st.download_button(
        "Télécharger toutes les corrections (zip)",
        make,
        file_name=f"corrections_{campaign}.zip",
        mime="application/zip",
        on_click="ignore",
    )


def show(results: Sequence[FileResult], contents: Sequence[tuple[str, bytes]], campaign: str) -> None:
    """Each file: what it holds, which cells were refused and why, what it changes. Many files: those one chooses."""
    if len(results) > _FEW:
        st.markdown(f"**{plain(drop.summary(results))}**")
        st.dataframe(
            drop.files_table(results), hide_index=True, key="fichiers", alt="Les fichiers du dépôt, un par ligne."
        )
        # The label of a choice must not change with what is decided: the box would go on showing the one it had.
        names = drop.file_names(results)
        order = drop.most_worrying_first(results)
        if any(result.errors for result in results):
            whole = list(results)
            _offer_corrections(
                lambda: corrections_zip(session.database(), contents, whole, campaign=campaign), campaign
            )
        place = st.selectbox("Fichier à regarder de près", order, format_func=names.__getitem__, key="fichier")
        results = [results[place]]
    for place, result in enumerate(results):
        with st.container(border=True):
            _show_file(result, place, contents, campaign)


def _show_file(result: FileResult, place: int, contents: Sequence[tuple[str, bytes]], campaign: str) -> None:
    st.subheader(plain(result.file), anchor=False)
    tone = st.warning if drop.waits_for_columns(result) else _TONES[result.state]
    tone(plain(f"{drop.file_state(result)}. {drop.file_line(result)}"))
    if result.issues:
        st.markdown(f"**Cellules à revoir ({number(len(result.issues))})**")
        parts.remarks(
            drop.issues_table([issue.as_dict() for issue in result.issues]),
            key=f"remarques_{place}",
            alt="Cellules refusées ou à vérifier, avec leur adresse et ce qu'il faut faire.",
        )
    if result.errors:
        st.download_button(
            "Télécharger le classeur de correction",
            lambda: (
                correction_of_file(
                    session.database(), contents, sha256=result.sha256, issues=result.issues, campaign=campaign
                )
                or b""
            ),
            file_name=drop.correction_name(result.file),
            help="Les lignes refusées, dans la forme du questionnaire, avec ce qu'il faut corriger à côté. "
            "Une fois rempli, il se dépose ici tel quel.",
            key=f"correction_{place}",
            on_click="ignore",
        )
    if result.cells:
        with st.expander("Ce que chaque cellule change", key=f"difference_{place}"):
            _difference(result, place)


def _difference(result: FileResult, place: int) -> None:
    counts = drop.cell_states(result)
    state = st.selectbox(
        "Cellules à montrer",
        list(counts),
        format_func=drop.CELLS.__getitem__,
        key=f"etat_{result.sha256}",
    )
    questions = load_questions(session.database().settings.catalogue)
    table = drop.cells_table(result, state, questions)
    st.dataframe(
        table,
        hide_index=True,
        key=f"cellules_{place}",
        alt="Ce que change chaque cellule : la réponse connue à côté de la nouvelle.",
    )
    shown = f" Les {number(len(table))} premières sont montrées." if len(table) < counts[state] else ""
    st.caption(f"{plural(counts[state], 'cellule')}.{shown}")


def choose_rows(results: Sequence[FileResult]) -> None:
    """The rows that compete with others: each may be left out."""
    choices = drop.row_choices(results)
    if not choices:
        return
    competing = plural(len(choices), "ligne est en concurrence", "lignes sont en concurrence")
    st.markdown(f"**{competing} avec une autre, ou avec une réponse connue**")
    st.dataframe(
        drop.choices_table(choices),
        hide_index=True,
        key="concurrences",
        alt="Les lignes en concurrence, avec la règle qui décide de chacune.",
    )
    st.multiselect(
        "Lignes à écarter",
        list(choices),
        format_func=lambda one: choices[one].name,
        key="ecartees",
        select_all=False,
        placeholder="Aucune : la règle décide",
        help="Une ligne écartée n'est pas prise. Sans choix de votre part, la règle écrite dans la table décide.",
    )


def approve(results: Sequence[FileResult]) -> None:
    """The columns recognised by likeness: shown for approval, and remembered for the next file of that shape."""
    waiting = [match for result in results for match in result.matches if result.proposals]
    waiting.sort(key=lambda match: match.shape)
    for shape, found in groupby(waiting, key=lambda match: match.shape):
        _approve_shape(shape, list({match.header: match for match in found}.values()))


def _approve_shape(shape: str, matches: Sequence[HeaderMatch]) -> None:
    labels = {"": "Ne pas lire cette colonne"} | {
        question.code: question.label for question in load_questions(session.database().settings.catalogue)
    }
    with st.form(f"colonnes_{shape}"):
        st.markdown("**Colonnes à reconnaître**")
        st.caption(
            "Ces colonnes ressemblent à des questions sans en porter le libellé. Ce que vous validez vaudra aussi pour "
            "les prochains fichiers de cette forme."
        )
        decided = []
        for match in matches:
            code = st.selectbox(
                f"Colonne « {plain(match.header)} » ({plain(match.cell)})",
                list(labels),
                index=list(labels).index(match.question),
                format_func=labels.__getitem__,
                key=f"colonne_{shape}_{match.header}",
            )
            decided.append((match, code))
        if st.form_submit_button("Valider ces correspondances", type="primary") and parts.attempt(
            lambda: approve_matches(session.database(), session.who(), decided),
            done="Correspondances gardées : le fichier est lu avec elles.",
        ):
            st.rerun()
