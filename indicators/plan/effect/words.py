"""What is said of an indicator before an action and now, in French."""

from collections.abc import Iterable
from datetime import date

from indicators.french import NO_BREAK, agreed, day, month, number, percent, plural, points
from indicators.plan.effect.sides import Adopted, Effect, Reading, Side, Used

NO_CAUSE = (
    "Ces nombres ne disent pas que l'action est la cause de ce qui change : les deux groupes diffèrent aussi par autre "
    "chose. Les établissements concernés ont pu être choisis parce qu'ils étaient en retard, ou en avance."
)
NO_CAUSE_ALONE = (
    "Ces nombres ne disent pas que l'action est la cause de ce qui change : bien d'autres choses ont changé entre les deux "
    "jours. Tous les établissements sont concernés : rien ne dit ce qu'ils seraient devenus sans elle."
)
MASKED = "Trop peu d'établissements d'un côté ou de l'autre : ces nombres ne sont pas publiés."
ALONE = "Tous les établissements attendus sont concernés : il n'y en a pas d'autres à qui les comparer."
NOBODY = "Aucun établissement attendu n'est concerné : il n'y a rien à mesurer."
UNTOLD = (
    "Rien ne dit quels établissements cette action concerne : précisez-le (tout le territoire, un groupe ou une liste) pour "
    "voir ce que ses indicateurs sont devenus."
)
CONCERNED, OTHERS = "Concernés", "Autres"


def adoption_sentence(concerned: Side, others: Side | None, *, before_on: date, after_on: date, lapses: bool) -> str:
    """The shares known for sure on both days, then the silent ones, who could change them.

    lapses: whether the answers of one school year do not count in the next.
    """
    if not concerned.after.expected:
        return NOBODY
    told = [f"{name.lower()} : {_shares(side)}" for name, side in _named(concerned, others)]
    silent = [_silences(name, side) for name, side in _named(concerned, others)]
    said = [f"Du {day(before_on)} au {day(after_on)}, {' ; '.join(told)}.", *_alone(others)]
    if any(silent):
        said.append(f"Sans réponse, {' ; '.join(filter(None, silent))}.")
    if lapses and _year(before_on) != _year(after_on):
        said.append("Une réponse à cet indicateur ne vaut que pour son année scolaire.")
    return " ".join(said)


def rate_sentence(concerned: Side, others: Side | None, *, before_on: date, after_on: date) -> str:
    """The ratios of sums of both months with their sums, then the same months one year earlier."""
    if not concerned.after.expected:
        return NOBODY
    sides = _named(concerned, others)
    if before_on == after_on:
        told = [f"{name.lower()} : {_ratio(side.after)}" for name, side in sides]
        said = f"Aucun mois complet n'est encore connu depuis le début ; en {month(before_on)}, {' ; '.join(told)}."
        return " ".join([said, *_alone(others)])
    told = [f"{name.lower()} : {_ratios(side)}" for name, side in sides]
    period = f"{_from(month(before_on))} à {month(after_on)}"
    return " ".join([f"{period}, {' ; '.join(told)}.", *_alone(others), *_seasons(sides), *_reporting(sides)])


def no_cause(found: Iterable[Effect]) -> str:
    """The warning that goes with these effects: of two groups, or of one alone when all the expected are concerned."""
    alone = [one.concerned is not None and one.others is None for one in found]
    return NO_CAUSE_ALONE if alone and all(alone) else NO_CAUSE


def effect_rows(effect: Effect) -> list[dict[str, str]]:
    """One row a side, for a table: Groupe, Établissements, Au début, Aujourd'hui, Évolution."""
    if effect.concerned is None:
        return [_row(CONCERNED, "", "masqué", "masqué", ""), _row(OTHERS, "", "masqué", "masqué", "")]
    return [
        _row(
            name,
            number(side.after.expected),
            _cell(side.before, effect.before_on),
            _cell(side.after, effect.after_on),
            _change(side),
        )
        for name, side in _named(effect.concerned, effect.others)
    ]


def _row(group: str, count: str, before: str, after: str, change: str) -> dict[str, str]:
    return {"Groupe": group, "Établissements": count, "Au début": before, "Aujourd'hui": after, "Évolution": change}


