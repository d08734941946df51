"""What the sheet of an establishment says of it, on the screen and on paper."""

from pathlib import PurePath

from indicators.establishments.peers import AdoptionPeers, UsagePeers
from indicators.establishments.sheet import Sheet, Standing
from indicators.establishments.usage import ServiceUsage, UsageMonth
from indicators.french import NO_BREAK, day, long_day, month, number, percent, plural, points
from indicators.plan.actions import State
from indicators.sentences import STATE_LABELS
from indicators.usage.names import service_name

# A shape beside each state, legible in black and white; every one of them is in every font.
SHAPES = {"oui": "●", "partiel": "▲", "non": "○", "silencieux": "–"}
SHAPES_KEY = ", ".join(f"{SHAPES[state]} {label.lower()}" for state, label in STATE_LABELS.items())
FEW = "trop peu nombreux pour être montrés"
NO_USE = "Aucun relevé d'usage n'est connu pour cette année scolaire ni la précédente."
NO_ACTION = "Aucune action du plan ne le concerne."
NO_ANSWER = "Cet établissement n'a rien répondu : la page Relances donne le texte d'une relance."


def answer(sheet: Sheet) -> str:
    """Where it stands, in one sentence: the answer of the page."""
    if not sheet.is_expected:
        return f"Aucune campagne de {sheet.situation.school_year} ne l'attend : il ne compte dans aucun indicateur."
    states = [one.state for one in sheet.standings]
    if set(states) == {"silencieux"}:
        return f"Il n'a rien répondu au {day(sheet.situation.on)} : tout reste à demander."
    yes = states.count("oui")
    lacking = [f"{one.label.lower()} ({', '.join(one.missing)})" for one in sheet.standings if one.state == "partiel"]
    among = plural(len(states), "indicateur d'adoption", "indicateurs d'adoption")
    others = [
        f"Oui à {yes} sur {among}",
        f"non à {states.count('non')}" if "non" in states else "",
        f"sans réponse à {states.count('silencieux')}" if "silencieux" in states else "",
    ]
    lacks = f" ; ce qui manque : {' ; '.join(lacking)}" if lacking else ""
    return f"{', '.join(filter(None, others))}{lacks}."


def status(sheet: Sheet) -> str:
    """Whether it is open, in the directory's words."""
    if sheet.identity.is_open:
        return "Ouvert"
    return f"Fermé dans l'annuaire depuis le {day(sheet.identity.valid_from)}"


def names(sheet: Sheet) -> str:
    """The names it bore, when it changed: « École A jusqu'au 31/08/2021, puis École B depuis le 01/09/2021 »."""
    told = sheet.identity.names
    if len(told) < 2:
        return ""
    return ", puis ".join([told[0][0], *(f"{name} depuis le {day(since)}" for name, since in told[1:])])


def location(sheet: Sheet) -> str:
    """What the map shows, for who cannot see it."""
    who = sheet.identity
    at = f"{who.name}, à {who.commune}" if who.commune else who.name
    if sheet.place is None:
        return "Sa place est inconnue : l'annuaire n'en donne pas les coordonnées."
    if sheet.place.exact:
        return f"{at}, parmi les communes du département."
    return f"{at} : placé au point de sa commune, l'annuaire n'en donne pas les coordonnées."


def source(one: Standing) -> str:
    """« retours.xlsx, Réponses!E12 »; '' when nothing says the state. A CSV has no sheet."""
    if not one.file_name:
        return ""
    where = one.cell if one.sheet == PurePath(one.file_name).stem else f"{one.sheet}!{one.cell}"
    return f"{one.file_name}, {where}"


def state(one: Standing) -> str:
    """« ● Oui », with its shape."""
    return f"{SHAPES[one.state]} {STATE_LABELS[one.state]}" if one.state else "Pas attendu"


def use(used: ServiceUsage) -> str:
    """How much it uses a service, beside the same month one year before."""
    current = used.current
    name = service_name(used.service)
    if current is None or current.rate is None:
        return f"{name} : aucun relevé d'un mois complet de l'année scolaire."
    said = f"{name} : {percent(current.rate)} des comptes potentiels ont servi en {month(current.month)}"
    before = used.year_before(current.month)
    if before is None or before.rate is None:
        return f"{said} ; rien n'est connu du même mois un an avant."
    return f"{said}, {points(current.rate - before.rate)} sur un an ({percent(before.rate)} en {month(before.month)})."


