"""What no sheet can hold is taken out of a text, and nothing else."""

import sys
from xml.etree import ElementTree
from xml.sax.saxutils import escape

import pytest
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from data.text import cut, without_direction_marks, writable

# The characters of XML 1.0, in its own words: #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF]
NOT_XML = [
    n
    for n in range(sys.maxunicode + 1)
    if not (n in {9, 10, 13} or 0x20 <= n <= 0xD7FF or 0xE000 <= n <= 0xFFFD or n >= 0x10000)
]


def test_every_character_that_xml_forbids_is_taken_out() -> None:
    assert writable("a" + "".join(map(chr, NOT_XML)) + "b") == "ab"


def test_all_that_is_left_can_be_written_and_read_back() -> None:
    left = writable("".join(map(chr, range(sys.maxunicode + 1))))
    assert ElementTree.fromstring(f"<t>{escape(left)}</t>").text == left
    assert not ILLEGAL_CHARACTERS_RE.search(left)
    # 65 controls but for the tab and the line feed, the surrogates, and two non-characters.
    assert sys.maxunicode + 1 - len(left) == 63 + 2_048 + 2


@pytest.mark.parametrize("text", ["", "École", "a\tb\nc", "e\u0301 œ \u00a0 \u202f ’", "\U0001f600"])
def test_what_people_write_stays(text: str) -> None:
    assert writable(text) == text


def test_something_may_stand_in_its_place() -> None:
    assert (writable("a\x0b\ufffeb", " "), writable("a\rb", " ")) == ("a  b", "a b")


def test_marks_that_turn_the_direction_of_writing_are_taken_out_where_asked() -> None:
    assert without_direction_marks("a\u202eb\u2069c") == "abc"
    assert writable("a\u202eb") == "a\u202eb"


@pytest.mark.parametrize(("text", "most", "shown"), [("abc", 3, "abc"), ("abcd", 3, "ab…"), ("ab cd", 4, "ab…")])
def test_a_long_text_is_cut_with_an_ellipsis(text: str, most: int, shown: str) -> None:
    assert cut(text, most) == shown
