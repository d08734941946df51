"""Tables of a campaign's answers, for people: columns and cells in French, ready to show or to write."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd

from data.returns.following import Status
from indicators.following import STATUS_LABELS, Following
from indicators.french import day, number, percent
from indicators.groups import UNKNOWN
from indicators.situation import GROUPS, check_group

SHARE = "Part sans réponse"  # in percent
EVERYTHING = "Tout"  # what lacks in silence


def curve_table(found: Following) -> pd.DataFrame:
    """The numbers of the curve: the first day, each day on which somebody answered, the last day."""
    curve = found.curve.assign(new=lambda frame: frame["answered"].diff().fillna(frame["answered"]).astype(int))
    ends = {0, len(curve) - 1}
    shown = curve[[place in ends or new > 0 for place, new in enumerate(curve["new"])]]
    return pd.DataFrame(
        {
            "Jour": shown["day"].map(day),
            "Nouveaux": shown["new"].map(number),
            "Ont répondu": shown["answered"].map(number),
            "Part des attendus": [percent(value / found.expected, 0) for value in shown["answered"]],
        }
    )


def groups_table(found: Following, group: str) -> pd.DataFrame:
    """One row a value of the group: its share without an answer, and its counts. The most silent first."""
    label = GROUPS[check_group(group)]
    counts: dict[str, Counter[str]] = {}
    for value, status in zip(found.rows[group], found.rows["status"], strict=True):
        counts.setdefault(value or UNKNOWN, Counter())[status] += 1
    table: list[dict[str, Any]] = [
        {label: value, SHARE: 100 * told["silencieux"] / told.total(), "Attendus": told.total()}
        | {said: told[status] for status, said in STATUS_LABELS.items()}
        for value, told in counts.items()
    ]
    table.sort(key=lambda line: (line[SHARE], line["Attendus"]), reverse=True)
    return pd.DataFrame(table)


def listed_table(found: Following, statuses: Sequence[Status]) -> pd.DataFrame:
    """One row an establishment to chase, with its functional address; its status when several are asked, and
    what lacks, day and file when some have answered."""
    rows = found.of(statuses)
    table: dict[str, pd.Series | list[str]] = {
        "Établissement": rows["name"],
        "Commune": rows["commune"],
        "UAI": rows["uai"],
    }
    if len(statuses) > 1:
        table["État"] = rows["status"].map(STATUS_LABELS)
    some_answered = "partiel" in statuses
    if some_answered:
        told = zip(rows["status"], rows["missing"], strict=True)
        table["Ce qui manque"] = [EVERYTHING if status == "silencieux" else ", ".join(lacks) for status, lacks in told]
    table |= {"Type": rows["type"], "Circonscription": rows["circonscription"], "Adresse": rows["mail"]}
    if some_answered:
        table |= {"Réponse du": rows["answered_on"], "Reçue le": rows["first_received"], "Fichier": rows["last_file"]}
    return pd.DataFrame(table)
