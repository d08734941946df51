"""How far the cells of a sheet go, worked out on its XML as it is decompressed, without parsing it.

A reader allocates the whole rectangle: one cell at XFD1048576 is enough to kill it. Excel and its kin write every
tag as `<c r="C12"`, so an expression for each of the two tags looks for one that is not of this form within what is already
known. It finds none in most chunks, which keeps an honest 10,000 x 30 sheet at about 30 ms; other spellings are read tag by tag.
"""

import re
from functools import lru_cache

from data.files.tables import column_letter

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DIGITS = "0123456789"
_COLON = re.compile(rb":(?:c|row)[\s/>]")
_LONGEST_PREFIX = 64
# `f>` ends a formula, whatever its prefix: an expression finds two letters in half the time that `in` takes.
_FORMULA_END = re.compile(rb"f>")
_PREFIX = re.compile(rb"<[\w.-]+:")
# What stands between quotes may hold a « > ».
_TAG = re.compile(rb"""<(?:[\w.-]+:)?(c|row)(?=[\s/>])((?:[^>"']++|"[^"]*+"|'[^']*+')*+)>""")
_REFERENCE = re.compile(rb"""(?:^|\s)r\s*=\s*["']\s*([A-Za-z]*)(\d*)""")
_PLAIN = re.compile(rb'<(?:c|row) r="([A-Z]{0,4})(\d{1,9})"')


class Extent:
    """The furthest row and column named on one sheet, both counted from 1.

    tags_read is what took time: tags read one by one and colons looked at. Not exact beyond most_rows and
    most_columns, the last ones allowed.
    """

    def __init__(self, *, most_rows: int, most_columns: int) -> None:
        self._most_rows = most_rows
        self._most_columns = most_columns
        self.rows = 0
        self.columns = 0
        self.tags_read = 0
        self._row = 0
        self._column = 0
        self._is_sheet = False

    def may_lack_values(self, chunk: bytes) -> bool:
        """Whether a cell of this piece may hold an error or a formula. A few searches at most: each costs 10 ms."""
        if not self._is_sheet:
            return False
        # Single quotes are as rare as the programs that write them, and one sign is found at once.
        has_odd_quotes = b"'" in chunk and b" r='" in chunk
        return has_odd_quotes or b't="e"' in chunk or _FORMULA_END.search(chunk) is not None

    @property
    def cells(self) -> int:
        """Of the rectangle that a reader allocates."""
        return self.rows * self.columns

    def scan(self, chunk: bytes) -> None:
        """Take in the next piece of XML, cut just before a tag. What comes before `<sheetData` holds no cell."""
        if not self._is_sheet:
            start = chunk.find(b"sheetData")
            if start < 0:
                return
            self._is_sheet = True
            chunk = chunk[start:]
        # Several .NET programs write <x:c r="C12">: without the prefix it is plain again.
        prefix = self._tag_prefix(chunk)
        if prefix:
            chunk = chunk.replace(prefix, b"<")
        before = self._row, self._column
        # The last row tells at once how far this piece goes, and where the next one carries on.
        last_row = chunk.rfind(b"<row ")
        if last_row >= 0:
            self._read_tags(chunk[last_row:])
        if (prefix and self._tag_prefix(chunk)) or not self._look_beyond(chunk):
            self._row, self._column = before
            self._read_tags(chunk)

    def _tag_prefix(self, chunk: bytes) -> bytes | None:
        """`<x:` when cells or rows are written <x:c> or <x:row>. The colons of texts are passed over."""
        for colon in _COLON.finditer(chunk):
            self.tags_read += 1
            opening = chunk.rfind(b"<", max(colon.start() - _LONGEST_PREFIX, 0), colon.start())
            prefix = chunk[opening : colon.start() + 1] if opening >= 0 else b""
            if _PREFIX.fullmatch(prefix):
                return prefix
        return None

    def _look_beyond(self, chunk: bytes) -> bool:
        """Widen to each plain tag outside what is known. False at the first tag of another form.

        Rows are known up to the next power of ten, or the limit: out of order, they may be undercounted below it.
        """
        # One kind of tag after the other: a search for what begins one way is three times faster than for two ways. Each
        # kind widens its own bound: what the rows say hides no cell.
        before = self.rows
        for kind in ("row", "c"):
            position, rows = 0, before
            while found := _beyond(kind, self.columns, min(10 ** len(str(rows)) - 1, self._most_rows)).search(
                chunk, position
            ):
                plain = _PLAIN.match(chunk, found.start())
                if plain is None:
                    return False
                self.columns = max(self.columns, _column_number(plain.group(1)))
                rows = max(rows, int(plain.group(2)))
                self.rows = max(self.rows, rows)
                if self.rows > self._most_rows or self.columns > self._most_columns:
                    return True
                position = plain.end()
        return True

    def _read_tags(self, chunk: bytes) -> None:
        """Tag by tag, as a reader does it: what is not numbered follows what came before."""
        for tag in _TAG.finditer(chunk):
            kind, attributes = tag.groups()
            reference = _REFERENCE.search(attributes)
            letters, digits = reference.groups() if reference else (b"", b"")
            if kind == b"row":
                self._row = int(digits[:9]) if digits else self._row + 1
                self._column = 0
            else:
                self._column = _column_number(letters[:4]) or self._column + 1
                self.columns = max(self.columns, self._column)
            self.rows = max(self.rows, self._row, int(digits[:9] or 0))
            self.tags_read += 1


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


@lru_cache(maxsize=1024)
def _beyond(kind: str, columns: int, rows: int) -> re.Pattern[bytes]:
    """A tag of a kind (« c », « row ») that is not plainly numbered within these bounds."""
    column = _up_to(column_letter(columns), _LETTERS) if columns else ""
    row = _up_to(str(rows), _DIGITS)
    return re.compile(rf'<{kind}(?! r="(?:{column})?(?:{row})")[\s/>]'.encode())


def _up_to(last: str, digits: str) -> str:
    """Expression of the codes shorter than `last`, or as long and not after it, in the alphabet `digits`.

    The commonest first, and as few as can be: the alternatives are a third of the time.
    """
    if set(last) == {digits[-1]}:
        return f"[{digits}]{{1,{len(last)}}}"
    ways = [f"[{digits}]{{1,{len(last) - 1}}}"] if len(last) > 1 else []
    for place, digit in enumerate(last):
        if digit != digits[0]:
            before = digits[: digits.index(digit)]
            ways.append(f"{last[:place]}[{before}]" + f"[{digits}]" * (len(last) - place - 1))
    return "|".join([*ways, last])
