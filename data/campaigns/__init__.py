"""Campaigns: one round of questionnaires in a school year, and the establishments that are expected to answer it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pandas as pd
from rapidfuzz import fuzz, process, utils

from data.database import Actor, Database, Write
from data.errors import Refusal
from data.reference.calendar import school_year as read_school_year
from data.returns.questions import asked_codes
from data.sql import SqlFolder

sql = SqlFolder(__file__)
_CODE = re.compile(r"[A-Za-z0-9_-]{1,40}")


@dataclass(frozen=True, kw_only=True)
class Campaign:
    """A campaign as it stands. `expected` and `answered` count establishments, the answered among the expected:
    those that told an indicator something (see `data.returns.following`)."""

    code: str
    school_year: str
    label: str
    opens_on: date | None
    closes_on: date | None
    expected: int
    answered: int


@dataclass(frozen=True, kw_only=True)
class CampaignReport:
    """What a write did to a campaign. `expected` is the count after it, `added` and `removed` what it changed."""

    campaign: str
    created: bool
    expected: int
    added: int
    removed: int


def create_campaign(
    db: Database,
    actor: Actor,
    *,
    code: str,
    school_year: str,
    label: str | None = None,
    opens_on: date | None = None,
    closes_on: date | None = None,
) -> CampaignReport:
    """Open a campaign to all open establishments of the territory, or bring an existing one up to date.

    For a code that exists, what is not given keeps its value, and the expected list follows the directory, except
    for establishments somebody added or removed by hand (`set_expected`).
    Raises Refusal: malformed code or school year, dates in the wrong order, another school year, no directory yet.
    """
    code = code.strip()
    if not _CODE.fullmatch(code):
        raise Refusal(
            f"Le code de campagne « {code} » n'est pas utilisable : "
            "40 caractères au plus, des lettres sans accent, des chiffres, - et _ seulement."
        )
    year = read_school_year(school_year)
    with db.writing(actor, "campaign", code) as write:
        held = _standing(db, write, code)
        if held and held.school_year != year.code:
            raise Refusal(
                f"La campagne « {code} » existe déjà pour {held.school_year} : "
                f"choisissez un autre code pour {year.code}."
            )
        opens_on = opens_on or (held.opens_on if held else None)
        closes_on = closes_on or (held.closes_on if held else None)
        if opens_on and closes_on and closes_on < opens_on:
            raise Refusal(
                f"La campagne se termine le {closes_on:%d/%m/%Y}, avant de s'ouvrir le {opens_on:%d/%m/%Y} : "
                "corrigez l'une des deux dates."
            )
        _need_directory(db, write)
        write.cursor.execute(
            sql("add_school_year"),
            {
                "code": year.code,
                "starts_on": year.starts_on,
                "ends_on": year.ends_on,
                "zone": db.settings.holiday_zone,
                "actor": actor.name,
                "at": write.at,
            },
        )
        write.cursor.execute(
            sql("add_campaign"),
            {
                "code": code,
                "school_year": year.code,
                "label": (label or "").strip() or (held.label if held else f"Campagne {code}"),
                "opens_on": opens_on,
                "closes_on": closes_on,
                "actor": actor.name,
                "at": write.at,
            },
        )
        decisions = write.cursor.execute(
            sql("refresh_expected"),
            {"campaign": code, "today": db.today(), "territory": db.settings.territory_code, "at": write.at},
        ).fetchall()
        return _report(db, write, code, decisions, created=held is None)


def set_expected(
    db: Database, actor: Actor, *, campaign: str, uai_list: Sequence[str], expected: bool, reason: str
) -> CampaignReport:
    """Add establishments to a campaign (expected=True) or take them out of it, whatever the directory says.

    Later refreshes leave these decisions alone. Those already as wanted change nothing.
    Raises Refusal: no reason, empty list, unknown campaign, or a UAI to add that the directory does not know.
    """
    if not reason.strip():
        raise Refusal("Donnez le motif de ce changement de la liste attendue : il est gardé dans le journal.")
    wanted = sorted({uai.strip().upper() for uai in uai_list} - {""})
    if not wanted:
        raise Refusal("Aucun établissement n'est désigné : donnez au moins un UAI.")
    with db.writing(actor, "expected", campaign) as write:
        find_campaign(db, campaign, write.at)
        if expected:
            _need_known(db, write, wanted)
        decisions = write.cursor.execute(
            sql("decide_expected"), {"campaign": campaign, "uai_list": wanted, "expected": expected, "at": write.at}
        ).fetchall()
        write.detail.update(uai=wanted, wanted=expected, reason=reason.strip())
        return _report(db, write, campaign, decisions, created=False)


def campaigns(db: Database, as_of: datetime) -> list[Campaign]:
    """All campaigns known at that instant (UTC): the latest school year first, then the latest created."""
    return [Campaign(**row) for row in db.query(sql("list_campaigns"), **_asked(db, None, as_of))]


def campaigns_of(db: Database, school_year: str, as_of: datetime) -> list[str]:
    """Codes of the campaigns of a school year, without counting who answers them."""
    return [row["code"] for row in db.query(sql("campaigns_of"), school_year=school_year, as_of=as_of)]


def find_campaign(db: Database, code: str, as_of: datetime) -> Campaign:
    """The campaign of that code. Raises Refusal that names the campaigns there are, and the nearest code."""
    rows = db.query(sql("list_campaigns"), **_asked(db, code, as_of))
    if rows:
        return Campaign(**rows[0])
    known = [campaign.code for campaign in campaigns(db, as_of)]
    if not known:
        raise Refusal(f"La campagne « {code} » n'existe pas : aucune n'a encore été créée, commencez par en créer une.")
    nearest = process.extractOne(
        code, list(known), scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=60
    )
    suggestion = f" Vouliez-vous dire « {nearest[0]} » ?" if nearest else ""
    raise Refusal(f"La campagne « {code} » n'existe pas.{suggestion} Campagnes existantes : {', '.join(known)}.")


def expected_establishments(db: Database, code: str, *, on: date, as_of: datetime) -> pd.DataFrame:
    """The establishments a campaign expects, sorted by type, commune and name with accents folded.

    One row an establishment: uai, name, type, sector, postal_code, commune_code, commune, epci, arrondissement,
    bassin, circonscription, priority_education, nature, parent_uai, mail, is_open. Name and type are empty when the
    directory no longer knows the UAI. Empty for an unknown campaign.
    """
    parameters = {"campaign": code, "on_day": on, "as_of": as_of}
    return db.reading().execute(sql("expected_establishments"), parameters).df()


def expected_names(db: Database, code: str, *, on: date, as_of: datetime) -> dict[str, str]:
    """UAI -> name of the establishments a campaign expects; the UAI itself when the directory does not know it."""
    parameters = {"campaign": code, "on_day": on, "as_of": as_of}
    return dict(db.reading().execute(sql("expected_names"), parameters).fetchall())


def _asked(db: Database, code: str | None, as_of: datetime) -> dict[str, Any]:
    return {"code": code, "as_of": as_of, "questions": asked_codes(db.settings.catalogue)}


def _standing(db: Database, write: Write, code: str) -> Campaign | None:
    cursor = write.cursor.execute(sql("list_campaigns"), _asked(db, code, write.at))
    names = [column[0] for column in cursor.description or []]
    row = cursor.fetchone()
    return Campaign(**dict(zip(names, row, strict=True))) if row else None


def _need_directory(db: Database, write: Write) -> None:
    territory = db.settings.territory_code
    row = write.cursor.execute(
        sql("count_open_establishments"), {"today": db.today(), "territory": territory, "at": write.at}
    ).fetchone()
    if not row or not row[0]:
        raise Refusal(
            f"Chargez d'abord l'annuaire des établissements : aucun établissement ouvert du département {territory} "
            "n'est connu, la campagne n'attendrait personne."
        )


def _need_known(db: Database, write: Write, uai_list: Sequence[str]) -> None:
    parameters = {"uai_list": uai_list, "today": db.today(), "at": write.at}
    unknown = [row[0] for row in write.cursor.execute(sql("unknown_uai"), parameters).fetchall()]
    if unknown:
        raise Refusal(
            f"L'annuaire ne connaît pas {', '.join(unknown)} : corrigez l'UAI, ou chargez un annuaire plus récent."
        )


def _report(
    db: Database, write: Write, campaign: str, decisions: Sequence[tuple[bool]], *, created: bool
) -> CampaignReport:
    standing = _standing(db, write, campaign)
    added = sum(expected for (expected,) in decisions)
    report = CampaignReport(
        campaign=campaign,
        created=created,
        expected=standing.expected if standing else 0,
        added=added,
        removed=len(decisions) - added,
    )
    write.detail.update(expected=report.expected, added=report.added, removed=report.removed)
    return report
