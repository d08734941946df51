"""A published table and its columns, as a data portal describes them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from indicators.exports.typed import Field, Typed

_FORMATS: dict[str, dict[str, Any]] = {
    "number": {"decimalChar": ","},
    "boolean": {"trueValues": ["oui"], "falseValues": ["non"]},
    "date": {"format": "default"},
}


@dataclass(frozen=True)
class Column(Field):
    """title and description: in French. unit: of its numbers. allowed: the only values of a text. needed: never empty."""

    title: str = field(default="", kw_only=True)
    description: str = field(default="", kw_only=True)
    unit: str = field(default="", kw_only=True)
    allowed: tuple[str, ...] = field(default=(), kw_only=True)
    needed: bool = field(default=False, kw_only=True)
    least: float | None = field(default=None, kw_only=True)

    @property
    def descriptor(self) -> dict[str, Any]:
        """Its field descriptor (Table Schema)."""
        told: dict[str, Any] = {"name": self.name, "type": self.type, "title": self.title}
        told["description"] = self.description or self.title
        told |= _FORMATS.get(self.type, {})
        told |= {"unit": self.unit} if self.unit else {}
        rules: dict[str, Any] = {"required": True} if self.needed else {}
        rules |= {"enum": list(self.allowed)} if self.allowed else {}
        rules |= {"minimum": self.least} if self.least is not None else {}
        return told | ({"constraints": rules} if rules else {})


@dataclass(frozen=True, kw_only=True)
class Table:
    """A published table: a row is one `row_is`. key: the columns that tell its rows apart, none when nothing does."""

    name: str
    title: str
    row_is: str
    columns: Sequence[Column]
    key: tuple[str, ...] = ()
    about_indicators: bool = False  # each indicator it names is a row of the table of indicators
    rows: Sequence[Sequence[Typed]]

    @property
    def schema(self) -> dict[str, Any]:
        """Its Table Schema."""
        told: dict[str, Any] = {"fields": [column.descriptor for column in self.columns], "missingValues": [""]}
        told |= {"primaryKey": list(self.key)} if self.key else {}
        if self.about_indicators:
            of = {"resource": "indicateurs", "fields": ["indicateur"]}
            told |= {"foreignKeys": [{"fields": ["indicateur"], "reference": of}]}
        return told


def counts(*named: tuple[str, str], unit: str = "établissements") -> Iterator[Column]:
    """Columns of whole numbers: (name, title) each."""
    for name, title in named:
        yield Column(name, "integer", title=title, unit=unit, least=0)


DAY = Column("situation_au", "date", title="Jour décrit par la séance", needed=True)
CODE = Column("indicateur", title="Code de l'indicateur", needed=True)
MASKED = Column(
    "masque",
    "boolean",
    title="Chiffres masqués",
    description="oui : trop peu d'établissements, ou un autre groupe pourrait être deviné ; les nombres sont vides.",
    needed=True,
)
