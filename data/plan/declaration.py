"""What the plan is made of, declared once: forms, workbook, checks, history and documentation read it here."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["lesson", "strength", "irritant", "need", "lever", "axis", "action", "step", "note", "decision", "term"]
FieldType = Literal[
    "line",  # one line of text
    "text",  # text on several lines
    "day",
    "address",  # of a page of the web
    "flag",  # yes, or nothing
    "word",  # one of the field's own `words`
    "term",  # one of a list that the committee keeps
    "terms",  # several of it
    "item",  # another item, of the kind `of`
    "items",  # several of them
    "indicators",  # codes
    "uai",
    "establishments",  # which ones are concerned
]
ListName = Literal["theme", "origin", "voice", "actor", "horizon"]

LONGEST_LINE, LONGEST_TEXT = 300, 10_000  # characters
LISTS: Mapping[ListName, str] = {
    "theme": "Thème",
    "origin": "Origine",
    "voice": "Qui le rapporte",
    "actor": "Acteur",
    "horizon": "Horizon",
}
PAUSED, ABANDONED = "en pause", "abandonnée"


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of a kind. of: the list of a term, or the kind of the items it links to. words: what a word may be."""

    code: str
    label: str
    type: FieldType
    of: str = ""
    words: tuple[str, ...] = ()
    needed: bool = False
    help: str = ""


@dataclass(frozen=True, kw_only=True)
class Declared:
    """One kind. letter: of its references (A7). fields: in the order of its form; the first one names the item."""

    kind: Kind
    letter: str
    label: str
    labels: str
    feminine: bool
    question: str
    fields: tuple[Field, ...]

    def field(self, code: str) -> Field:
        """The field of that code. Raises KeyError."""
        return next(field for field in self.fields if field.code == code)


def _title(help: str = "", label: str = "Intitulé") -> Field:
    return Field(code="title", label=label, type="line", needed=True, help=help)


_TEXT = Field(code="text", label="Texte", type="text", help="Deux ou trois lignes suffisent.")

