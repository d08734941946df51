"""Files made to harm whoever opens them, each by another way. Built without ever holding what they unpack to."""

import struct
import zlib
from collections.abc import Callable

from tests.data.files import made
from tests.data.files.made_ods import made_ods, text_cell
from tests.data.files.made_ole import SECTOR, record, xls

MB = 2**20
BOMB = "<!DOCTYPE x [" + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)) + "]>"
CELL = '<row r="1"><c r="A1"><v>1</v></c></row>'


def entity_bomb() -> bytes:
    """Nine levels of ten: a billion texts in 1 KB."""
    return made.made_workbook(**{"xl__sharedStrings.xml": BOMB + "<sst>&a9;</sst>"})


def entity_in_an_ods() -> bytes:
    """The same in an OpenDocument, with a file of the server to read."""
    doctype = '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
    return made.archive([*made.zip_parts(made_ods({"S": ""})), ("styles.xml", doctype + "<a>&secret;</a>")])


def far_cell() -> bytes:
    """The last cell of a sheet: a reader allocates all those before it."""
    return made.made_workbook(CELL + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def far_cell_behind_a_quote() -> bytes:
    """The same, where a careless look at the tag stops at the first « > »."""
    return made.made_workbook(CELL + '<row x=">" r="1048576"><c x=">" r="XFD1048576"><v>1</v></c></row>')


def stray_cell() -> bytes:
    """Thirty columns to the last row: 2 GB."""
    return made.made_workbook(CELL + '<row r="1048576"><c r="AD1048576"><v>1</v></c></row>')


def million_rows() -> bytes:
    """A million honest rows, without their numbers."""
    return made.flooded_workbook(b"<row><c><v>1</v></c></row>" * 1_024, 1_024)


def huge_shared_string() -> bytes:
    """One text of 350 MB."""
    packed = made.repeated(b"<sst><si><t>", b"x" * MB, 350, b"</t></si></sst>")
    return _with_shared_strings(packed, '<row r="1"><c r="A1" t="s"><v>0</v></c></row>')


def shared_string_in_every_cell() -> bytes:
    """One text of 4 MB, shown by 20,000 cells."""
    packed = made.repeated(b"<sst><si><t>", b"x" * MB, 4, b"</t></si></sst>")
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 20_001))
    return _with_shared_strings(packed, rows)


def many_entries() -> bytes:
    """A workbook of 60,000 parts."""
    return made.archive([*made.PARTS.items(), *((f"xl/{n}", b"") for n in range(60_000))])


def many_entries_behind_a_small_count() -> bytes:
    """A directory of 300,000 entries that says it has one."""
    entry = b"PK\x01\x02" + bytes(24) + struct.pack("<H", 1) + bytes(16) + b"x"
    directory = entry * 300_000
    end = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(directory), 4, 0)
    return b"PK\x03\x04" + directory + end


def nested_archive() -> bytes:
    """A workbook that hides another archive."""
    return made.made_workbook(xl__embeddings__x=made.made_workbook())


def path_names() -> bytes:
    """A part that would be written over a file of the server."""
    return made.archive([*made.PARTS.items(), ("../../../etc/cron.d/x", b"x")])


def declared_size_lie() -> bytes:
    """600 MB that say they are 9 bytes."""
    return made.flooded_workbook(b"\0" * MB, 600, declared=9)


def deflate_bomb() -> bytes:
    """1.5 GB in 1.5 MB, of the right size and checksum."""
    return made.workbook_with_sheet(made.repeated(b"", b"\0" * MB, 1_500, b""), 0, 1_500 * MB)


def flood_of_errors() -> bytes:
    """Two million cells that ask for the reader's second look."""
    return made.flooded_workbook(b'<row r="1">' + b'<c r="A1" t="e"><v>#N/A</v></c>' * 1_000 + b"</row>", 2_000)


