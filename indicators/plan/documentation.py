"""The page docs/plan.md, made from the declaration of the plan and the lists it begins with: nothing is typed twice.

`python -m indicators.plan.documentation` writes it; a test fails when it is stale.
"""

from collections.abc import Iterator

from data.plan.declaration import DECLARED, KINDS, LISTS, LONGEST_LINE, LONGEST_TEXT, Declared, Field, ListName
from data.plan.items import Plan
from data.plan.terms import first_terms
from data.settings import ROOT, get_settings
from indicators.french import number
from indicators.markdown import table
from indicators.plan.actions import State
from indicators.plan.words import state_text

PAGE = ROOT / "docs" / "plan.md"
_HEAD = f"""# Les fiches du plan

<!-- Page écrite par « python -m indicators.plan.documentation » : la modifier à la main ne sert à rien. -->

Cette page est tirée des déclarations que le programme applique : les formulaires, le classeur, les vérifications, l'historique et cette
page disent donc la même chose. Pour s'en servir, voir le [guide](guide.md).

Ce qui vaut pour toutes les fiches :

- un repère est une lettre et un numéro, par exemple A7 ; il n'est jamais donné deux fois, même après un retrait ;
- une ligne a {LONGEST_LINE} signes au plus, un texte {number(LONGEST_TEXT)} ;
- chaque changement est une version de plus : aucune n'est modifiée ni effacée."""
_STATES = {
    State.ABANDONNEE: "Saisi, avec un motif.",
    State.EN_PAUSE: "Saisi, avec un motif.",
    State.TERMINEE: "Toutes ses étapes sont faites ; sans étape, le jour de sa fin est noté.",
    State.EN_RETARD: "Son échéance, ou celle d'une étape à faire, est passée. Le jour même n'est pas en retard.",
    State.EN_COURS: "Son début est passé, ou une étape est faite.",
    State.A_VENIR: "Rien de cela.",
}


def documentation() -> str:
    """The whole page, in Markdown."""
    lines = [_HEAD, "", *_summary()]
    for declared in DECLARED:
        lines += ["", *_kind(declared)]
    lines += ["", *_states(), "", *_lists()]
    return "\n".join(lines) + "\n"


def _summary() -> Iterator[str]:
    rows = ((f"{one.letter}1, {one.letter}2...", one.labels, one.question) for one in DECLARED if one.kind != "term")
    return table(("Repère", "Fiches", "Question"), rows)


def _kind(declared: Declared) -> Iterator[str]:
    yield f"## {declared.label}"
    yield ""
    yield f"{declared.question} (repère : {declared.letter})"
    yield ""
    rows = ((one.label, "oui" if one.needed else "", _admitted(one), one.help) for one in declared.fields)
    yield from table(("Champ", "À remplir", "Ce qui est admis", "Aide"), rows)


def _admitted(field: Field) -> str:
    match field.type:
        case "line":
            return "une ligne"
        case "text":
            return "un texte"
        case "day":
            return "un jour"
        case "address":
            return "l'adresse d'une page"
        case "flag":
            return "oui, ou rien"
        case "word":
            return ", ".join(field.words)
        case "term":
            return f"un terme de la liste « {LISTS[_list_of(field)]} »"
        case "terms":
            return f"des termes de la liste « {LISTS[_list_of(field)]} »"
        case "item":
            return f"une fiche : {KINDS[field.of].label.lower()}"
        case "items":
            return f"des fiches : {KINDS[field.of].labels.lower()}"
        case "indicators":
            return "des indicateurs du catalogue"
        case "uai":
            return "un UAI de l'annuaire"
        case "establishments":
            return "tous, un groupe de l'annuaire, ou une liste d'UAI"


def _list_of(field: Field) -> ListName:
    return next(name for name in LISTS if name == field.of)


def _states() -> Iterator[str]:
    yield "## États d'une action"
    yield ""
    yield "Le premier qui convient, dans cet ordre. Ils se calculent au jour de situation ; seuls les deux premiers se saisissent."
    yield ""
    yield from table(("État", "Quand"), ((state_text(state), rule) for state, rule in _STATES.items()))


def _lists() -> Iterator[str]:
    yield "## Listes au départ"
    yield ""
    yield "Elles sont à vous : la page Listes les change, avec leur historique."
    yield ""
    plan = Plan({term.id: term for term in first_terms(get_settings().plan_terms)})
    rows = ((label, ", ".join(term.title for term in plan.terms(name))) for name, label in LISTS.items())
    yield from table(("Liste", "Termes"), rows)


if __name__ == "__main__":
    PAGE.write_text(documentation(), encoding="utf-8", newline="\n")