DECLARED: tuple[Declared, ...] = (
    Declared(
        kind="lesson",
        letter="R",
        label="Retour d'expérience",
        labels="Retours d'expérience",
        feminine=False,
        question="Que rapportent les élèves, les équipes, les familles et les partenaires ?",
        fields=(
            _title("Ce qui a été vécu, en quelques mots."),
            _TEXT,
            Field(code="origin", label="Origine", type="term", of="origin", needed=True),
            Field(code="uai", label="UAI de l'établissement", type="uai", help="Quand l'origine est un établissement."),
            Field(code="voices", label="Qui le rapporte", type="terms", of="voice"),
            Field(code="themes", label="Thèmes", type="terms", of="theme"),
            Field(code="told_on", label="Rapporté le", type="day"),
            Field(code="address", label="Lien", type="address", help="Une vidéo ou un article : https://..."),
        ),
    ),
    Declared(
        kind="strength",
        letter="F",
        label="Force",
        labels="Forces",
        feminine=True,
        question="Qu'est-ce qui a marché ?",
        fields=(
            _title("Ce qui a aidé, en quelques mots."),
            _TEXT,
            Field(code="lessons", label="Retours d'expérience", type="items", of="lesson"),
        ),
    ),
    Declared(
        kind="irritant",
        letter="I",
        label="Irritant",
        labels="Irritants",
        feminine=False,
        question="Qu'est-ce qui a gêné ?",
        fields=(
            _title("Ce qui a gêné, en quelques mots."),
            _TEXT,
            Field(code="lessons", label="Retours d'expérience", type="items", of="lesson"),
            Field(code="main", label="Irritant principal", type="flag", help="Ceux dont le comité tire des besoins."),
        ),
    ),
    Declared(
        kind="need",
        letter="B",
        label="Besoin",
        labels="Besoins",
        feminine=False,
        question="Quel besoin ces irritants expriment-ils ?",
        fields=(
            _title("Ce dont on a besoin, en quelques mots."),
            _TEXT,
            Field(code="irritants", label="Irritants dont il vient", type="items", of="irritant"),
        ),
    ),
    Declared(
        kind="lever",
        letter="L",
        label="Levier",
        labels="Leviers",
        feminine=False,
        question="Par quoi y répondre ?",
        fields=(
            _title("Ce qui peut améliorer les choses, en quelques mots."),
            _TEXT,
            Field(code="needs", label="Besoins auxquels il répond", type="items", of="need"),
        ),
    ),
    Declared(
        kind="axis",
        letter="X",
        label="Axe",
        labels="Axes",
        feminine=False,
        question="Que veut-on faire ?",
        fields=(_title("Ce que l'on veut faire (quoi)."), _TEXT),
    ),
    Declared(
        kind="action",
        letter="A",
        label="Action",
        labels="Actions",
        feminine=True,
        question="Comment, avec qui, pour quand ?",
        fields=(
            _title("Ce que l'on fait (comment)."),
            _TEXT,
            Field(code="axis", label="Axe", type="item", of="axis"),
            Field(code="levers", label="Leviers qu'elle actionne", type="items", of="lever"),
            Field(code="decisions", label="Décisions dont elle vient", type="items", of="decision"),
            Field(code="actors", label="Acteurs", type="terms", of="actor"),
            Field(
                code="owner", label="Pilote", type="line", help="Une fonction ou un service, pas le nom d'une personne."
            ),
            Field(code="horizon", label="Horizon", type="term", of="horizon"),
            Field(code="starts_on", label="Début", type="day"),
            Field(code="due_on", label="Échéance", type="day"),
            Field(
                code="done_on",
                label="Terminée le",
                type="day",
                help="Pour une action sans étape ; avec des étapes, elle est terminée quand toutes le sont.",
            ),
            Field(code="concerns", label="Établissements concernés", type="establishments"),
            Field(code="indicators", label="Indicateurs de réussite", type="indicators"),
            Field(code="success", label="Autres signes de réussite", type="text"),
            Field(code="keys", label="Facteurs clés", type="text", help="Ce dont la réussite dépend."),
            Field(
                code="held",
                label="Mise de côté",
                type="word",
                words=(PAUSED, ABANDONED),
                help="Les autres états se calculent des dates et des étapes.",
            ),
            Field(code="held_because", label="Motif de la mise de côté", type="line"),
        ),
    ),
    Declared(
        kind="step",
        letter="E",
        label="Étape",
        labels="Étapes",
        feminine=True,
        question="Par quelles étapes ?",
        fields=(
            _title("Ce qui est à faire, en quelques mots."),
            Field(code="action", label="Action", type="item", of="action", needed=True),
            Field(code="due_on", label="Échéance", type="day"),
            Field(code="done_on", label="Faite le", type="day"),
        ),
    ),
    Declared(
        kind="note",
        letter="N",
        label="Note",
        labels="Notes",
        feminine=True,
        question="Que s'est-il passé ?",
        fields=(
            _title("L'essentiel en une ligne.", label="Note"),
            _TEXT,
            Field(code="action", label="Action", type="item", of="action", needed=True),
            Field(code="written_on", label="Le", type="day"),
        ),
    ),
    Declared(
        kind="decision",
        letter="D",
        label="Décision",
        labels="Décisions",
        feminine=True,
        question="Que le comité doit-il décider ?",
        fields=(
            _title("La question à trancher."),
            _TEXT,
            Field(code="meeting_on", label="Séance du", type="day", help="Le jour de la séance où elle est à prendre."),
            Field(code="decided_on", label="Décidée le", type="day"),
            Field(code="outcome", label="Ce qui est décidé", type="text"),
        ),
    ),
    Declared(
        kind="term",
        letter="T",
        label="Terme",
        labels="Listes",
        feminine=False,
        question="Quels mots le comité emploie-t-il ?",
        fields=(
            _title("Le mot, tel qu'il est proposé partout.", label="Terme"),
            Field(code="list", label="Liste", type="word", words=tuple(LISTS.values()), needed=True),
        ),
    ),
)
KINDS: Mapping[str, Declared] = {declared.kind: declared for declared in DECLARED}
CHAIN: tuple[Kind, ...] = ("lesson", "irritant", "need", "lever", "action")
"""The kinds of the chain in its order; indicators come last."""
COMES_FROM: Mapping[str, str] = {
    "strength": "lessons",
    "irritant": "lessons",
    "need": "irritants",
    "lever": "needs",
    "action": "levers",
}
"""Kind -> the field by which its items link to those they come from, a kind after the one before it."""
