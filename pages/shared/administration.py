"""The part of the screen Administration that loads a directory and tells what it found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from data.campaigns import Campaign
from data.database import Database
from data.database.journal import Entry
from data.reference.calendar import school_year, school_year_of
from data.register.load import RegisterReport
from indicators.catalogue import catalogue
from indicators.french import day, instant, plural
from pages.shared.text import plain
from pages.shared.wording import Rows

DIRECTORY_MB = 120
NEW_CAMPAIGN = "Nouvelle campagne"
ACTIONS = {
    "register": "Annuaire chargé",
    "campaign": "Campagne enregistrée",
    "expected": "Liste attendue modifiée",
    "target": "Cible fixée",
    "import": "Retours importés",
    "headers": "Colonnes reconnues",
    "settle": "Remarques classées",
    "reopen": "Remarque à vérifier de nouveau",
    "usage": "Relevés d'usage importés",
    "revert": "Import annulé",
    "snapshot": "Séance figée",
    "judgement": "Avis du comité",
    "meeting": "Séance prévue ou déplacée",
    "meeting_called_off": "Séance annulée",
    "plan_add": "Fiche du plan ajoutée",
    "plan_change": "Fiche du plan modifiée",
    "plan_withdraw": "Fiche du plan retirée",
    "plan_undo": "Changement du plan annulé",
    "plan_import": "Plan importé",
    "property": "Réglage modifié",
    "definition": "Définition changée",
    "targets": "Cibles importées",
    "withdraw_target": "Cible retirée",
    "derive": "États tenus prêts à lire, refaits",
    "restore": "Sauvegarde remise",
    "rebuild": "Base refaite à neuf",
}


def uploader_key() -> str:
    """Key of the upload box: a new one empties it."""
    return f"annuaire_{st.session_state.setdefault('depot_annuaire', 0)}"


def forget_file() -> None:
    """Empty the upload box at the next run."""
    st.session_state["depot_annuaire"] += 1


def establishments_line(open_count: int) -> str:
    """How many establishments are known."""
    if not open_count:
        return "Aucun établissement n'est encore connu : chargez l'annuaire."
    return f"{plural(open_count, 'établissement ouvert', 'établissements ouverts')} dans l'annuaire."


def keep_report(report: RegisterReport) -> None:
    """Keep what a load found for the next run."""
    st.session_state["annuaire_charge"] = report.as_dict() | {"sentence": plain(report.sentence)}


def show_report() -> None:
    """What the last load of this session found, refused lines included."""
    told = st.session_state.get("annuaire_charge")
    if not told:
        return
    aside = told["not_schools"]
    st.info(
        f"{told['sentence']} {plural(told['rows'], 'ligne lue', 'lignes lues')}, "
        f"{plural(aside, 'service laissé de côté', 'services laissés de côté')}."
    )
    if told["issues"]:
        table = [{"Cellule": issue["cell"], "Que faire": issue["message"]} for issue in told["issues"]]
        st.dataframe(table, hide_index=True, alt="Lignes de l'annuaire refusées, avec leur adresse.")


@dataclass(frozen=True, kw_only=True)
class CampaignForm:
    """What the form of a campaign shows at first. `known`: the campaign exists, so its code and year are settled."""

    code: str
    school_year: str
    label: str
    opens_on: date
    closes_on: date
    known: bool


def school_years(today: date, shown: str) -> list[str]:
    """School years a campaign can be made for: the next one, ten years back, and the one on screen."""
    first = school_year_of(today).starts_on.year + 1
    years = [f"{year}-{year + 1}" for year in range(first, first - 12, -1)]
    return years if shown in years else [*years, shown]


def campaign_choices(campaigns: Sequence[Campaign]) -> list[str]:
    """The campaigns there are, by their code, and a new one first."""
    return [NEW_CAMPAIGN, *(campaign.code for campaign in campaigns)]


def campaign_form(chosen: str, campaigns: Sequence[Campaign], year: str) -> CampaignForm:
    """The form filled with the campaign chosen, or with usual values for a new one."""
    held = next((campaign for campaign in campaigns if campaign.code == chosen), None)
    bounds = school_year(held.school_year if held else year)
    free = year if all(campaign.code != year for campaign in campaigns) else f"{year}-bis"
    return CampaignForm(
        code=held.code if held else free,
        school_year=bounds.code,
        label=held.label if held else f"Enquête {year}",
        opens_on=(held and held.opens_on) or bounds.starts_on,
        closes_on=(held and held.closes_on) or bounds.ends_on.replace(month=6, day=30),
        known=held is not None,
    )


def campaigns_table(campaigns: Sequence[Campaign]) -> Rows:
    """Campaigns, latest first."""
    return [
        {
            "Code": campaign.code,
            "Nom": campaign.label,
            "Année scolaire": campaign.school_year,
            "Ouverture": day(campaign.opens_on) if campaign.opens_on else "",
            "Clôture": day(campaign.closes_on) if campaign.closes_on else "",
            "Attendus": campaign.expected,
            "Ont répondu": campaign.answered,
        }
        for campaign in campaigns
    ]


def journal_table(db: Database, entries: Sequence[Entry]) -> Rows:
    """Writes, latest first."""
    labels = catalogue()
    return [
        {
            "Quand": instant(db.local(entry.recorded_at)),
            "Qui": entry.actor,
            "Quoi": ACTIONS.get(entry.action, entry.action),
            "Sur": labels[entry.subject].label if entry.subject in labels else entry.subject,
        }
        for entry in entries
    ]
