"""What the use of a tool says, in sentences: the answer of the screen, and what its charts draw."""

from collections.abc import Sequence
from datetime import date

from indicators.french import day, month, number, percent, plural, points
from indicators.usage.measure import Tool, Usage
from indicators.usage.months import Basis, Month, Series
from indicators.usage.names import of, service_name, types_in_words

DENOMINATORS: dict[Basis, str] = {
    "potential": "comptes potentiels (tous ceux qui ont droit à un compte) des établissements qui ont fait un relevé",
    "activated": "comptes activés (ouverts au moins une fois) des établissements qui en donnent le nombre",
    "pupils": "élèves inscrits d'après l'annuaire, dans les établissements qui ont fait un relevé",
    "visits": "jours d'école du mois ; pour un mois incomplet, ceux d'avant le jour du relevé",
}


def answer(usage: Usage, profile: str | None, basis: Basis) -> str:
    """The last whole month in one sentence with its number, compared with the same month one year before."""
    series = usage.of(profile)
    latest = series.latest(basis)
    if latest is None:
        return f"Aucun relevé d'usage {of(named(usage, profile))} ne répond à cette question en {usage.situation.school_year}."
    value = latest.value(basis) or 0.0
    return f"En {month(latest.month)}{_doubts(latest, basis)}, {_fact(usage, profile, basis, value)}{_compared(series, latest, basis)}."


def named(usage: Usage, profile: str | None) -> str:
    """The tool, its service and the profile: « e-lyco, Cahier de textes, profil élèves »."""
    service = [] if usage.service == usage.tool else [f"service « {service_name(usage.service)} »"]
    return ", ".join([service_name(usage.tool), *service, *([f"profil {profile}"] if profile else [])])


def _fact(usage: Usage, profile: str | None, basis: Basis, value: float) -> str:
    tool = named(usage, profile)
    aside = "," if "," in tool else ""
    if basis == "visits":
        return f"{tool}{aside} a reçu {plural(value, 'visite')} par jour d'école"
    if basis == "pupils":
        return f"{percent(value)} des élèves inscrits se sont servis {of(tool)}"
    accounts = "potentiels" if basis == "potential" else "activés"
    return f"{percent(value)} des comptes {accounts} {of(tool)}{aside} ont servi"


def _compared(series: Series, latest: Month, basis: Basis) -> str:
    before = latest.month.replace(year=latest.month.year - 1)
    change = series.change(latest.month, basis)
    if change is None:
        return f" ; rien à comparer en {month(before)}" if latest.sound(basis) else ""
    size = percent(abs(change)) if basis == "visits" else points(abs(change)).removeprefix("+")
    if round(abs(change), 3) == 0:
        return f", autant qu'en {month(before)}"
    return f", {size} de {'plus' if change > 0 else 'moins'} qu'en {month(before)}"


def doubts(one: Month, basis: Basis) -> list[str]:
    """What to know before reading the figures of a month, in a few words each."""
    said = []
    if one.partial:
        said.append("mois incomplet" if not one.is_over else "relevé fait avant la fin du mois")
    if one.scarce(basis):
        said.append("peu de relevés")
    if one.anomalies:
        said.append(plural(one.anomalies, "relevé écarté", "relevés écartés"))
    if basis == "visits" and not one.school_days:
        said.append("aucun jour d'école")
    return said


def _doubts(one: Month, basis: Basis) -> str:
    kept = [doubt for doubt in doubts(one, basis) if "écarté" not in doubt]
    return f" ({', '.join(kept)})" if kept else ""


def coverage(usage: Usage, one: Month, basis: Basis) -> str:
    """Who reported: « relevés de 207 établissements sur 227 (collèges et lycées) »."""
    set_aside = (
        f" ; {plural(one.anomalies, 'relevé écarté', 'relevés écartés')}, avec plus d'utilisateurs que de comptes"
        if one.anomalies
        else ""
    )
    reported = plural(one.reported(basis), "établissement")
    return (
        f"relevés de {reported} sur {number(one.concerned)} concernés ({types_in_words(list(usage.types))}){set_aside}"
    )


def caption(usage: Usage, profile: str | None, basis: Basis, *, zone: str, needed: float) -> str:
    """What the chart of months draws, its denominator, its source, its coverage."""
    year = usage.situation.school_year
    latest = usage.of(profile).latest(basis)
    told = f" En {month(latest.month)} : {coverage(usage, latest, basis)}." if latest else ""
    return (
        f"Trait plein : {year}. Pointillé : même mois un an avant. Rond creux : mois incomplet. Losange clair : relevés de moins de "
        f"{percent(needed, 0)} des établissements concernés. Bandes grises : vacances de la zone {zone}. Dénominateur : "
        f"{DENOMINATORS[basis]}.{told} Source : relevés d'usage importés. Situation au {day(usage.situation.on)}."
    )


def alternative(usage: Usage, profile: str | None, basis: Basis) -> str:
    """What the chart of months shows, for who cannot see it."""
    return (
        f"Courbe mensuelle pour {named(usage, profile)}, comparée à l'année précédente. {answer(usage, profile, basis)} "
        "Les nombres sont dans le tableau qui suit."
    )


def panel(series: Series, basis: Basis) -> str:
    """What stands above a small picture: « 52,3 % en février 2022, +4,1 points sur un an »."""
    latest = series.latest(basis)
    if latest is None:
        return "aucun relevé"
    value = latest.value(basis) or 0.0
    shown = f"{plural(value, 'visite')} par jour d'école" if basis == "visits" else percent(value)
    change = series.change(latest.month, basis)
    since = "" if change is None else f", {growth(change, basis)} sur un an"
    return f"{shown} en {month(latest.month)}{_doubts(latest, basis)}{since}"


def growth(change: float, basis: Basis) -> str:
    """A change with its sign: « +4,1 points », « −8 % »."""
    if basis != "visits":
        return points(change)
    sign = "+" if change > 0 else "−" if change < 0 else ""
    return f"{sign}{percent(abs(change))}"


def apart(tools: Sequence[Tool]) -> str:
    """Why one tool is shown at a time; '' when there is only one."""
    if len(tools) < 2:
        return ""
    names = " et ".join(service_name(tool.name) for tool in tools[:2])
    return (
        f"Un seul outil à la fois : {names} ne servent pas les mêmes établissements ni les mêmes élèves, leurs taux ne se "
        "comparent pas."
    )


def never_added(month_shown: date) -> str:
    """Why no total stands under the services."""
    return (
        f"{month(month_shown).capitalize()}. Une même personne peut se servir de plusieurs services et revenir chaque mois : les "
        "utilisateurs ne s'additionnent ni entre services, ni entre mois."
    )
