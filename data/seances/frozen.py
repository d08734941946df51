"""What was frozen, as it was: two canonical texts and their sha256. What they mean is not known here."""

import hashlib
import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from rapidfuzz import process

from data.database import Actor, Database
from data.errors import Refusal
from data.seances.judgements import judgements
from data.sql import SqlFolder

sql = SqlFolder(__file__)
_LEAST_OF_AN_ID = 4  # characters

_APART = "establishments"  # the lists of a payload that are kept apart: a list of séances reads none of them

Payload = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A frozen séance without its establishments. situation_on is the day described, as_of (UTC) what was known; payload is
    what was shown. judgements: indicator ('' for the whole) -> what the committee said of it, apart from the figures."""

    id: UUID
    label: str
    school_year: str
    situation_on: date
    as_of: datetime
    comment: str
    payload: Payload
    sha256: str
    actor: str
    recorded_at: datetime
    judgements: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Snapshot(Listed):
    """A frozen séance, whole: its payload has its establishments."""


def canonical(value: Any) -> str:
    """The one text of a value: sorted keys, no spaces, accents kept."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def sha256_of(payload: str, establishments: bytes | None) -> str:
    """Of the canonical text of a séance: the payload, then a line with the establishments (compressed here), if apart."""
    text = hashlib.sha256(payload.encode())
    if establishments is not None:
        text.update(b"\n" + zlib.decompress(establishments))
    return text.hexdigest()


def freeze_as(
    db: Database,
    actor: Actor,
    *,
    label: str,
    school_year: str,
    on: date,
    as_of: datetime,
    comment: str,
    build: Callable[[], Payload],
) -> Snapshot:
    """Freeze what `build` gives with its label and comment, while nothing can be written: no fact told before as_of can
    come after it.

    Raises what `build` raises; nothing is then frozen.
    """
    with db.writing(actor, "snapshot", label) as write:
        apart: dict[str, Any] = {}
        head = _without(build() | {"label": label, "comment": comment}, apart, "")
        text, compressed = canonical(head), zlib.compress(canonical(apart).encode())
        row = {
            "id": write.new_id(),
            "label": label,
            "school_year": school_year,
            "situation_on": on,
            "as_of": as_of,
            "comment": comment,
            "sha256": sha256_of(text, compressed),
            "actor": actor.name,
            "recorded_at": write.at,
            "payload": text,
            "establishments": compressed,
        }
        write.cursor.execute(sql("add_snapshot"), row)
        write.detail.update(sha256=row["sha256"], on=on)
    return _whole(row, {})


def listed(db: Database) -> list[Listed]:
    """Every séance, latest first, without its establishments. One that can no longer be read is left out: `check` tells."""
    said = judgements(db)
    return [
        Listed(**(row | {"payload": payload}), judgements=said.get(row["id"], {}))
        for row in db.query(sql("list_snapshots"))
        if (payload := _parsed(row["payload"])) is not None
    ]


def read_snapshot(db: Database, found: UUID) -> Snapshot:
    """The whole séance of that id. Raises Refusal when there is none, or when what was frozen can no longer be read."""
    rows = db.query(sql("snapshot"), id=found)
    if not rows:
        raise Refusal("Cette séance n'est pas dans la base : choisissez-en une sur la page Séances.")
    try:
        return _whole(rows[0], judgements(db).get(found, {}))
    except (ValueError, LookupError, zlib.error) as error:
        raise Refusal(
            f"La séance « {rows[0]['label']} » a été modifiée dans la base et ne se lit plus : remettez une sauvegarde d'avant."
        ) from error


def find_snapshot(db: Database, reference: str) -> Snapshot:
    """The séance of that id (its first characters suffice) or label. Raises Refusal, which names the séances."""
    known = db.query(sql("names"))
    wanted = reference.strip()
    found = [row["id"] for row in known if row["label"] == wanted or _begins(row["id"], wanted)]
    if len(found) == 1:
        return read_snapshot(db, found[0])
    if not known:
        raise Refusal("Aucune séance n'est figée : figez-en une sur la page Séances.")
    if found:
        raise Refusal(f"Plusieurs séances répondent à « {wanted} » : donnez l'identifiant de celle que vous voulez.")
    labels = [row["label"] for row in known]
    nearest = process.extractOne(wanted, labels, score_cutoff=60)
    suggestion = f" Vouliez-vous dire « {nearest[0]} » ?" if nearest else ""
    raise Refusal(f"Aucune séance ne s'appelle « {wanted} ». Séances : {' ; '.join(labels)}.{suggestion}")


def altered(db: Database, found: UUID | None = None) -> list[tuple[UUID, str]]:
    """(id, label) of the séances that are no longer what was frozen; among all, or that one."""
    return [(row["id"], row["label"]) for row in db.query(sql("texts"), id=found) if not _is_intact(row)]


def _is_intact(row: Mapping[str, Any]) -> bool:
    """Whether the texts in the base have the sha256 taken when the séance was frozen, and its columns say what they say."""
    try:
        if sha256_of(row["payload"], row["establishments"]) != row["sha256"]:
            return False
    except zlib.error:
        return False
    payload = json.loads(row["payload"])
    columns = {
        "label": row["label"],
        "comment": row["comment"],
        "school_year": row["school_year"],
        "on": row["situation_on"].isoformat(),
        "as_of": row["as_of"].isoformat(),
    }
    return all(payload[key] == value for key, value in columns.items() if key in payload)


def _parsed(text: str) -> Payload | None:
    try:
        parsed: Payload = json.loads(text)
    except ValueError:
        return None
    return parsed


def _begins(known: UUID, wanted: str) -> bool:
    return len(wanted) >= _LEAST_OF_AN_ID and str(known).startswith(wanted.lower())


def _whole(row: dict[str, Any], said: Mapping[str, str]) -> Snapshot:
    payload = json.loads(row["payload"])
    if row["establishments"] is not None:
        for path, found in json.loads(zlib.decompress(row["establishments"])).items():
            place = payload
            for step in path.split("/"):
                place = place[int(step)] if isinstance(place, list) else place[step]
            place[_APART] = found
    kept = {name: value for name, value in row.items() if name != "establishments"}
    return Snapshot(**(kept | {"payload": payload}), judgements=said)


def _without(value: Any, apart: dict[str, Any], path: str) -> Any:
    """The value without its lists of establishments, which go to `apart` by the path of what had them."""
    if isinstance(value, Mapping):
        if _APART in value:
            apart[path] = value[_APART]
        kept = {key: one for key, one in value.items() if key != _APART}
        return {key: _without(one, apart, f"{path}/{key}".lstrip("/")) for key, one in kept.items()}
    if isinstance(value, list | tuple):
        return [_without(one, apart, f"{path}/{place}") for place, one in enumerate(value)]
    return value
