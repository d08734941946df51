"""The indicators of an action before its start and now: those concerned, beside the others."""

from calendar import monthrange
from collections.abc import Collection, Mapping
from datetime import date

from data.plan import Item
from indicators.definition import Adoption, Rate
from indicators.plan.concerned import concerned_uais
from indicators.plan.effect.sides import Adopted, Effect, Side, Used
from indicators.plan.effect.territory import Territory
from indicators.plan.effect.words import adoption_sentence, rate_sentence

_SILENT = "silencieux"


def effects(action: Item, territory: Territory) -> list[Effect]:
    """One effect an indicator of an action that has begun; none when it has no start day, or begins later, nor when
    nobody said whom it is about: the words are UNTOLD.

    Of an adoption, the states on the start day and on the situation day; of a rate, the last whole month before the
    start and the last one known.
    """
    starts_on = action.day("starts_on")
    if starts_on is None or starts_on > territory.situation.on or action.concerns is None:
        return []
    return [
        _adopted(action, indicator, starts_on, territory)
        if isinstance(indicator, Adoption)
        else _used(action, indicator, starts_on, territory)
        for code in action.indicators
        if (indicator := territory.indicator(code)) is not None
    ]


def _adopted(action: Item, indicator: Adoption, starts_on: date, territory: Territory) -> Effect:
    every = frozenset(territory.expected["uai"].tolist())
    concerned = concerned_uais(action.concerns, territory.expected)
    on = territory.situation.on
    before, after = (territory.states(indicator, day) for day in (starts_on, on))
    sides = _sides([_adopted_side(part, before, after) for part in (concerned, every - concerned)], concerned, every)
    sentence = adoption_sentence(*sides, before_on=starts_on, after_on=on, lapses=not indicator.carries_over)
    return _effect(indicator, starts_on, on, sides, sentence, concerned)


def _adopted_side(uais: Collection[str], before: Mapping[str, str], after: Mapping[str, str]) -> Side:
    return Side(
        before=_adopted_on(uais, before),
        after=_adopted_on(uais, after),
        new_voices=sum(after.get(uai) == "oui" and before.get(uai, _SILENT) == _SILENT for uai in uais),
    )


def _adopted_on(uais: Collection[str], states: Mapping[str, str]) -> Adopted:
    told = [states.get(uai, _SILENT) for uai in uais]
    return Adopted(expected=len(told), answered=len(told) - told.count(_SILENT), yes=told.count("oui"))


def _used(action: Item, indicator: Rate, starts_on: date, territory: Territory) -> Effect:
    served = territory.served(indicator)
    every, concerned = frozenset(served["uai"].tolist()), concerned_uais(action.concerns, served)
    months = territory.months(indicator, starts_on)
    sides = _sides(
        [_used_side(part, indicator, months, territory) for part in (concerned, every - concerned)], concerned, every
    )
    first, last = (_last_day(month) for month in months)
    return _effect(indicator, first, last, sides, rate_sentence(*sides, before_on=first, after_on=last), concerned)


def _last_day(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])


def _used_side(uais: Collection[str], indicator: Rate, months: tuple[date, date], territory: Territory) -> Side:
    first, last = (_used_in(uais, indicator, month, territory) for month in months)
    return Side(before=first, after=last, year_before=_year_before(uais, indicator, months, territory))


def _year_before(
    uais: Collection[str], indicator: Rate, months: tuple[date, date], territory: Territory
) -> tuple[Used, Used] | None:
    """None when both are the same month of the year: what the seasons change is then nothing; or when one is unknown."""
    if months[0].month == months[1].month:
        return None
    first, last = (_used_in(uais, indicator, month.replace(year=month.year - 1), territory) for month in months)
    return (first, last) if first.denominator and last.denominator else None


def _used_in(uais: Collection[str], indicator: Rate, month: date, territory: Territory) -> Used:
    reported = territory.reported(indicator, month)
    told = [reported[uai] for uai in uais if uai in reported]
    return Used(
        expected=len(uais),
        reporting=len(told),
        numerator=sum(users for users, _ in told),
        denominator=sum(accounts for _, accounts in told),
    )


def _sides(both: list[Side], concerned: frozenset[str], every: frozenset[str]) -> tuple[Side, Side | None]:
    """Those concerned, and the others when there are some."""
    return both[0], both[1] if concerned != every else None


def _effect(
    indicator: Adoption | Rate,
    before_on: date,
    after_on: date,
    sides: tuple[Side, Side | None],
    sentence: str,
    uais: frozenset[str],
) -> Effect:
    return Effect(
        code=indicator.code,
        label=indicator.short_label,
        kind=indicator.kind,
        before_on=before_on,
        after_on=after_on,
        concerned=sides[0],
        others=sides[1],
        sentence=sentence,
        uais=uais,
    )
