"""What lacks, as a kind: « 1 réunion sur 2 attendues » and « 2 réunions sur 3 attendues » lack the same thing."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

_AMOUNT = re.compile(r"\d[\d/]*")
_PLURAL = re.compile(r"s\b")
SOME = "…"  # in the place of a number or a date


@lru_cache(maxsize=10_000)
def general(missing: str) -> str:
    """What lacks, without its numbers and dates: « … réunion sur … attendue »."""
    return _PLURAL.sub("", _AMOUNT.sub(SOME, missing))


def kinds(missing: Iterable[str]) -> dict[str, str]:
    """Label -> kind of each thing that lacks, the most frequent first. A label is the fullest text of its kind."""
    texts = Counter(missing)
    counts: Counter[str] = Counter()
    labels: dict[str, str] = {}
    for text, count in texts.items():
        kind, label = general(text), _AMOUNT.sub(SOME, text)
        counts[kind] += count
        labels[kind] = max(labels.get(kind, ""), label, key=lambda one: (len(one), one))
    return {labels[kind]: kind for kind, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))}
