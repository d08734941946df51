"""The parts of the printed page, from top to bottom."""

from collections.abc import Sequence

import pandas as pd

from data.returns.origins import Origin
from data.settings import Settings
from indicators.establishments import sheet_tables as tables
from indicators.establishments import sheet_words as words
from indicators.establishments.sheet import Sheet, Standing
from indicators.exports.establishment_sheet import drawings
from indicators.exports.establishment_sheet.markup import element, table, text
from indicators.exports.seance import DEMONSTRATION
from indicators.french import day, plural, short_month
from indicators.usage.names import service_name

MOST_MONTHS, MOST_ANSWERS, MOST_ACTIONS = 24, 24, 3
_ANSWERS_UNDER_ACTIONS = 18  # what the page has room for once actions are on it
# Characters that the page has room for, so that it stays one page whatever it is told.
_NAME, _TOLD, _CELL, _QUESTION, _ANSWER = 110, 62, 76, 58, 26


def head(sheet: Sheet, settings: Settings, *, demonstration: bool) -> str:
    """Its name, the day described, the territory."""
    said = [words.situation(sheet), f"année scolaire {sheet.situation.school_year}", settings.territory_name]
    return element(
        "header",
        element("h1", text(sheet.identity.name, most=_NAME)),
        element("p", text(" · ".join([*said, *[DEMONSTRATION] * demonstration]), most=200)),
    )


def who(sheet: Sheet) -> str:
    """What the directory says of it."""
    rows = tables.identity_rows(sheet)
    return element(
        "dl",
        *(
            element("div", element("dt", text(label)), element("dd", text(value, most=_TOLD)))
            for label, value in rows.items()
        ),
    )


def place(sheet: Sheet) -> str:
    """Where it stands among the communes; nothing when that is unknown."""
    if sheet.place is None:
        return ""
    return element("figure", drawings.place_map(sheet.place, words.location(sheet)))


def standings(sheet: Sheet) -> str:
    """Where it stands for each indicator, what lacks, and the cell that says it."""
    return table(tables.standings_table(sheet), "Où il en est", (20, 10, 30, 10, 30), most=_CELL)


def timeline(sheet: Sheet) -> str:
    """The state of each indicator at each month's end, as a shape; the last two years at most."""
    days = tables.months_of(sheet, most=MOST_MONTHS)
    if not days:
        return ""
    rows = "".join(_states(one, len(days)) for one in sheet.standings)
    heads = "".join(element("th", text(short_month(end)), scope="col") for end in days)
    return element(
        "table",
        element("caption", text(f"Son état à chaque fin de mois ({words.SHAPES_KEY})")),
        element("thead", element("tr", element("th", "Indicateur", scope="col"), heads)),
        element("tbody", rows),
        class_="months",
    )


def _states(one: Standing, count: int) -> str:
    cells = "".join(element("td", words.SHAPES[moment.state]) for moment in one.moments[-count:])
    return element("tr", element("th", text(one.label), scope="row"), cells)


def use(sheet: Sheet) -> str:
    """How it uses its tool, month by month beside the year before."""
    if not sheet.services:
        return element(
            "section", element("h2", "Usage des services"), element("p", "Aucun relevé d'usage n'est connu.")
        )
    used = sheet.services[0]
    frame = tables.usage_table(used, sheet.situation.school_year)
    return element(
        "section",
        table(
            frame,
            f"Usage, {service_name(used.service)} : utilisateurs sur comptes potentiels",
            (17, 17, 20, 26, 20),
            class_="numbers",
        ),
        element("p", text(words.use(used), most=220), class_="note"),
    )


def peers(sheet: Sheet) -> str:
    """Where it stands among its peers, its use drawn."""
    frame = tables.peers_table(sheet).iloc[: len(sheet.adoption_peers)]
    parts = [
        table(frame.rename(columns={"Cet établissement": "Lui"}), "Parmi ses pairs", (32, 15, 53)),
        element("p", text(words.who_are_peers(sheet), most=150), class_="note"),
    ]
    if sheet.services:
        used = sheet.services[0]
        parts.append(element("figure", drawings.monthly_use(used, sheet.situation.school_year, words.use(used))))
    if sheet.usage_peers and sheet.usage_peers.rates:
        said = words.use_among_peers(sheet.usage_peers)
        parts.append(element("figure", drawings.among_peers(sheet.usage_peers, said)))
    return element("section", *parts)


def actions(sheet: Sheet) -> str:
    """The actions of the plan that are about it; nothing when there is none, to leave room for the rest."""
    if not sheet.actions:
        return ""
    frame = tables.actions_table(sheet).head(MOST_ACTIONS)
    shown = table(frame, "Ses actions", (6, 42, 11, 9, 15, 17), most=_CELL, class_="brief")
    return shown + _more(len(sheet.actions) - MOST_ACTIONS, "autre action", "autres actions")


def answers(sheet: Sheet) -> str:
    """What it said of the situation day, question by question, on two columns."""
    told = sheet.answers_of_the_day()
    year = sheet.situation.school_year
    if not told:
        return element("h2", text(f"Ses réponses de {year}")) + element("p", "Il n'a encore rien répondu.")
    kept = told[: _ANSWERS_UNDER_ACTIONS if sheet.actions else MOST_ANSWERS]
    half = (len(kept) + 1) // 2
    parts = [part for part in (kept[:half], kept[half:]) if part]
    columns = [
        _answers(part, f"Ses réponses de {year}" + (" (suite)" if place else "")) for place, part in enumerate(parts)
    ]
    more = _more(len(told) - len(kept), "autre réponse", "autres réponses")
    return element("div", *columns, class_="halves") + more


def _more(left: int, one: str, many: str) -> str:
    """What the page had no room for; nothing when all is there."""
    return element("p", text(f"Et {plural(left, one, many)}, à l'écran."), class_="note") if left > 0 else ""


def _answers(told: Sequence[Origin], caption: str) -> str:
    rows = [
        {
            "Question": _cut(one.label, _QUESTION),
            "Réponse": _cut(one.value, _ANSWER),
            "Du": day(one.answered_on),
            "Cellule": one.cell,
        }
        for one in told
    ]
    return table(pd.DataFrame(rows), caption, (48, 23, 17, 12))


def _cut(value: str, most: int) -> str:
    return value if len(value) <= most else f"{value[: most - 1].rstrip()}…"
