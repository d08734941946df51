"""How a drop of returned files is said on the screen: files, remarks, cells, rows to decide about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from data.returns.intake import STATES_IN_FRENCH, FileResult, RowKey
from data.returns.origins.said import said
from data.returns.questions import Question
from data.returns.results import CellState
from indicators.french import number, plural
from pages.shared.wording import Rows

_ORDER = {"refused": 0, "partial": 1, "imported": 2, "already_imported": 3}
CELLS: dict[CellState, str] = {
    "changed": "Remplacées",
    "new": "Nouvelles",
    "unchanged": "Inchangées",
    "older": "Plus anciennes que la réponse connue",
    "blank_kept": "Vides, la réponse connue reste",
}


def rows_to_import(results: Sequence[FileResult]) -> int:
    """How many establishments' rows an import of these files would take in."""
    return sum(result.accepted for result in results if result.state in ("imported", "partial"))


def returns(count: int) -> str:
    """« 37 retours d'établissements »."""
    return plural(count, "retour d'établissement", "retours d'établissements")


def waits_for_columns(result: FileResult) -> bool:
    """Whether nothing of the file is read before somebody says what its columns ask."""
    return result.state == "refused" and not result.rows and bool(result.proposals)


def file_state(result: FileResult) -> str:
    """What became of a file, in a few words."""
    return "Colonnes à valider" if waits_for_columns(result) else STATES_IN_FRENCH[result.state]


def left_behind(results: Sequence[FileResult]) -> str:
    """What an import would not take, and what to do before it; '' when it takes everything."""
    waiting = sum(map(waits_for_columns, results))
    refused = [result for result in results if result.state == "refused" and not waits_for_columns(result)]
    pieces = [
        (waiting, "fichier aux colonnes à valider", "fichiers aux colonnes à valider"),
        (len(refused), "fichier refusé", "fichiers refusés"),
        (_rows_not_taken(results), "ligne refusée, écartée ou en double", "lignes refusées, écartées ou en double"),
    ]
    counted = ", ".join(plural(count, one, many) for count, one, many in pieces if count)
    advice = " Validez d'abord les colonnes, plus haut." if waiting else ""
    return f"Restent de côté : {counted}.{advice}" if counted else ""


def _rows_not_taken(results: Sequence[FileResult]) -> int:
    taken = sum(result.rows - result.accepted for result in results if result.state in ("imported", "partial"))
    return taken + sum(_refused_rows(result) for result in results if result.state == "already_imported")


