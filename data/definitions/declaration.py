"""What of an indicator's rule may be decided. One `rule.toml` in each catalogue entry, read as data like its questions."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, StrictBool, StrictInt, ValidationError, model_validator

from data.errors import Refusal
from data.returns.questions import NO, YES

Value = StrictBool | StrictInt


class Parameter(BaseModel):
    """One value the rule depends on: a whole number from minimum to maximum, or yes or no.

    yes and no, or zero, one and many (where {value} is the number): what the rule says in words. A whole number with
    none of them is said as the number.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    label: str
    kind: Literal["whole", "yes_no"]
    value: Value
    minimum: int = 0
    maximum: int = 0
    help: str = ""
    yes: str = ""
    no: str = ""
    zero: str = ""
    one: str = ""
    many: str = ""

    @model_validator(mode="after")
    def _is_decidable(self) -> Self:
        if self.kind == "whole" and self.maximum <= self.minimum:
            raise ValueError(f"{self.name}: a whole number needs a minimum and a maximum")
        if self.kind == "yes_no" and not (self.yes and self.no):
            raise ValueError(f"{self.name}: the rule needs its phrases for yes and for no")
        if not self.accepts(self.value):
            raise ValueError(f"{self.name}: its own value does not fit")
        return self

    def accepts(self, value: object) -> bool:
        """Whether that value may be decided."""
        if not self.is_kind_of(value):
            return False
        return self.kind == "yes_no" or (isinstance(value, int) and self.minimum <= value <= self.maximum)

    def is_kind_of(self, value: object) -> bool:
        """Whether that value is a number where one is needed, a yes or no where one is."""
        return (
            isinstance(value, bool) if self.kind == "yes_no" else isinstance(value, int) and not isinstance(value, bool)
        )

    @property
    def expected(self) -> str:
        """What may be decided, in French, as shown in refusals."""
        return "oui ou non" if self.kind == "yes_no" else f"un nombre entier de {self.minimum} à {self.maximum}"

    def parse(self, text: str) -> bool | int:
        """The value a person wrote: a whole number, oui or non. Raises Refusal, which says what may be decided."""
        written = text.strip().lower()
        if self.kind == "yes_no" and written in (YES, NO):
            return written == YES
        if self.kind == "whole" and written.isdecimal() and self.accepts(int(written)):
            return int(written)
        raise self.refusal(text)

    def refusal(self, found: str) -> Refusal:
        """Why that value will not do."""
        return Refusal(f"« {self.label} » ne peut pas valoir « {found[:40]} » : il faut {self.expected}.")

    def shown(self, value: bool | int) -> str:
        """The value alone, as a person writes it."""
        return (YES if value else NO) if self.kind == "yes_no" else str(value)

    def said(self, value: bool | int) -> str:
        """The value in the words of the rule."""
        if self.kind == "yes_no":
            return self.yes if value else self.no
        phrase = {0: self.zero, 1: self.one}.get(value, "") or self.many or "{value}"
        return phrase.format(value=value)


class Declared(BaseModel):
    """One rule.toml: the catalogue's own definition of an indicator, before anybody decides otherwise.

    effective_question: the date that says since when a state holds. carries_over: whether the answers of an earlier
    school year still count.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    folder: Path
    version: int
    effective_question: str | None = None
    carries_over: bool = False
    parameters: tuple[Parameter, ...] = ()

    @property
    def values(self) -> dict[str, bool | int]:
        """Each parameter's own value, by name."""
        return {parameter.name: parameter.value for parameter in self.parameters}


@lru_cache(maxsize=8)
def declared(catalogue: Path) -> dict[str, Declared]:
    """Code -> what its catalogue entry declares. Raises ValueError, which names the file that will not do."""
    return {file.parent.name: read_declared(file.parent) for file in sorted(catalogue.glob("*/rule.toml"))}


def read_declared(folder: Path) -> Declared:
    """The rule.toml of one catalogue entry. Raises ValueError, which names the file that will not do."""
    file = folder / "rule.toml"
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
        parameters = told.pop("parameter", [])
        found = Declared(code=folder.name, folder=folder, parameters=parameters, **told)
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise ValueError(f"{file}: {error}") from error
    names = [parameter.name for parameter in found.parameters]
    if len(set(names)) < len(names):
        raise ValueError(f"{file}: a parameter is declared twice")
    return found
