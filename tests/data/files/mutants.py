"""Good files damaged on purpose, always the same way for a seed."""

import random
import zlib
from collections.abc import Callable
from datetime import date

from tests.data.files import made
from tests.data.files.made_ods import ods
from tests.data.files.made_ole import xls

ROWS = [
    ["uai", "réponse", "nombre", "jour", "vrai"],
    *([f"04400{n:02}J", f"Été n°{n}", n * 1.5, date(2022, 3, 1), n % 2 == 0] for n in range(40)),
]
XML_EDITS = (b"<c ", b"<row", b"r=", b"<v>", b"t=", b"</", b'"', b"&", b"<", b"=", b"office:", b"table:", b"1", b"xl/")


def good_files() -> list[tuple[str, bytes]]:
    """One of each kind."""
    workbook = made.real_workbook({"Réponses": ROWS, "Été": [["x", "=A1*2"]]})
    text = "\n".join(";".join(map(str, row)) for row in ROWS)
    return [
        ("a.xlsx", workbook),
        ("b.xls", xls({"Réponses": ROWS, "Été": [["x", "#N/A"]]})),
        ("c.ods", ods({"Réponses": ROWS, "Été": [["x"]]})),
        ("d.csv", text.encode()),
        ("e.csv", text.encode("utf-16")),
        ("f.zip", made.archive([("a.xlsx", workbook), ("école/b.csv", text.encode("cp1252"))])),
    ]


def mutant(content: bytes, chance: random.Random) -> bytes:
    """One damaged copy."""
    ways: list[Callable[[bytes, random.Random], bytes]] = [_flip, _cut, _splice]
    if content.startswith(b"PK"):
        ways += [_edit_part, _edit_part, _drop_part, _repeat_part, _swap_parts]
    return chance.choice(ways)(content, chance)


def _flip(content: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(content)
    for _ in range(chance.choice((1, 1, 4, 30))):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def _splice(content: bytes, chance: random.Random) -> bytes:
    """A piece taken out, doubled or moved: what a broken copy does."""
    start, end = sorted(chance.randrange(len(content)) for _ in range(2))
    piece = content[start : min(end, start + 2_000)]
    rest = content[:start] + content[start + len(piece) :]
    place = chance.randrange(len(rest) + 1)
    return chance.choice((rest, content[:start] + piece + content[start:], rest[:place] + piece + rest[place:]))


def _edit_part(content: bytes, chance: random.Random) -> bytes:
    """A part damaged and compressed again, with its right size and checksum."""
    parts = made.zip_parts(content)
    number = chance.randrange(len(parts))
    name, text = parts[number]
    if not text:
        return content
    text = mutant_text(text, chance) if chance.random() < 0.5 else chance.choice((_flip, _cut, _splice))(text, chance)
    parts[number] = name, text
    return made.archive(parts)


def mutant_text(text: bytes, chance: random.Random) -> bytes:
    """One or a few marks of an XML taken out, changed or doubled."""
    for _ in range(chance.choice((1, 3))):
        mark, other = chance.choice(XML_EDITS), chance.choice((b"", *XML_EDITS, b"99999999", b"-1", b"\xff", b"&#0;"))
        places = text.count(mark)
        if places:
            pieces = text.split(mark)
            at = chance.randrange(places) + 1
            text = mark.join(pieces[:at]) + other + mark.join(pieces[at:])
    return text


def _drop_part(content: bytes, chance: random.Random) -> bytes:
    parts = made.zip_parts(content)
    del parts[chance.randrange(len(parts))]
    return made.archive(parts)


def _repeat_part(content: bytes, chance: random.Random) -> bytes:
    """A name listed twice, which the zip format allows."""
    parts = [(name, made.deflated(text), zlib.crc32(text), len(text)) for name, text in made.zip_parts(content)]
    name, *_ = chance.choice(parts)
    text = chance.choice((b"", b"<a/>", b"\0" * 100))
    return made.lying_archive([*parts, (name, made.deflated(text), zlib.crc32(text), len(text))])


def _swap_parts(content: bytes, chance: random.Random) -> bytes:
    parts = made.zip_parts(content)
    texts = [text for _, text in parts]
    chance.shuffle(texts)
    return made.archive([(name, text) for (name, _), text in zip(parts, texts, strict=True)])