def rate(one: UsageMonth | None) -> str:
    """The rate of a month, or why there is none."""
    if one is None:
        return ""
    if one.rate is not None:
        return percent(one.rate) + ("" if one.is_over else " (incomplet)")
    return "anomalie (plus de 100 %)" if one.is_anomaly else "sans relevé"


def who_are_peers(sheet: Sheet) -> str:
    """« Ses pairs : les 42 autres de type Lycée, secteur public, tout le territoire compris »."""
    who, count = sheet.identity, sheet.adoption_peers[0].peers if sheet.adoption_peers else 0
    sector = f", secteur {who.sector.lower()}" if who.sector else ""
    if not count:
        return f"Aucun autre établissement attendu n'est de type {who.type}{sector}."
    others = "le seul autre" if count == 1 else f"les {number(count)} autres"
    return f"Ses pairs : {others} de type {who.type}{sector}, tout le territoire compris."


def peers(one: AdoptionPeers) -> str:
    """« 28,6 % de oui (12 sur 42, 10 silencieux) »."""
    if one.yes is None or one.share is None:
        return FEW if one.peers else "aucun"
    silent = plural(one.silent or 0, "silencieux", "silencieux")
    return f"{percent(one.share)} de oui ({number(one.yes)} sur {number(one.peers)}, {silent})"


def use_among_peers(one: UsagePeers) -> str:
    """Its rate beside its peers' median and quartiles."""
    own = f"{percent(one.own)} des comptes en {month(one.month)}"
    if one.median is None or one.first_quartile is None or one.third_quartile is None:
        return f"{own} ; pairs {FEW}."
    middle = f"la moitié entre {percent(one.first_quartile)} et {percent(one.third_quartile)}"
    return f"{own}, pour une médiane de {percent(one.median)} chez ses {number(len(one.rates))} pairs qui ont un relevé ({middle})."


def timeline_alternative(sheet: Sheet) -> str:
    """What the timeline shows: for each indicator, the months at which its state changed."""
    return " ".join(f"{one.label} : {_changes(one)}." for one in sheet.standings)


def _changes(one: Standing) -> str:
    changes = [
        after
        for before, after in zip([None, *one.moments], one.moments, strict=False)
        if before is None or before.state != after.state
    ]
    return ", puis ".join(f"{STATE_LABELS[moment.state].lower()} au {day(moment.day)}" for moment in changes)


def timeline_caption(sheet: Sheet) -> str:
    """How to read the timeline."""
    return (
        f"Son état à la fin de chaque mois et au {day(sheet.situation.on)} : rond plein, oui ; triangle, partiel ; "
        "rond vide, non ; trait, silencieux."
        + "".join(f" {one.label}{NO_BREAK}: {one.changed.strip()}" for one in sheet.standings if one.changed)
    )


def use_caption(used: ServiceUsage) -> str:
    """How to read the chart of use."""
    return (
        f"Utilisateurs uniques du mois sur comptes potentiels, {service_name(used.service)}, tous profils. "
        "En pointillé, les mêmes mois un an avant ; rond vide, mois incomplet."
    )


def peers_caption(one: UsagePeers) -> str:
    """How to read the strip of peers."""
    return (
        f"Un rond : un pair, ou plusieurs à un dixième de point près, {service_name(one.service)}, {month(one.month)}. La bande tient la moitié des pairs, "
        "le trait leur médiane, le losange cet établissement."
    )


def actions(sheet: Sheet) -> str:
    """« 3 actions du plan le concernent, dont 1 en retard. »."""
    count = len(sheet.actions)
    if not count:
        return NO_ACTION
    late = sum(one.action.state == State.EN_RETARD for one in sheet.actions)
    lagging = f", dont {number(late)} en retard" if late else ""
    return f"{plural(count, 'action du plan le concerne', 'actions du plan le concernent')}{lagging}."


def situation(sheet: Sheet) -> str:
    """« Situation au 31 mars 2022 »."""
    return f"Situation au {long_day(sheet.situation.on)}"
