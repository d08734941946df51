"""The tables of trajectories and of groups."""

from datetime import date
from typing import Any

from indicators.exports.amounts import pace_on
from indicators.exports.open_data.columns import CODE, DAY, MASKED, Column, Table, counts
from indicators.exports.open_data.indicators import RATIO, first_of, number
from indicators.exports.open_data.masks import is_masked, is_month_masked
from indicators.exports.seance import Entry, Seance, is_rate
from indicators.exports.typed import Typed, whole
from indicators.situation import GROUPS

_STATES = ("yes", "partial", "no", "silent", "low", "high")
_NO_RATE = [None] * 5  # users, accounts, rate and its bounds
_COUNTS = (
    *counts(("oui", "Établissements oui"), ("partiel", "Établissements partiels"), ("non", "Établissements non"),
            ("silencieux", "Établissements dont on ne sait rien"), ("borne_basse", "Oui connus"),
            ("borne_haute", "Oui si tous les silencieux l'étaient")),
    *counts(("utilisateurs", "Utilisateurs uniques du mois"), unit="personnes"),
    *counts(("comptes", "Comptes potentiels"), unit="comptes"),
    Column("taux", "number", title="Utilisateurs rapportés aux comptes", unit=RATIO, least=0),
    Column("taux_borne_basse", "number", title="Taux si aucun compte silencieux ne sert", unit=RATIO, least=0),
    Column("taux_borne_haute", "number", title="Taux si tous les comptes silencieux servent", unit=RATIO, least=0),
)  # fmt: skip
TRAJECTORY = (
    DAY,
    CODE,
    Column("jour", "date", title="Jour, ou premier jour du mois d'un taux", needed=True),
    Column("pas", title="Ce que décrit la ligne", allowed=("jour", "mois"), needed=True),
    *counts(("attendus", "Établissements attendus")),
    *_COUNTS,
    *counts(("releves_anormaux", "Relevés anormaux, écartés"), unit="relevés"),
    Column("mois_complet", "boolean", title="Mois terminé et entier"),
    Column("attendu", "number", title="Ce que le rythme demande ce jour-là", unit="établissements"),
    MASKED,
)  # fmt: skip
GROUP = (
    DAY,
    CODE,
    Column("groupe", title="Groupe", description="Type, secteur ou EPCI.", needed=True),
    Column("valeur", title="Valeur du groupe", needed=True),
    *counts(("attendus", "Établissements attendus")),
    *_COUNTS,
    MASKED,
)


def trajectory_table(seance: Seance) -> Table:
    """Each day or month of each indicator, as known at the séance."""
    rows = [
        (_month if is_rate(entry) else _day)(seance, entry, point)
        for entry in seance.indicators
        for point in entry["trajectory"]
    ]
    return Table(
        name="trajectoires",
        title="Trajectoires : ce que l'on sait aujourd'hui de chaque jour ou mois",
        row_is="un indicateur et un jour, ou un mois pour un taux",
        columns=TRAJECTORY,
        key=("indicateur", "jour"),
        about_indicators=True,
        rows=rows,
    )


def group_table(seance: Seance) -> Table:
    """Each published group of each indicator, masked as it was frozen."""
    rows = [
        _group(seance, entry, group, line)
        for entry in seance.indicators
        for group, lines in entry["groups"].items()
        for line in lines
    ]
    return Table(
        name="groupes",
        title="Situation par type, secteur et EPCI",
        row_is="un indicateur et un groupe",
        columns=GROUP,
        key=("indicateur", "groupe", "valeur"),
        about_indicators=True,
        rows=rows,
    )


def _day(seance: Seance, entry: Entry, point: dict[str, Any]) -> list[Typed]:
    day, masked = date.fromisoformat(point["day"]), is_masked(seance, entry)
    states = [None if masked else point[key] for key in _STATES]
    pace = None if masked else number(pace_on(entry, day, on=seance.on))
    about: list[Typed] = [seance.on, entry["code"], day, "jour", entry["expected"]]
    return [*about, *states, *_NO_RATE, None, None, pace, masked]


def _month(seance: Seance, entry: Entry, month: dict[str, Any]) -> list[Typed]:
    masked = is_month_masked(seance, entry, month)
    figures: list[Typed] = [None] * 7 if masked else _month_figures(month)
    about: list[Typed] = [seance.on, entry["code"], first_of(month["month"]), "mois", month["expected"]]
    states: list[Typed] = [None, None, None, *figures[:1], None, None]
    return [*about, *states, *figures[1:], month["complete"], None, masked]


def _month_figures(month: dict[str, Any]) -> list[Typed]:
    counted = [whole(month[key]) for key in ("numerator", "denominator")]
    rates = [number(month[key]) for key in ("value", "low", "high")]
    return [month["expected"] - month["answered"], *counted, *rates, whole(month["anomalies"])]


def _group(seance: Seance, entry: Entry, group: str, line: dict[str, Any]) -> list[Typed]:
    masked = bool(line["masked"]) or is_masked(seance, entry)
    about: list[Typed] = [seance.on, entry["code"], GROUPS.get(group, group), line["value"], line["expected"]]
    return [*about, *([None] * 11 if masked else _group_figures(entry, line)), masked]


def _group_figures(entry: Entry, line: dict[str, Any]) -> list[Typed]:
    if not is_rate(entry):
        return [*(whole(line[key]) for key in _STATES), *_NO_RATE]
    users, accounts = whole(line["numerator"]), whole(line["denominator"])
    rate = users / accounts if accounts and users is not None else None
    counted: list[Typed] = [None, None, None, whole(line["silent"]), None, None, users, accounts]
    return [*counted, rate, number(line["low"]), number(line["high"])]
