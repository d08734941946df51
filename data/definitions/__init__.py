"""Definitions: what each indicator's rule needs, as declared in the catalogue, then as the committee decided, and why."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb
from rapidfuzz import process

from data.database import Actor, Database
from data.definitions.declaration import Declared, Parameter, declared, read_declared
from data.errors import Refusal
from data.sql import SqlFolder

__all__ = [
    "Declared",
    "Definition",
    "Parameter",
    "change_definition",
    "declared",
    "definitions",
    "find_declared",
    "in_force",
    "parse_parameters",
    "parameters_in_force",
    "proposed",
    "read_declared",
]

sql = SqlFolder(__file__)


@dataclass(frozen=True, kw_only=True)
class Definition:
    """One version of an indicator's definition. recorded_at is UTC, None for the catalogue's own, which nobody decided.

    version: that of the catalogue, plus one for each change decided since.
    """

    indicator: str
    version: int
    parameters: Mapping[str, bool | int]
    reason: str = ""
    actor: str = ""
    recorded_at: datetime | None = None


def definitions(db: Database, code: str, *, as_of: datetime) -> list[Definition]:
    """Every definition known at that instant, oldest first; the first is the catalogue's own. Raises Refusal."""
    own = find_declared(db, code)
    found = [Definition(indicator=code, version=own.version, parameters=own.values)]
    for row in db.query(sql("list_definitions"), indicator=code, as_of=as_of):
        parameters = _merged(own, json.loads(row.pop("parameters")))
        found.append(Definition(**row, version=found[-1].version + 1, parameters=parameters))
    return found


def in_force(db: Database, code: str, *, as_of: datetime) -> Definition:
    """The definition that held at that instant. Raises Refusal when there is no such indicator."""
    return definitions(db, code, as_of=as_of)[-1]


def parameters_in_force(
    cursor: duckdb.DuckDBPyConnection, own: Declared, *, as_of: datetime
) -> Mapping[str, bool | int]:
    """The parameters that held at that instant, as a transaction under way sees them."""
    row = cursor.execute(sql("latest_parameters"), {"indicator": own.code, "as_of": as_of}).fetchone()
    return _merged(own, json.loads(row[0])) if row else own.values


def change_definition(
    db: Database, actor: Actor, code: str, parameters: Mapping[str, bool | int], reason: str
) -> Definition:
    """Decide a new version. Parameters not given stay as they are.

    Raises Refusal, one French sentence, when a name or a value will not do, nothing changes, or no reason is given.
    """
    own = find_declared(db, code)
    _check(own, parameters)
    if not reason.strip():
        raise Refusal("Donnez le motif de ce changement : une décision du comité, une consigne, un constat...")
    with db.writing(actor, "definition", code) as write:
        before = in_force(db, code, as_of=write.at)
        after = Definition(
            indicator=code,
            version=before.version + 1,
            parameters=dict(before.parameters) | dict(parameters),
            reason=reason.strip(),
            actor=actor.name,
            recorded_at=write.at,
        )
        if after.parameters == before.parameters:
            raise Refusal("Rien ne change : la définition en vigueur a déjà ces valeurs. Modifiez-en au moins une.")
        stored = vars(after) | {"id": write.new_id(), "parameters": json.dumps(after.parameters)}
        write.cursor.execute(sql("add_definition"), stored)
        write.detail.update(version=after.version, parameters=after.parameters)
    return after


def proposed(db: Database, code: str, parameters: Mapping[str, bool | int], *, as_of: datetime) -> Definition:
    """The version that these parameters would make, if they were decided at that instant; nothing is written.

    Raises Refusal when a name or a value will not do.
    """
    _check(find_declared(db, code), parameters)
    before = in_force(db, code, as_of=as_of)
    return Definition(indicator=code, version=before.version + 1, parameters=dict(before.parameters) | dict(parameters))


def parse_parameters(db: Database, code: str, texts: Sequence[str]) -> dict[str, bool | int]:
    """Values written « name=2 » or « name=non », by name. Raises Refusal on what no parameter of the indicator is."""
    known = {parameter.name: parameter for parameter in _decidable(find_declared(db, code))}
    found: dict[str, bool | int] = {}
    for text in texts:
        name, separator, value = (part.strip() for part in text.partition("="))
        if not separator:
            raise Refusal(
                f"Écrivez NOM=VALEUR, par exemple {next(iter(known))}=2 ; une valeur est un nombre, oui ou non."
            )
        found[name] = _find_parameter(known, name).parse(value)
    return found


def find_declared(db: Database, code: str) -> Declared:
    """What the catalogue declares of that indicator. Raises Refusal, which names the indicators there are."""
    known = declared(db.settings.catalogue)
    if code not in known:
        raise Refusal(f"Aucun indicateur ne s'appelle « {code} ». Indicateurs : {', '.join(known)}.")
    return known[code]


def _merged(own: Declared, stored: Mapping[str, object]) -> dict[str, bool | int]:
    """What was decided, over what is declared: the catalogue may have gained or lost parameters since."""
    kept = {
        parameter.name: value
        for parameter in own.parameters
        if isinstance(value := stored.get(parameter.name), int) and parameter.is_kind_of(value)
    }
    return own.values | kept


def _check(own: Declared, parameters: Mapping[str, bool | int]) -> None:
    known = {parameter.name: parameter for parameter in _decidable(own)}
    for name, value in parameters.items():
        parameter = _find_parameter(known, name)
        if not parameter.accepts(value):
            raise parameter.refusal(str(value))


def _decidable(own: Declared) -> tuple[Parameter, ...]:
    if not own.parameters:
        raise Refusal("La définition de cet indicateur n'a pas de paramètre : il n'y a rien à changer.")
    return own.parameters


def _find_parameter(known: Mapping[str, Parameter], name: str) -> Parameter:
    if name in known:
        return known[name]
    nearest = process.extractOne(name, list(known), score_cutoff=60)
    suggestion = f" Vouliez-vous dire « {nearest[0]} » ?" if nearest else ""
    raise Refusal(f"Cet indicateur n'a pas de paramètre « {name} ». Paramètres : {', '.join(known)}.{suggestion}")
