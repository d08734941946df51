"""Text files as people make them: which encoding, which delimiter. Light: the child process imports it."""

import re

_SAMPLE = 64 * 1024
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\x1a"))
_DELIMITERS = ";\t,|"  # in order of preference: `;` is what Excel writes in French
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_DECLARED = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def encoding_of(content: bytes) -> str | None:
    """Name of the encoding, None when the bytes are no text. Never « utf-8 » when one byte contradicts it."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return name
    sample = content[:_SAMPLE]
    if b"\0" in sample:
        return _utf16_without_mark(sample)
    # A text has next to no control characters, whatever its language; compressed or drawn things are full of them.
    if len(sample) - len(sample.translate(None, _CONTROLS)) > len(sample) // 50:
        return None
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _utf16_without_mark(sample: bytes) -> str | None:
    """In Latin letters, one byte of each two is NUL, and always the same one."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    most = len(sample) // 2 * 0.7
    if odd >= most and even <= most / 20:
        return "utf-16-le"
    if even >= most and odd <= most / 20:
        return "utf-16-be"
    return None


def decode(content: bytes) -> str:
    """The text of a file. A byte that its encoding does not define becomes U+FFFD, so that it shows."""
    return content.decode(encoding_of(content) or "cp1252", errors="replace")


def split_declaration(text: str) -> tuple[str | None, str]:
    """The delimiter of a first line `sep=;`, which Excel obeys and does not show, and the text after it."""
    found = _DECLARED.match(text)
    return (found.group(1), text[found.end() :]) if found else (None, text)


def delimiter_of(text: str) -> str:
    """The delimiter among ; tab , |, quotes left aside.

    Of those on the header line, the one found as many times on the most of the first lines. Equal: `;` first.
    """
    lines = [line for line in _QUOTED.sub("", text[:_SAMPLE]).splitlines() if line.strip()][:20]
    if not lines:
        return ";"

    def agreeing(delimiter: str) -> int:
        expected = lines[0].count(delimiter)
        return sum(line.count(delimiter) == expected for line in lines) if expected else 0

    return max(_DELIMITERS, key=agreeing)
