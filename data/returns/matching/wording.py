"""What the words of a header ask: exactly a question, or something like it."""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from math import log
from operator import mul

from rapidfuzz import fuzz

from data.returns.questions import Question
from data.returns.values import fold

CUTOFF = 65
"""Tried on 44 headers of ours and 57 of others: 41 right, none wrong, and 2 of the others proposed (« Date »,
« Numérique »). The best of the usual scorers, token_sort and token_set averaged, proposed 10 of the others."""

_IDLE = frozenset("de du des le la les l d un une et ou a au aux en par est il elle t ce ces son sa ses".split())
_ABBREVIATIONS = {
    "cr": ("compte", "rendu"),
    "nb": ("nombre",),
    "nbre": ("nombre",),
    "nbr": ("nombre",),
    "sept": ("septembre",),
    "com": ("communication",),
}
_LIGHT = frozenset({"nombre", "oui", "non", "jour"})
_LIGHT_WEIGHT = 0.3
# A header that opens so asks for nothing else: « Nombre d'enseignants » is not whether they are members.
_OPENINGS = {"nombre": "whole", "date": "date", "nom": "", "mail": "", "telephone": ""}
_WORD_LIKENESS = 82
_WORDS_READ, _CHARACTERS_READ = 30, 300


class Wording:
    """The labels and codes of the questions, ready to be compared with headers."""

    def __init__(self, questions: Sequence[Question]) -> None:
        self._questions = questions
        self._exact = {fold(text): question.code for question in questions for text in (question.label, question.code)}
        self._seen: dict[str, str] = {}
        self._nearest: dict[str, dict[str, float]] = {}
        self._likeness: dict[str, list[tuple[float, str]]] = {}

    def asks(self, code: str) -> bool:
        """Whether there is a question of this code."""
        return any(question.code == code for question in self._questions)

    def code_of(self, text: str) -> str:
        """The question whose label or code this is, but for case, accents and punctuation; '' when there is none."""
        code = self._seen.get(text)
        if code is None:
            code = self._seen[text] = self._exact.get(fold(text), "")
        return code

    def alike(self, text: str) -> list[tuple[float, str]]:
        """(likeness from 0 to 100, code) of the questions this may ask, best first; only those worth proposing."""
        if text not in self._likeness:
            self._likeness[text] = self._compare(text)
        return self._likeness[text]

    def _compare(self, text: str) -> list[tuple[float, str]]:
        header = _words(text[:_CHARACTERS_READ])[:_WORDS_READ]
        kind = _OPENINGS.get(header[0]) if header else ""
        near = [self._near(word) for word in header]
        heard = {word for words in near for word in words}
        scores = (
            (max(self._score(header, near, words) for words in written), question.code)
            for question, written in self._written
            if (kind is None or question.type == kind) and any(not heard.isdisjoint(words) for words in written)
        )
        return sorted((score for score in scores if score[0] >= CUTOFF), key=lambda score: (-score[0], score[1]))

    @cached_property
    def _written(self) -> list[tuple[Question, list[list[str]]]]:
        return [(question, [_words(question.label), _words(question.code)]) for question in self._questions]

    @cached_property
    def _weights(self) -> dict[str, float]:
        """A word that few questions use says more."""
        uses = Counter(word for _, written in self._written for word in {w for words in written for w in words})
        weights = {word: log(1 + len(self._written) / count) for word, count in uses.items()}
        return weights | dict.fromkeys(_LIGHT, _LIGHT_WEIGHT)

    def _near(self, word: str) -> dict[str, float]:
        """The words of the questions that this may be, each with its likeness from 0 to 1."""
        if word not in self._nearest:
            alike = ((known, _alike(word, known)) for known in self._weights)
            self._nearest[word] = {known: likeness for known, likeness in alike if likeness}
        return self._nearest[word]

    def _score(self, header: list[str], near: list[dict[str, float]], question: list[str]) -> float:
        """How much of the header the question explains, and of the question the header: their mean, in percent.

        A hundredth of it is for the order of the words: « parents d'élèves » asks of the parents.
        """
        by_question = [max((words.get(word, 0.0) for word in question), default=0.0) for words in near]
        by_header = [max((words.get(word, 0.0) for words in near), default=0.0) for word in question]
        explained = 50 * (self._mean(header, by_question) + self._mean(question, by_header))
        return round(0.99 * explained + 0.01 * fuzz.ratio(" ".join(header), " ".join(question)), 2)

    def _mean(self, words: list[str], shares: list[float]) -> float:
        unheard = log(1 + len(self._written))
        weights = [self._weights.get(word, unheard) for word in words]
        return sum(map(mul, weights, shares)) / (sum(weights) or 1)


def _words(text: str) -> list[str]:
    """The telling words of a text, abbreviations written out, without the mark of the plural."""
    written = (full for word in fold(text).split() for full in _ABBREVIATIONS.get(word, (word,)))
    return [word[:-1] if len(word) > 3 and word[-1] in "sx" else word for word in written if word not in _IDLE]


def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if len(one) < 4 or len(other) < 4:
        return 0.0
    return fuzz.ratio(one, other, score_cutoff=_WORD_LIKENESS) / 100
