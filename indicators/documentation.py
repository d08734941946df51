"""The page docs/indicateurs.md, made from the catalogue and the declarations of the questions: nothing is typed twice.

`python -m indicators.documentation` writes it; a test fails when it is stale.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from data.returns.checks import Check, load_checks
from data.returns.questions import WITHDRAW, Kind, Question, load_questions
from data.settings import ROOT, get_settings
from indicators.catalogue import catalogue
from indicators.definition import Adoption, AdoptionExample, Rate, RateExample
from indicators.french import day, number, percent
from indicators.markdown import table

PAGE = ROOT / "docs" / "indicateurs.md"
_KINDS = {"adoption": "nombre d'établissements", "rate": "taux"}
_CHECKS = "La réponse est gardée et compte ; elle attend sur la page À vérifier que quelqu'un la classe ou qu'un retour la corrige."
_DECIDED = "Ces valeurs se changent sur la page Définitions, avec un motif ; la règle ci-dessus est celle du catalogue."
_TYPES: dict[Kind, str] = {
    "choice": "choix",
    "yes_no": "oui ou non",
    "date": "date",
    "whole": "nombre entier",
    "text": "texte libre",
}
_HEAD = f"""# Les indicateurs et leurs questions

<!-- Page écrite par « python -m indicators.documentation » : la modifier à la main ne sert à rien. -->

Cette page est tirée des déclarations que le programme applique : le calcul, l'aide des écrans, le questionnaire et cette
page disent donc la même chose. Pour lire un verdict, ses bornes et son rythme, voir le [guide](guide.md).

Ce qui vaut pour toutes les questions :

- une case vide ne dit rien et n'efface rien, pas plus que « NSP », « NC », « - » ou « ? » ;
- pour retirer une réponse, on écrit `{WITHDRAW}` ;
- les majuscules, les accents et les espaces en trop ne comptent pas."""


def documentation() -> str:
    """The whole page, in Markdown."""
    questions = load_questions(get_settings().catalogue)
    known = list(catalogue().values())
    lines = [_HEAD, "", *_summary(known)]
    for place, indicator in enumerate(known, start=1):
        lines += ["", *_indicator(place, indicator, [q for q in questions if q.indicator == indicator.code])]
    lines += ["", *_common([question for question in questions if not question.indicator])]
    return "\n".join(lines) + "\n"


def _summary(known: Sequence[Adoption | Rate]) -> Iterator[str]:
    header = ("Code", "Indicateur", "Se compte en", "Version")
    return table(header, ((f"`{one.code}`", one.label, _KINDS[one.kind], str(one.version)) for one in known))


def _indicator(place: int, indicator: Adoption | Rate, questions: Sequence[Question]) -> Iterator[str]:
    yield f"## {place}. {indicator.label}"
    yield ""
    yield f"**{indicator.question}**"
    yield ""
    yield f"- Code : `{indicator.code}`"
    yield f"- Se compte en : {_KINDS[indicator.kind]}"
    yield f"- Version de la définition, dans le catalogue : {indicator.version}"
    if isinstance(indicator, Adoption):
        yield f"- D'une année scolaire à l'autre : {_lasting(indicator)}"
        yield f"- Une réponse compte dès : {_since(indicator, questions)}"
    yield ""
    yield "### Règle"
    yield ""
    yield indicator.rule_in_words
    yield from _parameters(indicator)
    yield ""
    yield "### Exemples"
    yield ""
    yield from _examples(indicator, questions)
    yield ""
    yield "### Questions"
    yield ""
    yield from _questions(questions)
    yield from _checks([one for one in load_checks(get_settings().catalogue) if one.indicator == indicator.code])


def _parameters(indicator: Adoption | Rate) -> Iterator[str]:
    if not indicator.asked:
        return
    yield from ("", "### Paramètres", "", _DECIDED, "")
    header = ("Nom", "Ce qui se décide", "Valeurs admises", "Valeur du catalogue", "Aide")
    rows = (
        (f"`{one.name}`", one.label, one.expected, one.shown(indicator.parameters[one.name]), one.help)
        for one in indicator.asked
    )
    yield from table(header, rows)


def _lasting(indicator: Adoption) -> str:
    return "la réponse reste valable" if indicator.carries_over else "la réponse s'éteint avec l'année"


def _since(indicator: Adoption, questions: Sequence[Question]) -> str:
    dated = next((question for question in questions if question.code == indicator.effective_question), None)
    return f"le jour donné à `{dated.code}`, sinon le jour de la réponse" if dated else "le jour de la réponse"


def _examples(indicator: Adoption | Rate, questions: Sequence[Question]) -> Iterator[str]:
    if isinstance(indicator, Adoption):
        header = ("Ce qui est dit", "Réponses", "Réponse du", "Situation au", "État", "Ce qui manque")
        dates = {question.code for question in questions if question.type == "date"}
        return table(header, (_adoption_example(example, dates) for example in indicator.examples))
    return table(("Ce qui est dit", "Utilisateurs sur comptes", "Taux"), map(_rate_example, indicator.examples))


def _adoption_example(example: AdoptionExample, dates: set[str]) -> tuple[str, ...]:
    answers = ", ".join(
        f"`{question}` = {day(date.fromisoformat(value)) if question in dates else value}"
        for question, value in example.answers.items()
    )
    missing = ", ".join(example.missing)
    return example.says, answers, day(example.answered_on), day(example.on), example.state, missing


def _rate_example(example: RateExample) -> tuple[str, ...]:
    reported = ", ".join(f"{number(users)} sur {number(accounts)}" for users, accounts in example.reported)
    return example.says, reported, percent(example.rate)


def _common(questions: Sequence[Question]) -> Iterator[str]:
    yield "## Questions communes"
    yield ""
    yield "Elles ne servent à aucun indicateur en particulier : elles disent de quand date la réponse, et qui répond."
    yield ""
    yield from _questions(questions)


def _questions(questions: Sequence[Question]) -> Iterator[str]:
    if not questions:
        return iter(["Aucune : cet indicateur vient des relevés d'usage, pas du questionnaire."])
    header = ("Code", "Question", "Type", "Réponses admises", "Aide")
    return table(header, map(_question, questions))


def _checks(checks: Sequence[Check]) -> Iterator[str]:
    if not checks:
        return
    yield from ("", "### Vérifications", "", _CHECKS, "")
    header = ("Code", "Vérification", "Questions", "Ce qui est dit")
    yield from table(header, map(_check, checks))


def _check(check: Check) -> tuple[str, ...]:
    involved = ", ".join(f"`{code}`" for code in check.involved)
    return f"`{check.code}`", check.label, involved, re.sub(r"\{\w+\}", "…", check.message)


def _question(question: Question) -> tuple[str, ...]:
    kept_apart = " (gardé à part, jamais exporté)" if question.private else ""
    allowed = question.expected[:1].upper() + question.expected[1:]
    return f"`{question.code}`", question.label, _TYPES[question.type], f"{allowed}{kept_apart}", question.help


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(documentation(), encoding="utf-8", newline="\n")
