"""One indicator, in the order of a discussion: the verdict, the picture, its numbers, where, why, what next, how counted."""

from collections.abc import Iterator

from indicators.exports.inert import paragraphs
from indicators.exports.report.adoption import adoption_blocks
from indicators.exports.report.blocks import Block, facts, heading, listing, paragraph, quote
from indicators.exports.report.groups import group_blocks
from indicators.exports.report.method import definition
from indicators.exports.report.rate import rate_blocks
from indicators.exports.seance import Entry, Seance, is_rate, verdict_text
from indicators.french import number, plural


def indicator_blocks(seance: Seance, entry: Entry) -> Iterator[Block]:
    """Everything the séance holds of it, but the establishments."""
    yield heading(entry["label"], apart=True)
    yield paragraph(f"{verdict_text(entry)}. {entry['question']}", "note")
    yield paragraph(entry["sentence"], "strong")
    yield from _judgement(seance, entry)
    yield from (rate_blocks if is_rate(entry) else adoption_blocks)(seance, entry)
    yield from group_blocks(seance, entry)
    yield heading("Pourquoi ce verdict, et ce qui le changerait", 2)
    yield listing([_counted(entry), *entry.get("advice", [])])
    yield from _forecast(entry)
    yield heading("Définition", 2)
    yield facts(definition(entry))


def answers(entry: Entry) -> str:
    """« 210 réponses sur 928 attendues, 718 silencieux », or reports for a rate."""
    one = "relevé" if is_rate(entry) else "réponse"
    wanted = "attendus" if is_rate(entry) else "attendues"
    silent = plural(entry["silent"], "silencieux", "silencieux")
    return f"{plural(entry['answered'], one)} sur {number(entry['expected'])} {wanted}, {silent}"


def _judgement(seance: Seance, entry: Entry) -> Iterator[Block]:
    lines = paragraphs(seance.judgement(entry["code"]))
    if lines:
        yield quote("Avis du comité", lines)


def _counted(entry: Entry) -> str:
    if is_rate(entry):
        odd = f", dont {plural(entry['anomalies'], 'relevé anormal', 'relevés anormaux')}" if entry["anomalies"] else ""
        return f"{answers(entry)}{odd}."
    states = f"{number(entry['yes'])} oui, {number(entry['partial'])} partiel, {number(entry['no'])} non"
    return f"{states} ; {answers(entry)}."


def _forecast(entry: Entry) -> Iterator[Block]:
    told = entry.get("forecast")  # not in the séances frozen before forecasts were told
    if not told or not told["sentence"]:
        return
    yield heading("Y arriverons-nous ?", 2)
    yield paragraph(told["sentence"])
    if entry.get("forecast_limits"):
        yield paragraph(entry["forecast_limits"], "note")
