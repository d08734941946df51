import pytest

from data.files.decode import decode, delimiter_of, encoding_of, split_declaration

TEXT = "UAI;Établissement;Élèves\n0440021J;Collège « Aristide Briand » – œuvre €;12\n"


@pytest.mark.parametrize(
    ("codec", "mark", "found"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8-sig"),
        ("utf-16-le", b"\xff\xfe", "utf-16"),
        ("utf-16-be", b"\xfe\xff", "utf-16"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
        ("cp1252", b"", "cp1252"),
    ],
)
def test_the_text_is_the_same_in_every_encoding(codec: str, mark: bytes, found: str) -> None:
    content = mark + TEXT.encode(codec)
    assert encoding_of(content) == found
    assert decode(content) == TEXT


def test_a_byte_that_cp1252_does_not_define_shows() -> None:
    assert decode(b"\xe9t\xe9 \x81;1") == "été \ufffd;1"


@pytest.mark.parametrize("content", [b"\x00\x01\x02" * 50, bytes(range(1, 32)) * 20, b"abc\x00def"])
def test_bytes_that_are_no_text_have_no_encoding(content: bytes) -> None:
    assert encoding_of(content) is None


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("uai;nom\n1;a", ";"),
        ("uai,nom\n1,a", ","),
        ("uai\tnom\n1\ta", "\t"),
        ("uai|nom\n1|a", "|"),
        ("uai;taux\n1;0,85\n2;0,90", ";"),
        ("Nom, prénom, fonction;UAI\nDupont;1\nDurand;2", ";"),
        ('"Effectif; total",UAI\n3,1\n', ","),
        ('"a;b;c";x\n"d, e";y', ";"),
        ("a,b;c,d\n1,2;3,4", ";"),
        ("\n\nuai,nom\n1,a", ","),
        ("une seule colonne\n1", ";"),
        ("", ";"),
    ],
)
def test_the_delimiter_is_the_one_the_lines_agree_on(text: str, delimiter: str) -> None:
    assert delimiter_of(text) == delimiter


def test_the_line_excel_obeys_is_not_a_row() -> None:
    assert split_declaration("sep=,\r\na,b") == (",", "a,b")
    assert split_declaration("separation\na") == (None, "separation\na")
