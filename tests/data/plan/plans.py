"""A plan with every kind of item and hostile texts, and workbooks of it, for the tests of this folder."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook

from data.database import LOCAL, Database, Write
from data.plan import Concerned, Item, Plan, read_plan
from data.plan.checking import checked, known
from data.plan.columns import columns_of
from data.plan.declaration import KINDS
from data.plan.intake import PlanResult, import_plan
from data.plan.recording import tell
from data.plan.workbook import plan_workbook
from tests.helpers import add_establishments, make_uai, memory_database
from tests.workbooks import saved

HOSTILE = (
    *(
        "=1+1",
        '=HYPERLINK("http://exemple.fr";"x")',
        "+33 2 40",
        "@somme",
        "-5",
        "<b>x</b> <script>",
        "[l](http://x) $x$",
    ),
    *("a ; b", "_x0041_ _x000D_", "'guillemet", "Irritant : « I3 »", "#N/A", "2022", "12/03/2022", "Oui"),
)
LONG = "é" * 9_900 + "\n\tfin ;"


def directory() -> Database:
    """An empty plan over two collèges of two EPCI, on 15 March 2022."""
    db = memory_database()
    add_establishments(db, [{}, {"epci": "A ; B"}])
    return db


def full_plan(db: Database) -> Plan:
    """Every kind, every field, and a hostile title for each of HOSTILE."""
    term = {one.title: one.id for one in read_plan(db, as_of=db.clock()).of("term")}
    with db.writing(LOCAL, "planadd", "plan") as write:
        add = _adding(db, write)
        odd = add("term", title="Familles ; tuteurs", list="Acteur")
        lesson = add(
            "lesson",
            title="Un collège REP+",
            text=f"Première ligne\n\n  {LONG}",
            origin=term["Établissement"],
            uai=make_uai(1),
            voices=[term["Élèves"]],
            themes=[term["Gouvernance et anticipation"], term["Enseigner et apprendre"]],
            told_on=date(2022, 3, 1),
            address="https://exemple.fr/?a=1&b=2",
        )
        add("strength", title="Soutien des familles", lessons=[lesson.id])
        irritants = [add("irritant", title=title, text=title, lessons=[lesson.id], main=True) for title in HOSTILE]
        need = add("need", title="Anticiper", irritants=[one.id for one in irritants])
        lever = add("lever", title="Une charte", needs=[need.id])
        axis = add("axis", title="Un cadre")
        decision = add(
            "decision", title="Ouvrir ?", decided_on=date(2022, 3, 2), outcome="Oui", meeting_on=date(2022, 3, 2)
        )
        action = add(
            "action",
            title="Installer un comité",
            axis=axis.id,
            levers=[lever.id],
            decisions=[decision.id],
            actors=[term["AAN"], odd.id],
            owner="RUPN",
            horizon=term["Court terme"],
            starts_on=date(2021, 10, 1),
            due_on=date(2022, 6, 30),
            concerns=Concerned(group="epci", members=("A ; B", "Nantes Métropole")),
            indicators=["comite_fonctionnel", "cadre_communication"],
            held="en pause",
            held_because="Attente",
        )
        add("action", title="Former", concerns=Concerned(group="uai", members=(make_uai(1), make_uai(2))))
        add("action", title="Informer", concerns=Concerned())
        add("step", title="Réunir", action=action.id, due_on=date(2022, 1, 31), done_on=date(2022, 1, 15))
        add("note", title="Réunion tenue", text="Bien", action=action.id, written_on=date(2022, 1, 15))
    return read_plan(db, as_of=db.clock())


def _adding(db: Database, write: Write) -> Callable[..., Item]:
    """Adds items inside one write: much faster than one each."""
    facts = known(db)
    standing = dict(facts.plan.items)

    def added(kind: str, **told: Any) -> Item:
        values = checked(kind, told, replace(facts, plan=Plan(standing)))
        number = 101 if kind == "term" else 1 + sum(one.kind == kind for one in standing.values())
        item = tell(write, item=None, ref=f"{KINDS[kind].letter}{number}", kind=kind, values=values)
        standing[item.id] = item
        return item

    return added


def exported(db: Database) -> Workbook:
    """The workbook of the plan, open, to be changed."""
    return load_workbook(BytesIO(plan_workbook(db, as_of=db.clock())))


def place(book: Workbook, kind: str, code: str) -> tuple[str, int]:
    """Sheet and column of a field."""
    return KINDS[kind].labels, [column.code for column in columns_of(KINDS[kind])].index(code) + 1


def put(book: Workbook, kind: str, row: int, **told: Any) -> None:
    """Write cells of a row, by field."""
    for code, value in told.items():
        sheet, column = place(book, kind, code)
        book[sheet].cell(row, column).value = value


def written(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    """A workbook of these sheets, by name: rows from A1."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    return saved(book)


def take(db: Database, book: Workbook | bytes, *, keep: bool = True) -> PlanResult:
    """Import a workbook."""
    content = book if isinstance(book, bytes) else saved(book)
    return import_plan(db, LOCAL, "plan.xlsx", content, keep=keep)


def told(result: PlanResult) -> list[tuple[str, str, str]]:
    """(sheet, cell, code) of each remark."""
    return [(issue.sheet, issue.cell, issue.code) for issue in result.issues]


def counts(result: PlanResult) -> tuple[str, int, int, int]:
    """(state, added, changed, unchanged)."""
    return result.state, len(result.added), len(result.changed), result.unchanged


def current(db: Database) -> Plan:
    """What stands now."""
    return read_plan(db, as_of=db.clock())
