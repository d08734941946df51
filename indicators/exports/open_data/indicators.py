"""The table of indicators: a row each, with all its figures."""

from datetime import date
from typing import Any

from indicators.exports.amounts import unit
from indicators.exports.open_data.columns import CODE, DAY, MASKED, Column, Table, counts
from indicators.exports.open_data.masks import is_growth_masked, is_last_year_masked, is_masked
from indicators.exports.seance import Entry, Seance, day_of, is_rate
from indicators.exports.typed import Typed, whole
from indicators.progress import Verdict
from indicators.sentences import LABELS

RATIO = "rapport de 0 à 1"
IN_TARGET_UNIT = "établissements si la cible est un nombre, rapport de 0 à 1 sinon (écart sur un an pour une hausse)"
MEASURES = {"count": "nombre", "rate": "taux", "growth": "hausse"}
KINDS = {"adoption": "adoption", "rate": "taux"}
COLUMNS = (
    DAY,
    Column("annee_scolaire", title="Année scolaire", needed=True),
    Column("territoire", title="Territoire", needed=True),
    Column("perimetre", title="Périmètre de la séance", description="Filtres de la séance, en mots.", needed=True),
    CODE,
    Column("libelle", title="Libellé de l'indicateur", needed=True),
    Column("nature", title="Nature", description="adoption : un état par établissement ; taux : un rapport de sommes.",
           allowed=tuple(KINDS.values()), needed=True),
    Column("unite", title="Ce que comptent les valeurs"),
    Column("version_definition", "integer", title="Version de la définition", least=1, needed=True),
    Column("regle", title="Définition, en mots"),
    Column("empreinte_regle", title="Empreinte de la règle calculée"),
    *counts(("attendus", "Établissements attendus"), ("repondants", "Établissements qui ont répondu"),
            ("silencieux", "Établissements dont on ne sait rien"), ("oui", "Établissements oui"),
            ("partiel", "Établissements partiels"), ("non", "Établissements non")),
    Column("mois", "date", title="Premier jour du mois du taux"),
    *counts(("utilisateurs", "Utilisateurs uniques du mois"), unit="personnes"),
    *counts(("comptes", "Comptes potentiels"), unit="comptes"),
    Column("taux", "number", title="Utilisateurs rapportés aux comptes", unit=RATIO, least=0),
    Column("taux_un_an_avant", "number", title="Le même mois un an avant", unit=RATIO, least=0),
    Column("borne_basse", "number", title="Borne basse, silencieux comptés comme défavorables", unit=IN_TARGET_UNIT),
    Column("borne_haute", "number", title="Borne haute, silencieux comptés comme favorables", unit=IN_TARGET_UNIT),
    Column("cible_mesure", title="Ce que vise la cible", allowed=tuple(MEASURES.values())),
    Column("valeur_initiale", "number", title="Valeur d'où part la cible", unit=IN_TARGET_UNIT),
    Column("valeur_initiale_au", "date", title="Jour de la valeur initiale"),
    Column("cible", "number", title="Cible", unit=IN_TARGET_UNIT),
    Column("echeance", "date", title="Échéance de la cible"),
    Column("attendu_a_ce_jour", "number", title="Valeur attendue au jour décrit, en jours d'école", unit=IN_TARGET_UNIT),
    Column("verdict", title="Verdict, en code", allowed=tuple(one.value for one in Verdict)),
    Column("verdict_libelle", title="Verdict, en mots"),
    Column("phrase", title="Phrase du verdict"),
    MASKED,
    Column(
        "masque_un_an_avant",
        "boolean",
        title="Année précédente masquée",
        description="oui : trop peu d'établissements ont dit le même mois un an avant ; il est vide, et avec lui les bornes, "
        "le verdict et la phrase d'une cible de hausse, qui le diraient.",
        needed=True,
    ),
)  # fmt: skip


def indicator_table(seance: Seance) -> Table:
    """Every indicator of the séance."""
    return Table(
        name="indicateurs",
        title="Indicateurs de la séance",
        row_is="un indicateur",
        columns=COLUMNS,
        key=("indicateur",),
        rows=[_row(seance, entry) for entry in seance.indicators],
    )


def _row(seance: Seance, entry: Entry) -> list[Typed]:
    masked = is_masked(seance, entry)
    payload = seance.payload
    about: list[Typed] = [seance.on, payload["school_year"], payload["territory"], seance.scope, entry["code"]]
    about += [entry["label"], KINDS[entry["kind"]], unit(entry), entry["definition_version"], entry["rule"]]
    figures = _figures(seance, entry)
    told: list[Typed] = [entry["verdict"], LABELS[Verdict(entry["verdict"])], entry["sentence"]]
    shown = [None] * len(figures) if masked else figures
    said = [None] * 3 if masked or is_growth_masked(seance, entry) else told
    masks = [masked, masked or is_last_year_masked(seance, entry)]
    return [*about, entry.get("rule_made_from"), entry["expected"], *shown, *said, *masks]


def _figures(seance: Seance, entry: Entry) -> list[Typed]:
    unknown = is_rate(entry) and entry["month"] is None
    bounds = [None, None] if unknown or is_growth_masked(seance, entry) else [entry["low"], entry["high"]]
    last_year = None if is_last_year_masked(seance, entry) else entry.get("same_month_last_year")
    return [
        *(whole(entry.get(key)) for key in ("answered", "silent", "yes", "partial", "no")),
        first_of(entry.get("month")),
        *(whole(entry.get(key)) for key in ("numerator", "denominator")),
        *(number(value) for value in (entry.get("value"), last_year, *bounds)),
        MEASURES.get(entry["target_measure"] or ""),
        number(entry["baseline"]),
        day_of(entry["baseline_on"]),
        number(entry["target"]),
        day_of(entry["due_on"]),
        number(entry["expected_today"]),
    ]


def first_of(month: str | None) -> date | None:
    """The first day of « 2022-02 »."""
    return date.fromisoformat(f"{month}-01") if month else None


def number(value: Any) -> float | None:
    """A value as a number with decimals, whole or not."""
    return None if value is None else float(value)
