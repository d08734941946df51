"""Whom a questionnaire is for."""

from collections.abc import Sequence
from datetime import datetime

import pandas as pd

from data.campaigns import Campaign, expected_establishments
from data.database import Database
from data.errors import Refusal


def chosen_establishments(
    db: Database, campaign: Campaign, *, uai: Sequence[str] | None, as_of: datetime
) -> pd.DataFrame:
    """The establishments a campaign expects, or those of them given, sorted by type, commune and name.

    Columns uai, name, type, commune, mail: texts, '' when unknown. Raises Refusal: nobody expected, or a UAI that the
    campaign does not expect.
    """
    expected = expected_establishments(db, campaign.code, on=db.local(as_of).date(), as_of=as_of)
    if expected.empty:
        raise Refusal(
            f"La campagne « {campaign.code} » n'attend aucun établissement : chargez l'annuaire, puis recréez la campagne."
        )
    known = expected[["uai", "name", "type", "commune", "mail"]].astype(object)
    known = known.where(known.notna(), "")
    if uai is None:
        return known
    wanted = {code.strip().upper() for code in uai}
    unexpected = sorted(wanted - set(known["uai"]))
    if unexpected:
        raise Refusal(
            f"La campagne « {campaign.code} » n'attend pas {', '.join(unexpected)} : "
            "vérifiez l'UAI, ou mettez à jour la liste attendue de la campagne (page Administration)."
        )
    return known[known["uai"].isin(wanted)]


def records(establishments: pd.DataFrame) -> list[dict[str, str]]:
    """Each of these establishments as column -> text."""
    return [{str(column): str(text) for column, text in row.items()} for row in establishments.to_dict("records")]
