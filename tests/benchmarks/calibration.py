"""How well forecasts hold on simulated territories: the table, and the picture of docs/decisions/0008-forecast.md.

python -m tests.benchmarks.calibration [territories]
"""

import sys
from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

from data.settings import ROOT
from tests.indicators.simulated import Trial, adoption_trials, rate_trials

PICTURE = ROOT / "docs" / "decisions" / "0008-reliability.svg"
SIDE, EDGE = 300, 56  # pixels of a square, and of what surrounds it
Bin = tuple[float, float, int]


def main(count: int) -> None:
    """Print the table and write the picture."""
    adoptions, rates = list(adoption_trials(count, seed=8)), list(rate_trials(count, seed=8))
    print("| projections | dans l'intervalle | au-dessous | au-dessus |\n|---|---|---|---|")
    for name, trials in {"Adoption": adoptions, "Taux": rates, **_parts(adoptions)}.items():
        print(f"| {name} ({len(trials)}) | {_inside(trials):.1%} | {_below(trials):.1%} | {_above(trials):.1%} |")
    PICTURE.write_text(picture({"Adoption": bins(adoptions), "Taux": bins(rates)}), encoding="utf-8")
    print(f"\n{PICTURE.relative_to(ROOT)}")


def _inside(trials: Sequence[Trial]) -> float:
    return float(np.mean([one.low <= one.truth <= one.high for one in trials]))


def _below(trials: Sequence[Trial]) -> float:
    return float(np.mean([one.truth < one.low for one in trials]))


def _above(trials: Sequence[Trial]) -> float:
    return float(np.mean([one.truth > one.high for one in trials]))


def _parts(trials: Sequence[Trial]) -> dict[str, list[Trial]]:
    """Quarters by size and by day."""
    keys: dict[str, Callable[[Trial], float]] = {"taille": lambda t: t.size, "jour": lambda t: t.on.toordinal()}
    found = {}
    for name, key in keys.items():
        ordered = sorted(trials, key=key)
        cuts = [len(ordered) * quarter // 4 for quarter in range(5)]
        for quarter, (first, last) in enumerate(pairwise(cuts), 1):
            found[f"{name}, quart {quarter}"] = ordered[first:last]
    return found


def bins(trials: Sequence[Trial]) -> list[Bin]:
    """A tenth of probability each: (mean told, share met, trials)."""
    found = []
    for tenth in range(10):
        within = [one for one in trials if min(int(one.probability * 10), 9) == tenth]
        if within:
            told = float(np.mean([one.probability for one in within]))
            found.append((told, float(np.mean([one.truth >= one.target for one in within])), len(within)))
    return found


def picture(panels: dict[str, list[Bin]]) -> str:
    """A square a panel: the probability told across, how often it was met upwards, on the diagonal when both agree."""
    width, height = len(panels) * (SIDE + 2 * EDGE), SIDE + 2 * EDGE
    squares = "".join(_square(name, found, place) for place, (name, found) in enumerate(panels.items()))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'font-family="sans-serif" font-size="13" fill="#1f2a33" role="img">\n'
        "<title>Probabilité annoncée et fréquence observée</title>\n"
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>\n{squares}</svg>\n'
    )


def _square(name: str, found: Sequence[Bin], place: int) -> str:
    left, top = place * (SIDE + 2 * EDGE) + EDGE, EDGE
    ticks = "".join(
        f'<text x="{left + share * SIDE}" y="{top + SIDE + 18}" text-anchor="middle">{share:.0%}</text>'
        f'<text x="{left - 8}" y="{top + SIDE - share * SIDE + 4}" text-anchor="end">{share:.0%}</text>\n'
        for share in (0, 0.5, 1)
    )
    points = "".join(
        f'<circle cx="{left + told * SIDE:.1f}" cy="{top + SIDE - met * SIDE:.1f}" r="5" fill="#0b6e75"/>'
        f'<text x="{left + told * SIDE + 8:.1f}" y="{top + SIDE - met * SIDE + 14:.1f}" font-size="11">{size}</text>\n'
        for told, met, size in found
    )
    return (
        f'<text x="{left}" y="{top - 26}" font-weight="bold">{name}</text>\n'
        f'<text x="{left}" y="{top - 8}">fréquence observée ; à côté, le nombre de projections</text>\n'
        f'<rect x="{left}" y="{top}" width="{SIDE}" height="{SIDE}" fill="none" stroke="#5b6770"/>\n'
        f'<path d="M{left} {top + SIDE}L{left + SIDE} {top}" stroke="#9a4a00" stroke-dasharray="5 4"/>\n'
        f'{ticks}{points}<text x="{left + SIDE / 2}" y="{top + SIDE + 38}" text-anchor="middle">probabilité annoncée</text>\n'
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
