"""A zip of returns is opened into its files; any other file is left alone."""

import struct
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest

from data.errors import Refusal
from data.files.bundle import open_bundle
from data.files.reader import read_files
from data.settings import Limits
from tests.data.files import made
from tests.data.files.made_ods import ods
from tests.data.files.made_ole import xls

LIMITS = Limits()
GOOD = made.real_workbook({"S": [["uai", 1]]})


def opened(content: bytes, name: str = "retours.zip") -> list[tuple[str, bytes]]:
    found = open_bundle(name, content, LIMITS)
    assert found is not None
    return found


def names(content: bytes) -> list[str]:
    return [name for name, _ in opened(content)]


def refused(content: bytes, limits: Limits = LIMITS) -> str:
    with pytest.raises(Refusal) as caught:
        open_bundle("retours.zip", content, limits)
    made.assert_is_a_sentence(caught.value)
    return str(caught.value)


def named_archive(raw: bytes, *, is_utf8: bool) -> bytes:
    """A zip of one file whose name is these bytes, with or without the mark of UTF-8."""
    content = made.archive([("x" * len(raw), b"a;b\n")]).replace(b"x" * len(raw), raw)
    flag = struct.pack("<H", 0x800 if is_utf8 else 0)
    local, directory = content.index(b"PK\x03\x04"), content.index(b"PK\x01\x02")
    content = content[: local + 6] + flag + content[local + 8 :]
    return content[: directory + 8] + flag + content[directory + 10 :]


def test_files_come_out_with_their_folders_in_their_order() -> None:
    content = made.archive([("b.csv", b"b;b\n"), ("écoles/", b""), ("écoles/École X.xlsx", GOOD), ("a.csv", b"a;a\n")])
    assert opened(content) == [
        ("retours.zip/b.csv", b"b;b\n"),
        ("retours.zip/écoles/École X.xlsx", GOOD),
        ("retours.zip/a.csv", b"a;a\n"),
    ]


@pytest.mark.parametrize(
    "content",
    [
        GOOD,
        ods({"S": [["a"]]}),
        xls({"S": [["a"]]}),
        b"a;b\n1;2\n",
        b"",
        made.archive([("[Content_Types].xml", "<a/>"), ("word/document.xml", "<a/>")]),
        GOOD[: len(GOOD) // 2],
    ],
)
def test_a_workbook_and_any_other_file_are_no_bundle(content: bytes) -> None:
    assert open_bundle("retour.xlsx", content, LIMITS) is None


def test_what_systems_leave_beside_files_is_left_out() -> None:
    litter = [
        "__MACOSX/._a.csv",
        ".DS_Store",
        "x/Thumbs.db",
        "x/~$retour.xlsx",
        ".~lock.a.ods#",
        "desktop.ini",
        "._b.csv",
    ]
    assert names(made.archive([*((name, b"x") for name in litter), ("x/a.csv", b"a;b\n")])) == ["retours.zip/x/a.csv"]


def test_what_cannot_be_read_comes_out_to_be_refused_by_name() -> None:
    assert names(made.archive([("note.pdf", b"%PDF-1.7"), ("photo.jpg", b"\xff\xd8")])) == [
        "retours.zip/note.pdf",
        "retours.zip/photo.jpg",
    ]


@pytest.mark.parametrize(
    ("raw", "is_utf8"),
    [
        ("École élémentaire.csv".encode(), True),
        ("École élémentaire.csv".encode(), False),
        ("E\u0301cole e\u0301le\u0301mentaire.csv".encode(), False),
        ("École élémentaire.csv".encode("cp850"), False),
        ("École élémentaire.csv".encode("cp437"), False),
    ],
)
def test_names_are_read_as_they_were_typed(raw: bytes, is_utf8: bool) -> None:
    """A habit each: 7-Zip, the Mac's own archiver (and its split accents), the French Windows, old DOS tools."""
    assert names(named_archive(raw, is_utf8=is_utf8)) == ["retours.zip/École élémentaire.csv"]


def test_a_letter_that_only_the_french_code_page_has() -> None:
    assert names(named_archive("À faire.csv".encode("cp850"), is_utf8=False)) == ["retours.zip/À faire.csv"]


def test_folders_written_the_windows_way() -> None:
    assert names(made.archive([("dossier\\a.csv", b"a;b\n")])) == ["retours.zip/dossier/a.csv"]


def test_an_empty_archive() -> None:
    for parts in ([], [("dossier/", b"")], [("__MACOSX/._a", b"x")]):
        assert "aucun fichier" in refused(made.archive(parts))


def test_an_archive_in_the_archive_is_named() -> None:
    told = refused(made.archive([("a.csv", b"a;b\n"), ("lot 2/autres.zip", made.archive([("b.csv", b"b;c\n")]))]))
    assert "« lot 2/autres.zip »" in told


@pytest.mark.parametrize("path", ["/etc/passwd", "../x.csv", "a/../../x.csv", "C:\\x.csv", "..\\x.csv"])
def test_a_path_that_leaves_the_folder_is_named(path: str) -> None:
    assert "sort de son dossier" in refused(made.archive([("a.csv", b"a;b\n"), (path, b"x;y\n")]))


def test_a_password() -> None:
    content = made.archive([("a.csv", b"a;b\n")])
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.index(mark) + at
        content = content[:place] + b"\x01\x00" + content[place + 2 :]
    assert "mot de passe" in refused(content)


def test_limits_are_those_of_the_settings() -> None:
    three = made.archive([(f"{n}.csv", b"a;b\n" * 200_000) for n in range(3)])
    assert "plus de 2 fichiers" in refused(three, Limits(bundle_files=2))
    assert "dépasse 2 Mo" in refused(three, Limits(bundle_mb=2))
    assert "« big.csv » pèse plus de 1 Mo" in refused(
        made.archive([("big.csv", b"a;b\n" * 300_000)]), Limits(file_mb=1)
    )
    assert "et la limite est de 1 Mo" in refused(stored([("big.csv", b"a;b\n" * 300_000)]), Limits(bundle_mb=1))


def stored(parts: list[tuple[str, bytes]]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as file:
        for name, text in parts:
            file.writestr(name, text)
    return buffer.getvalue()


def refused_members(content: bytes) -> list[str]:
    """The files of an archive that a drop would refuse, with the others read."""
    results = read_files(opened(content), LIMITS)
    return [
        f"{name}: {result}"
        for (name, _), result in zip(opened(content), results, strict=True)
        if isinstance(result, Refusal)
    ]


def test_a_byte_changed_on_the_way_costs_its_file_only() -> None:
    """Without the checksum, 12 would have been read as 92."""
    content = stored([("a.csv", b"uai;12\n"), ("b.csv", b"uai;34\n")]).replace(b"uai;12", b"uai;92")
    [told] = refused_members(content)
    assert told.startswith("retours.zip/a.csv: Ce classeur est endommagé")


def test_a_damaged_archive() -> None:
    content = made.archive([(f"{n}.csv", b"a;b\n" * 50) for n in range(50)])
    assert "endommagée" in refused(content[: len(content) // 2])


def test_a_method_that_is_not_understood_is_said() -> None:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as file:
        file.writestr(ZipInfo("a.csv"), b"a;b\n" * 100, compress_type=14)
    [told] = refused_members(buffer.getvalue())
    assert told.startswith("retours.zip/a.csv: Ce classeur est endommagé")


def test_names_longer_than_a_line_are_cut_in_sentences() -> None:
    assert len(refused(made.archive([("../" + "x" * 5_000, b"x")]))) < 400
