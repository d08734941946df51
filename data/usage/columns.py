"""Which columns of a table hold monthly facts: one row a profile, or the profiles side by side in the header."""

from collections.abc import Collection
from dataclasses import dataclass

from data.errors import Refusal
from data.files.tables import Table
from data.returns.matching.blanks import is_blank
from data.returns.matching.header import Header, find_header, uai_lines
from data.returns.matching.remarks import shown
from data.returns.values import clean
from data.usage.words import ALL_PROFILES, LABELS, MEASURES, UsageWords, is_no_count, is_of_users

WORDS = UsageWords()
_EXPECTED = "UAI, mois, service, profil, et au moins un nombre parmi comptes potentiels, comptes activés, utilisateurs uniques, visites"


@dataclass(frozen=True, kw_only=True)
class Columns:
    """The columns of a table. fields: month, year, service, profile -> column. measures: profile -> measure -> column;
    the profile is '' when a column or nothing says it. unread: columns that were not recognised. no_counts: those of
    shares, averages and running totals, not read either."""

    header: Header
    fields: dict[str, int]
    measures: dict[str, dict[str, int]]
    unread: list[int]
    no_counts: list[int]

    @property
    def asked(self) -> dict[str, int]:
        """The columns of measures, each under a name of its own."""
        return {f"{name} {who}": column for who, told in self.measures.items() for name, column in told.items()}


def find_columns(table: Table) -> Columns | None:
    """None when the sheet has no UAI column, or nothing of what we look for beside it.

    Raises Refusal for a table that can be read in no way, one sentence that says what was found and what is expected.
    """
    header = find_header(table, WORDS)
    if header is None:
        return None
    no_counts = [column for column, text in enumerate(header.texts) if column != header.uai and is_no_count(text)]
    fields, measures, unread = _sorted_out(header, no_counts)
    _refuse_weeks(fields)
    _refuse_shares([header.texts[column] for column in no_counts], measures)
    if "month" not in fields or not measures:
        raise _missing(
            "le mois" if "month" not in fields else "une colonne de nombres", [text for text in header.texts if text]
        )
    named = {who: told for who, told in measures.items() if who}
    if named and "profile" in fields:
        raise Refusal(
            "Ce tableau donne le profil à la fois dans une colonne et dans ses titres : gardez l'un des deux, "
            "puis déposez le fichier à nouveau."
        )
    if named:
        # The columns that name nobody are the totals of those that do.
        unread += sorted(measures.get("", {}).values())
        measures = named
        if len(measures) > 1 and ALL_PROFILES in measures:
            unread += sorted(measures.pop(ALL_PROFILES).values())
    return Columns(header=header, fields=fields, measures=measures, unread=unread, no_counts=no_counts)


def _sorted_out(
    header: Header, no_counts: Collection[int]
) -> tuple[dict[str, int], dict[str, dict[str, int]], list[int]]:
    fields: dict[str, int] = {}
    measures: dict[str, dict[str, int]] = {}
    unread: list[int] = []
    for column, text in enumerate(header.texts):
        if column == header.uai or not text or column in no_counts:
            continue
        code = next(filter(None, map(WORDS.code_of, (text, *header.wordings[column]))), "")
        name, _, who = code.partition(" ")
        place = measures.setdefault(who, {}) if name in MEASURES else fields
        if name and name in place:
            said = LABELS.get(name, text)
            raise Refusal(
                f"Deux colonnes disent la même chose, « {shown(said)} » : gardez-en une, puis déposez le fichier à nouveau."
            )
        if name:
            place[name] = column
        elif column not in header.identity:
            unread.append(column)
    return fields, measures, unread


def _refuse_weeks(fields: dict[str, int]) -> None:
    if "month" not in fields and fields.keys() & {"week", "day"}:
        said = "par semaine" if "week" in fields else "par jour"
        raise Refusal(
            f"Ce fichier compte {said} : des semaines ne font pas un mois entier et les utilisateurs uniques ne "
            "s'additionnent pas. Demandez l'export par mois, puis déposez-le."
        )


def _refuse_shares(headers: list[str], measures: dict[str, dict[str, int]]) -> None:
    share = next(filter(is_of_users, headers), None)
    if share and not any("unique_users" in told for told in measures.values()):
        raise Refusal(
            f"La colonne « {shown(share)} » donne une part, une moyenne ou un cumul, et aucune ne donne le nombre "
            "d'utilisateurs uniques du mois : demandez l'export avec ce nombre, puis déposez-le."
        )


def nothing_found(tables: list[Table]) -> Refusal:
    """Why a file without any table to read is refused."""
    for table in tables:
        for line in uai_lines(table):
            return _missing("le mois", [clean(cell) for cell in table.rows[line] if not is_blank(cell)])
    first = next((row for table in tables for row in table.rows if sum(not is_blank(cell) for cell in row) > 1), [])
    found = [clean(cell) for cell in first if not is_blank(cell)]
    if not found:
        return Refusal("Ce fichier ne contient aucun tableau : vérifiez que c'est le bon, puis recommencez.")
    return _missing("la colonne UAI", found)


def _missing(what: str, found: list[str]) -> Refusal:
    listed = ", ".join(f"« {shown(text)} »" for text in found[:8]) + (" …" if len(found) > 8 else "")
    return Refusal(
        f"Dans les titres de ce fichier, il manque {what} : on y trouve {listed}. On attend {_EXPECTED} ; "
        "renommez les colonnes, puis déposez le fichier à nouveau."
    )