def _named(concerned: Side, others: Side | None) -> list[tuple[str, Side]]:
    return [(CONCERNED, concerned), *([(OTHERS, others)] if others else [])]


def _alone(others: Side | None) -> list[str]:
    return [] if others else [ALONE]


def _year(on: date) -> int:
    return on.year if on.month >= 9 else on.year - 1


# --- an adoption


def _shares(side: Side) -> str:
    """« de 12 à 31 oui sur 60 (de 20 % à 51,7 %) »."""
    before, after = _adopted(side)
    shares = f"de {_percent(before.value)} à {_percent(after.value)}"
    return f"de {number(before.yes)} à {number(after.yes)} oui sur {number(after.expected)} ({shares})"


def _silences(name: str, side: Side) -> str:
    """« concernés : 20 au début (dont 9 disent oui aujourd'hui), 5 aujourd'hui »; '' when none was ever silent."""
    before, after = _adopted(side)
    if not before.silent and not after.silent:
        return ""
    heard = f" (dont {number(side.new_voices)} {agreed(side.new_voices, 'dit', 'disent')} oui aujourd'hui)"
    return f"{name.lower()} : {number(before.silent)} au début{heard if side.new_voices else ''}, {number(after.silent)} aujourd'hui"


def _adopted(side: Side) -> tuple[Adopted, Adopted]:
    assert isinstance(side.before, Adopted) and isinstance(side.after, Adopted)
    return side.before, side.after


# --- a rate


def _ratios(side: Side) -> str:
    """« de 40 % (400 utilisateurs sur 1 000 comptes potentiels) à 45 % (...), +5 points »."""
    change = _points(side.before, side.after)
    return f"de {_ratio(side.before)} à {_ratio(side.after)}{f', {change}' if change else ''}"


def _ratio(reading: Reading) -> str:
    assert isinstance(reading, Used)
    if reading.value is None:
        return "aucun relevé"
    users = plural(reading.numerator, "utilisateur")
    return f"{percent(reading.value)} ({users} sur {plural(reading.denominator, 'compte potentiel', 'comptes potentiels')})"


def _from(name: str) -> str:
    """« De janvier 2022 », « D'avril 2022 »."""
    return f"D'{name}" if name[0] in "ao" else f"De {name}"


def _points(before: Reading, after: Reading) -> str:
    return "" if before.value is None or after.value is None else points(after.value - before.value)


def _seasons(sides: Iterable[tuple[str, Side]]) -> list[str]:
    """The change of the same months one year earlier: what the calendar alone does."""
    told = [f"{name.lower()} : {_points(*side.year_before)}" for name, side in sides if side.year_before is not None]
    return [f"Entre les mêmes mois un an plus tôt, {' ; '.join(told)}."] if told else []


def _reporting(sides: Iterable[tuple[str, Side]]) -> list[str]:
    """How many reported, when not all did."""
    counts = [(name, side.before, side.after) for name, side in sides]
    told = [
        f"{name.lower()} : {number(before.reporting)} puis {number(after.reporting)} sur {number(after.expected)}"
        for name, before, after in counts
        if isinstance(before, Used)
        and isinstance(after, Used)
        and min(before.reporting, after.reporting) < after.expected
    ]
    return [f"Établissements relevés, {' ; '.join(told)}."] if told else []


# --- the cells of a table


def _cell(reading: Reading, on: date) -> str:
    if isinstance(reading, Used):
        return f"{_ratio(reading)}, {month(on)}"
    silent = f", {number(reading.silent)} sans réponse" if reading.silent else ""
    return f"{number(reading.yes)} oui ({_percent(reading.value)}){silent}, {day(on)}"


def _change(side: Side) -> str:
    change = _points(side.before, side.after)
    if isinstance(side.before, Used) or not change:
        return change
    before, after = _adopted(side)
    return f"{_signed(after.yes - before.yes)} oui, {change}"


def _signed(difference: int) -> str:
    sign = "+" if difference > 0 else "−" if difference < 0 else ""
    return f"{sign}{number(abs(difference))}"


def _percent(value: float | None) -> str:
    return f"0{NO_BREAK}%" if value is None else percent(value)
