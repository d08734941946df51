"""The streams of an OLE2 file (.xls, .doc, .msi...), without trusting any of its numbers. Light: the child imports it."""

from array import array
from collections.abc import Iterator
from sys import byteorder

SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")
_HEADER = 512
_LAST = 0xFFFFFFFC  # sector numbers from here on mean « end » or « free »
_ENTRY = 128
_ROOT, _STREAM = 5, 2


class NotOle(Exception):
    """The bytes do not hold together as an OLE2 file."""


class Ole:
    """A file's directory; only what lies directly under its root is named. Raises NotOle."""

    def __init__(self, content: bytes) -> None:
        if len(content) < _HEADER or not content.startswith(SIGNATURE):
            raise NotOle("signature")
        shift = int.from_bytes(content[30:32], "little")
        if shift not in (9, 12):
            raise NotOle("sector size")
        self._content = content
        self._size = 1 << shift
        self._next = self._read_fat()
        self._entries = self._chain(self._u32(48))
        self.streams = dict(self._children())

    def read(self, name: str) -> bytes:
        """The bytes of a stream named in `streams`."""
        start, size = self.streams[name]
        if size >= self._u32(56):
            return self._chain(start)[:size]
        # Small streams lie in 64-byte pieces inside the root's own stream.
        small = self._chain(int.from_bytes(self._entries[116:120], "little"))
        following = _numbers(self._chain(self._u32(60)))
        return b"".join(small[at * 64 : at * 64 + 64] for at in _follow(start, following))[:size]

    def _u32(self, at: int) -> int:
        return int.from_bytes(self._content[at : at + 4], "little")

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._content[start : start + self._size]

    def _chain(self, first: int) -> bytes:
        return b"".join(map(self._sector, _follow(first, self._next)))

    def _read_fat(self) -> array:
        """What sector follows each sector."""
        sectors = [number for number in _numbers(self._content[76:_HEADER]) if number < _LAST]
        more, seen = self._u32(68), set[int]()
        while more < _LAST and more not in seen:
            seen.add(more)
            listed = _numbers(self._sector(more))
            if len(listed) < self._size // 4:
                raise NotOle("cut short")
            sectors += [number for number in listed[:-1] if number < _LAST]
            more = listed[-1]
        # A list longer than the file names the same sectors again.
        if len(sectors) > len(self._content) // self._size:
            raise NotOle("table")
        return _numbers(b"".join(map(self._sector, sectors)))

    def _children(self) -> Iterator[tuple[str, tuple[int, int]]]:
        waiting, seen = [self._field(0, 76)] if self._entries[66:67] == bytes([_ROOT]) else [], set[int]()
        while waiting:
            number = waiting.pop()
            entry = self._entries[number * _ENTRY : (number + 1) * _ENTRY]
            if number in seen or len(entry) < _ENTRY:
                continue
            seen.add(number)
            waiting += [self._field(number, 68), self._field(number, 72)]
            name = entry[: max(int.from_bytes(entry[64:66], "little") - 2, 0)].decode("utf-16-le", errors="replace")
            # Of a folder, only the name counts.
            size = self._field(number, 120) if entry[66] == _STREAM else 0
            yield name, (self._field(number, 116), size)

    def _field(self, number: int, at: int) -> int:
        start = number * _ENTRY + at
        return int.from_bytes(self._entries[start : start + 4], "little")


def _numbers(content: bytes) -> array:
    numbers = array("I", content[: len(content) // 4 * 4])
    if byteorder == "big":
        numbers.byteswap()
    return numbers


def _follow(first: int, following: array) -> Iterator[int]:
    """Sector after sector. Raises NotOle on a loop or a number outside the file."""
    number = first
    for _ in range(len(following) + 1):
        if number >= _LAST:
            return
        if number >= len(following):
            raise NotOle("sector outside")
        yield number
        number = following[number]
    raise NotOle("loop")
