"""Colours: the only place. Each palette is checked for contrast on its theme's background."""

from dataclasses import dataclass
from typing import Literal

Theme = Literal["light", "dark"]


@dataclass(frozen=True, kw_only=True)
class Palette:
    """One strong hue for what is known, greys for context. Checked for contrast on its theme's background."""

    paper: str
    ink: str
    muted: str
    grid: str
    strong: str
    middle: str
    light: str
    band: str
    target: str


PALETTES: dict[Theme, Palette] = {
    "light": Palette(
        paper="rgba(255, 255, 255, 0.75)",
        ink="#1f2a33",
        muted="#5b6770",
        grid="#e3e7ea",
        strong="#0b6e75",
        middle="#7fb7bb",
        light="#c9ced3",
        band="rgba(11, 110, 117, 0.14)",
        target="#9a4a00",
    ),
    "dark": Palette(
        paper="rgba(18, 24, 26, 0.75)",
        ink="#e8edf0",
        muted="#a5b1ba",
        grid="#36424b",
        strong="#4fc3c9",
        middle="#2b7a80",
        light="#59656e",
        band="rgba(79, 195, 201, 0.18)",
        target="#f0a35e",
    ),
}