def _refused_rows(result: FileResult) -> int:
    return len({(issue.sheet, issue.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for issue in result.errors})


def summary(results: Sequence[FileResult]) -> str:
    """A drop in one sentence."""
    states = {state: sum(result.state == state for result in results) for state in _ORDER}
    waiting = sum(map(waits_for_columns, results))
    states["refused"] -= waiting
    pieces = [
        (waiting, "aux colonnes à valider", "aux colonnes à valider"),
        (states["imported"], "accepté en entier", "acceptés en entier"),
        (states["partial"], "accepté en partie", "acceptés en partie"),
        (states["already_imported"], "déjà importé", "déjà importés"),
        (states["refused"], "refusé", "refusés"),
    ]
    counted = ", ".join(plural(count, one, many) for count, one, many in pieces if count)
    return f"{plural(len(results), 'fichier lu', 'fichiers lus')} : {counted}."


def files_table(results: Sequence[FileResult]) -> Rows:
    """One row a file."""
    return [
        {
            "État": file_state(result),
            "Fichier": result.file,
            "Lignes acceptées": f"{number(result.accepted)} sur {number(result.rows)}",
            "Remarques": len(result.issues),
            "Nouvelles": result.new,
            "Remplacées": result.changed,
            "Inchangées": result.unchanged,
            "Vides gardées": result.blank_kept,
            "Motif": result.reason,
        }
        for result in results
    ]


def most_worrying_first(results: Sequence[FileResult]) -> list[int]:
    """Places of the results: refused, in part, then those with remarks."""
    return sorted(range(len(results)), key=lambda place: (_ORDER[results[place].state], -len(results[place].issues)))


def file_names(results: Sequence[FileResult]) -> list[str]:
    """The files in a list of choices, those of the same name told apart."""
    names = [result.file for result in results]
    again = [names[:place].count(name) for place, name in enumerate(names)]
    return [f"{name} ({before + 1})" if before else name for name, before in zip(names, again, strict=True)]


def file_line(result: FileResult) -> str:
    """What a file holds, cell by cell."""
    if result.state == "refused":
        return result.reason
    pieces = [
        (result.new, "réponse nouvelle", "réponses nouvelles"),
        (result.changed, "modifiée", "modifiées"),
        (result.unchanged, "inchangée", "inchangées"),
        (
            result.blank_kept,
            "cellule vide qui laisse la réponse connue",
            "cellules vides qui laissent la réponse connue",
        ),
    ]
    cells = ", ".join(plural(count, one, many) for count, one, many in pieces if count) or "rien de nouveau"
    rows = f"{plural(result.accepted, 'ligne acceptée', 'lignes acceptées')} sur {number(result.rows)}"
    return f"{result.reason} {rows} ; {cells}.".strip()


def issues_table(issues: Sequence[Mapping[str, Any]]) -> Rows:
    """Every remark, in its JSON form, with its Excel address."""
    return [
        {
            "Cellule": issue["cell"],
            "Gravité": _gravity(issue),
            "Que faire": issue["message"],
            "Trouvé": issue["found"],
            "Attendu": issue["expected"],
            "Feuille": issue["sheet"],
        }
        for issue in issues
    ]


def _gravity(issue: Mapping[str, Any]) -> str:
    if issue["code"] == "left_out":
        return "Ligne écartée"
    return "Ligne refusée" if issue["severity"] == "error" else "À vérifier"


def cell_states(result: FileResult) -> dict[CellState, int]:
    """How many cells of the file are in each state that it has."""
    older = sum(cell.state == "older" for cell in result.cells)
    counts: dict[CellState, int] = {
        "changed": result.changed,
        "new": result.new,
        "unchanged": result.unchanged - older,
        "older": older,
        "blank_kept": result.blank_kept,
    }
    return {state: count for state, count in counts.items() if count}


def cells_table(result: FileResult, state: CellState, questions: Sequence[Question]) -> Rows:
    """The cells of a file in one state: the known answer beside the new one."""
    asked = {question.code: question for question in questions}
    return [
        {
            "UAI": cell.uai,
            "Question": asked[cell.question].label,
            "Avant": "" if state == "new" else said(asked[cell.question], cell.old_value or None, is_private=False),
            "Après": ""
            if state == "blank_kept"
            else said(asked[cell.question], cell.new_value or None, is_private=False),
            "Cellule": cell.cell,
            "Feuille": cell.sheet,
        }
        for cell in result.cells
        if cell.state == state
    ]


@dataclass(frozen=True, kw_only=True)
class Competing:
    """A row that competes with others: its name in a list of choices, and what it competes with, with the rule."""

    name: str
    why: list[str]


def row_choices(results: Sequence[FileResult]) -> dict[RowKey, Competing]:
    """The rows that compete with others, by what an import calls them. A name stays when the row is left out."""
    found: dict[RowKey, Competing] = {}
    for result in results:
        for row in result.choices:
            who = f"{row.name} ({row.uai})" if row.name and row.name != row.uai else row.uai
            name = f"{who}, {PurePath(result.file).name}, ligne {row.row}"
            key = (result.sha256, row.sheet, row.row)
            found.setdefault(key, Competing(name=name, why=[])).why.append(row.why)
    return found


def choices_table(choices: Mapping[RowKey, Competing]) -> Rows:
    """The rows that compete with others, each with the rule that decides."""
    return [{"Ligne": one.name, "La règle": _capital(" ; ".join(one.why))} for one in choices.values()]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def correction_name(file: str) -> str:
    """Name of the correction workbook of a file."""
    return f"{PurePath(file).stem}_a_corriger.xlsx"
