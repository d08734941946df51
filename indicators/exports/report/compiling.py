"""From blocks to a tagged PDF: no network, no font of the system, nothing read or written outside a folder of its own."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

_TEMPLATE = Path(__file__).with_name("report.typ").read_bytes()
_FACES = tuple(f"SourceSansPro-{face}.ttf" for face in ("Regular", "Bold", "It"))
_UNSHOWN = re.compile(r'(?:the text|disallowed codepoint) `"(.+?)"`')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_LAST_LATIN = "\u024f"  # the fonts have these
_MARK_OF_ORDER = "\ufeff"  # nothing shows it, and PDF/UA refuses it wherever it stands
MISSING = "□"  # instead of a character that no font has: PDF/UA refuses it


def tagged_pdf(report: Mapping[str, Any], *, stamped: datetime) -> bytes:
    """The PDF/UA-1 file of the data that report.typ reads. stamped: its date of creation (UTC), so that bytes repeat."""
    told = json.dumps(report, ensure_ascii=False).replace(_MARK_OF_ORDER, "")
    with TemporaryDirectory(prefix="gouvernail-rapport-") as folder:
        while True:
            try:
                return _compiled(Path(folder), told, stamped)
            except typst.TypstError as error:
                unshown = _unshown(error) & set(told)
                if not unshown:
                    raise
                told = told.translate(dict.fromkeys(map(ord, unshown), MISSING))


def asked(template: bytes, about: str) -> Any:
    """What a template says of `sys.inputs.asked`, in the fonts of the report: the value of its metadata <told>."""
    with TemporaryDirectory(prefix="gouvernail-rapport-") as folder:
        return json.loads(_compiler(Path(folder), template, {"asked": about}).query("<told>", field="value", one=True))


def _compiled(folder: Path, told: str, stamped: datetime) -> bytes:
    made = _compiler(folder, _TEMPLATE, {"report": told}).compile(
        format="pdf",
        pdf_standards="ua-1",
        timestamp=int(stamped.replace(tzinfo=UTC).timestamp()),
    )
    assert isinstance(made, bytes)
    return made


def _compiler(folder: Path, template: bytes, inputs: dict[str, str]) -> typst.Compiler:
    root = folder / "root"
    root.mkdir(exist_ok=True)
    return typst.Compiler(
        template,
        root=root,
        font_paths=_fonts(folder / "fonts"),
        sys_inputs=inputs,
        package_path=root,
        package_cache_path=root,
    )


def _fonts(folder: Path) -> typst.Fonts:
    """Those that come with typst and three faces, copied: the package also holds each as .otf, and which one is taken
    would depend on the order of a folder."""
    folder.mkdir(exist_ok=True)
    for face in _FACES:
        (folder / face).write_bytes(files("font_source_sans_pro").joinpath("files", face).read_bytes())
    return typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])


def _unshown(error: typst.TypstError) -> set[str]:
    """The characters that no font has, as the error names them: with the letter that they modify, if they do."""
    named = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), "".join(_UNSHOWN.findall(error.diagnostic)))
    return {character for character in named if character > _LAST_LATIN} - {MISSING}
