"""The sheets and columns of the workbook of the plan, read from the declaration: the same going out and coming back."""

from graphlib import TopologicalSorter

from data.plan.declaration import DECLARED, KINDS, Declared, Field, FieldType, Kind
from data.returns.filled import Column

HELP_SHEET, HISTORY_SHEET = "Aide", "Historique"
REF, VERSION, ACTOR = "ref", "version", "told_by"
_WIDTHS: dict[FieldType, float] = {
    "line": 44,
    "text": 60,
    "day": 13,
    "address": 30,
    "flag": 12,
    "word": 18,
    "term": 24,
    "terms": 32,
    "item": 14,
    "items": 18,
    "indicators": 30,
    "uai": 16,
    "establishments": 36,
}
HELP_OF_TYPES: dict[FieldType, str] = {
    "line": "Une ligne de texte.",
    "text": "Du texte, sur plusieurs lignes s'il le faut.",
    "day": "Une date, jj/mm/aaaa.",
    "address": "L'adresse d'une page.",
    "flag": "Oui, ou rien.",
    "word": "Un mot de la liste proposée.",
    "term": "Un terme de la feuille Listes.",
    "terms": "Des termes de la feuille Listes, séparés par des points-virgules.",
    "item": "Un repère : celui d'une ligne de ce classeur.",
    "items": "Des repères, séparés par des points-virgules : I3 ; I4.",
    "indicators": "Des codes d'indicateurs, séparés par des points-virgules.",
    "uai": "7 chiffres et une lettre.",
    "establishments": "« Tous », un groupe et ses noms (EPCI : Nantes Métropole ; CARENE), ou des UAI séparés par des "
    "points-virgules.",
}

_REF = Column(
    code=REF,
    header="Repère",
    width=10,
    names=("ref", "reference"),
    help="Ce qui désigne la ligne. Vide pour une nouvelle fiche, ou un repère à vous que les autres feuilles citent : le "
    "programme donne ensuite le sien.",
)
_VERSION = Column(
    code=VERSION,
    header="Version",
    width=19,
    read=False,
    help="Quand la fiche a été dite ainsi : à laisser, pour que le programme sache si elle a changé depuis ce classeur.",
)
_ACTOR = Column(code=ACTOR, header="Par", width=20, read=False, help="Qui l'a dite : pas relu.")


def columns_of(declared: Declared) -> tuple[Column, ...]:
    """The columns of a kind's sheet, from left to right; a sheet without the first field is not one of them."""
    first = declared.fields[0].code
    fields = (
        Column(
            code=field.code,
            header=field.label,
            width=_WIDTHS[field.type],
            needed=field.code == first,
            help=help_of(field),
        )
        for field in declared.fields
    )
    return _REF, *fields, _VERSION, _ACTOR


def help_of(field: Field) -> str:
    """What to write in a column."""
    needed = " À remplir." if field.needed else ""
    return f"{field.help} {HELP_OF_TYPES[field.type]}{needed}".strip()


def _linked_kinds(declared: Declared) -> set[str]:
    terms = {"term" for field in declared.fields if field.type in ("term", "terms")}
    return terms | {field.of for field in declared.fields if field.type in ("item", "items")}


READING_ORDER: tuple[Kind, ...] = tuple(
    KINDS[kind].kind for kind in TopologicalSorter({one.kind: _linked_kinds(one) for one in DECLARED}).static_order()
)
"""The kinds, each after those that it links to."""