def thousand_sheets_in_one() -> bytes:
    """Three thousand sheets that are all the same part of 100,000 cells."""
    sheets = "".join(f'<sheet name="F{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, 3_001))
    parts = dict(made.PARTS)
    head, _, tail = parts["xl/workbook.xml"].partition("<sheets>")
    parts["xl/workbook.xml"] = head + "<sheets>" + sheets + tail[tail.index("</sheets>") :]
    rows = "".join(
        f'<row r="{row}">' + "".join(f'<c r="{letter}{row}"><v>{row}</v></c>' for letter in "ABCDEFGHIJ") + "</row>"
        for row in range(1, 10_001)
    )
    return made.archive([*parts.items(), ("xl/worksheets/sheet1.xml", made.sheet_xml(rows))])


def ods_repeated_rows() -> bytes:
    """One filled row that stands for a million."""
    row = f'<table:table-row table:number-rows-repeated="1048576">{text_cell("x")}</table:table-row>'
    return made_ods({"S": row})


def ods_repeated_cells() -> bytes:
    """150,000 rows of 500 cells in 1 KB: each within its limit, 75 million cells together."""
    row = text_cell("x", 'table:number-columns-repeated="500"')
    return made_ods({"S": f'<table:table-row table:number-rows-repeated="150000">{row}</table:table-row>'})


def ods_far_cell() -> bytes:
    """Blank rows repeated, which is honest after the table, and then one more cell."""
    blank = '<table:table-row table:number-rows-repeated="1048575"><table:table-cell/></table:table-row>'
    far = (
        f'<table:table-row><table:table-cell table:number-columns-repeated="16383"/>{text_cell("x")}</table:table-row>'
    )
    return made_ods({"S": blank + far})


def xls_far_cell() -> bytes:
    """Four billion cells in 5 KB."""
    far = record(0x203, struct.pack("<HHHd", 65_535, 65_535, 0, 1.0))
    return xls({"S": [[1]]}, sheet_records=far)


def xls_in_a_loop() -> bytes:
    """A chain of sectors that comes back on itself."""
    content = bytearray(xls({"S": [["x"]]}))
    content[len(content) - SECTOR + 4 : len(content) - SECTOR + 8] = bytes(4)
    return bytes(content)


def csv_of_delimiters() -> bytes:
    """One row of 19 million columns."""
    return b"a" + b";" * (19 * MB)


def csv_of_lines() -> bytes:
    """Nine million rows."""
    return b"a\n" * (9 * MB)


def zip_of_zips() -> bytes:
    """Five levels of ten archives."""
    content = made.archive([("x.csv", b"\0" * MB)])
    for level in range(5):
        content = made.archive([(f"{level}{n}.zip", content) for n in range(10)])
    return content


def zip_of_bombs() -> bytes:
    """A thousand files of 19 MB that are the same bytes of the archive."""
    packed = made.repeated(b"", b"\0" * MB, 19, b"")
    body = b"PK\x03\x04" + struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0, 0, len(packed), 19 * MB, 1, 0) + b"x" + packed
    crc = 0
    for _ in range(19):
        crc = zlib.crc32(b"\0" * MB, crc)
    directory = b""
    for number in range(1_000):
        name = f"{number:04}.csv".encode()
        common = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0, crc, len(packed), 19 * MB, len(name), 0)
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
    return body + directory + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1_000, 1_000, len(directory), len(body), 0)


def zip_of_paths() -> bytes:
    """Returns that would be written elsewhere."""
    return made.archive([("a.csv", b"a;b\n"), ("..\\..\\x.csv", b"a;b\n")])


def _with_shared_strings(packed: bytes, rows: str) -> bytes:
    honest = made.PARTS | {"xl/worksheets/sheet1.xml": made.sheet_xml(rows)}
    links = honest["xl/_rels/workbook.xml.rels"]
    honest["xl/_rels/workbook.xml.rels"] = links.replace(
        "</Relationships>",
        f'<Relationship Id="rId2" Type="{made.RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
    )
    unpacked = zlib.decompressobj(-zlib.MAX_WBITS)
    crc, size, rest = 0, 0, packed
    while rest:
        piece = unpacked.decompress(rest, MB)
        crc, size, rest = zlib.crc32(piece, crc), size + len(piece), unpacked.unconsumed_tail
    parts = [(n, made.deflated(t.encode()), zlib.crc32(t.encode()), len(t.encode())) for n, t in honest.items()]
    return made.lying_archive([*parts, ("xl/sharedStrings.xml", packed, crc, size)])


HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    make.__name__: (name, make)
    for name, makes in (
        (
            "retour.xlsx",
            (
                entity_bomb,
                far_cell,
                far_cell_behind_a_quote,
                stray_cell,
                million_rows,
                huge_shared_string,
                shared_string_in_every_cell,
                many_entries,
                many_entries_behind_a_small_count,
                nested_archive,
                path_names,
                declared_size_lie,
                deflate_bomb,
                flood_of_errors,
                thousand_sheets_in_one,
            ),
        ),
        ("retour.ods", (entity_in_an_ods, ods_repeated_rows, ods_repeated_cells, ods_far_cell)),
        ("retour.xls", (xls_far_cell, xls_in_a_loop)),
        ("retour.csv", (csv_of_delimiters, csv_of_lines)),
        ("retours.zip", (zip_of_zips, zip_of_bombs, zip_of_paths)),
    )
    for make in makes
}
