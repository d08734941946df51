"""The tables of an establishment's sheet: columns and cells in French, the same on the screen and on paper."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from data.reference.calendar import school_year
from indicators.establishments import sheet_words as words
from indicators.establishments.history import Moment
from indicators.establishments.peers import UsagePeers
from indicators.establishments.sheet import Sheet
from indicators.establishments.usage import ServiceUsage, UsageMonth
from indicators.french import day, month, number, percent, short_month
from indicators.plan.words import state_text
from indicators.sentences import STATE_LABELS

Row = dict[str, str]


def identity_rows(sheet: Sheet) -> Row:
    """What the directory says of it: label -> value, what it does not say left out."""
    who = sheet.identity
    told = {
        "UAI": who.uai,
        "Dans l'annuaire": words.status(sheet),
        "Type": who.type,
        "Secteur": who.sector,
        "Commune": who.commune,
        "EPCI": who.epci,
        "Circonscription": who.circonscription,
        "Bassin": who.bassin,
        "Éducation prioritaire": who.priority_education or "Non",
        "Élèves": None if who.pupils is None else number(who.pupils),
        "Adresse fonctionnelle": who.mail,
        "Noms successifs": words.names(sheet),
    }
    return {label: value for label, value in told.items() if value}


def identity_table(sheet: Sheet) -> pd.DataFrame:
    """The same as a table."""
    return pd.DataFrame(
        [{"Rubrique": label, "Ce qu'en dit l'annuaire": value} for label, value in identity_rows(sheet).items()]
    )


def standings_table(sheet: Sheet) -> pd.DataFrame:
    """One row an indicator: its state, what lacks, and the cell that says it."""
    return pd.DataFrame(
        [
            {
                "Indicateur": one.label,
                "État": words.state(one),
                "Ce qui manque": ", ".join(one.missing),
                "Réponse du": day(one.answered_on) if one.answered_on else "",
                "Source": words.source(one),
            }
            for one in sheet.standings
        ]
    )


def months_of(sheet: Sheet, *, most: int) -> list[date]:
    """The last days of months of which a state is known, the last `most` of them."""
    moments: Sequence[Moment] = sheet.standings[0].moments if sheet.standings else ()
    return [moment.day for moment in moments][-most:]


def history_table(sheet: Sheet) -> pd.DataFrame:
    """One row a month's end: the state of each indicator then, the latest first."""
    states = {one.label: {moment.day: moment.state for moment in one.moments} for one in sheet.standings}
    days = reversed(months_of(sheet, most=10_000))
    return pd.DataFrame(
        [{"Au": day(end)} | {label: STATE_LABELS[by_day[end]] for label, by_day in states.items()} for end in days]
    )


def usage_table(used: ServiceUsage, year: str) -> pd.DataFrame:
    """One row a month of the school year with any fact, or with one a year before: accounts, users, rate, rate one year before."""
    starts = school_year(year).starts_on
    months = [date(starts.year + (place + 8) // 12, (place + 8) % 12 + 1, 1) for place in range(12)]
    now = {one.month: one for one in used.months}
    rows = [_usage_row(each, now.get(each), used.year_before(each)) for each in months]
    return pd.DataFrame([row for row in rows if row])


def _usage_row(at: date, one: UsageMonth | None, before: UsageMonth | None) -> Row | None:
    if one is None and before is None:
        return None
    return {
        "Mois": short_month(at),
        "Comptes": _count(one.accounts if one else None),
        "Utilisateurs": _count(one.users if one else None),
        "Taux": words.rate(one),
        "Un an avant": words.rate(before),
    }


def _count(value: int | None) -> str:
    return "" if value is None else number(value)


def peers_table(sheet: Sheet) -> pd.DataFrame:
    """One row an indicator: where it stands, where its peers do."""
    rows = [
        {"Indicateur": one.label, "Cet établissement": words.state(own), "Ses pairs": words.peers(one)}
        for one, own in zip(sheet.adoption_peers, sheet.standings, strict=True)
    ]
    if use := sheet.usage_peers:
        median = words.FEW if use.median is None else f"médiane {percent(use.median)}"
        rows.append(
            {
                "Indicateur": f"Usage, {use.service}, {month(use.month)}",
                "Cet établissement": percent(use.own),
                "Ses pairs": median,
            }
        )
    return pd.DataFrame(rows)


def actions_table(sheet: Sheet) -> pd.DataFrame:
    """One row an action that is about it, those that call for something first."""
    return pd.DataFrame(
        [
            {
                "Repère": one.action.item.ref,
                "Action": one.action.item.title,
                "État": state_text(one.action.state),
                "Échéance": day(one.action.due_on) if one.action.due_on else "",
                "Pilote": one.action.item.line("owner"),
                "Concerné comme": one.why,
            }
            for one in sheet.actions
        ]
    )


def quartiles_table(one: UsagePeers) -> pd.DataFrame:
    """The numbers of the strip of peers."""
    told = {
        "Cet établissement": one.own,
        "Un quart des pairs sont sous": one.first_quartile,
        "Médiane des pairs": one.median,
        "Un quart des pairs sont au-dessus de": one.third_quartile,
    }
    rows = [{"Valeur": label, "Taux": percent(rate)} for label, rate in told.items() if rate is not None]
    return pd.DataFrame([*rows, {"Valeur": "Pairs qui ont un relevé", "Taux": f"{len(one.rates)} sur {one.peers}"}])


def place_table(sheet: Sheet) -> pd.DataFrame:
    """The coordinates of the point on the map."""
    assert sheet.place is not None
    told = {"Latitude": sheet.place.latitude, "Longitude": sheet.place.longitude}
    return pd.DataFrame([{"Coordonnée": label, "Degrés": number(value, 5)} for label, value in told.items()])
