"""« Méthode »: the rules in words, their versions and parameters, what the bounds are, where the figures come from."""

from collections import Counter
from collections.abc import Iterator

from indicators.exports.seance import Entry, Seance
from indicators.exports.sheets.sources import KINDS
from indicators.exports.slides.deck import Deck, Text
from indicators.french import instant, number, percent, plural

TITLE = "Comment ces chiffres sont-ils calculés ?"


def add_method(deck: Deck, seance: Seance) -> None:
    """As many slides as it takes: nothing is cut."""
    deck.texts(
        TITLE, [*_shared(seance), *(text for entry in seance.indicators for text in _rule(entry)), *_from(seance)]
    )


def _shared(seance: Seance) -> Iterator[Text]:
    yield Text(
        "Bornes : un établissement silencieux peut être favorable ou non. La borne basse compte tous les silencieux comme "
        "défavorables, la borne haute comme favorables."
    )
    yield Text(
        "Rythme attendu : de la valeur initiale à la cible, en proportion des jours d'école écoulés, en passant par les "
        f"jalons s'il y en a. Tolérance : {percent(seance.tolerance)} de cet écart."
    )
    yield Text(
        f"Un groupe de moins de {number(seance.smallest)} établissements est masqué, et un autre avec lui quand le total "
        "permettrait de le deviner."
    )


def _rule(entry: Entry) -> Iterator[Text]:
    yield Text(f"{entry['label']} (définition, version {entry['definition_version']})", strong=True)
    yield Text(entry["rule"])
    labels = entry.get("parameter_labels", {})  # not in the séances frozen before definitions could change
    told = [f"{labels.get(name, name)} : {_shown(value)}" for name, value in entry["parameters"].items()]
    if told:
        yield Text(f"Paramètres : {' ; '.join(told)}.")
    for change in entry.get("breaks", []):
        yield Text(f"Version {change['version']} : {change['reason']}")


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _from(seance: Seance) -> Iterator[Text]:
    batches = seance.payload["batches"]
    kinds = Counter(KINDS.get(batch["kind"], batch["kind"]) for batch in batches)
    told = " ; ".join(f"{kind} : {number(count)}" for kind, count in kinds.items())
    yield Text("Sources", strong=True)
    yield Text(f"{plural(len(batches), 'fichier reçu', 'fichiers reçus')}{f' ({told})' if told else ''}.")
    program = seance.payload.get("program")
    yield Text(
        f"Séance figée avec ce que l'on savait le {instant(seance.known_on)}"
        f"{f', par Gouvernail {program}' if program else ''}. Empreinte (sha256) : {seance.snapshot.sha256}"
    )
