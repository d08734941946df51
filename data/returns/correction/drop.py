"""The correction workbooks of a whole drop, in one zip."""

import re
from collections.abc import Sequence
from io import BytesIO
from pathlib import PurePosixPath
from zipfile import ZIP_STORED, ZipFile

from data.database import Database
from data.errors import Refusal
from data.files.reader import read_files
from data.returns.correction.contents import contents_by_sha256
from data.returns.correction.making import Corrector
from data.returns.questionnaire.book import zip_entry
from data.returns.results import FileResult

_UNFIT = re.compile(r'[<>:"/\\|?*]')
_LONGEST = 80  # characters of a name, so that a path of it stays short enough for Windows


def corrections_zip(
    db: Database, files: Sequence[tuple[str, bytes]], results: Sequence[FileResult], *, campaign: str
) -> bytes:
    """One correction workbook for each file of a drop with refused rows, named `<file>_a_corriger.xlsx`.

    results: those of these files, previewed or taken in. Raises Refusal: nothing to correct, unknown campaign, or a
    file that can no longer be read.
    """
    contents = contents_by_sha256(db, files)
    faulty = {result.sha256: result for result in results if result.errors and result.sha256 in contents}
    outcomes = read_files([contents[sha256] for sha256 in faulty], db.settings.limits) if faulty else []
    corrector = Corrector(db, campaign=campaign, known_at=db.clock())
    made, names, at = BytesIO(), _Names(), db.local(db.clock())
    with ZipFile(made, "w") as archive:
        for result, tables in zip(faulty.values(), outcomes, strict=True):
            if isinstance(tables, Refusal):
                raise tables
            if workbook := corrector.correct(tables, result.issues):
                archive.writestr(zip_entry(names.of(result.file), at, ZIP_STORED), workbook)  # compressed already
    if not names.given:
        raise Refusal("Aucune ligne de ces fichiers n'est à corriger : rien n'est à télécharger.")
    return made.getvalue()


class _Names:
    """Names in an archive, each given once, even to a system that does not tell capitals apart."""

    def __init__(self) -> None:
        self.given: set[str] = set()

    def of(self, file: str) -> str:
        stem = _UNFIT.sub("_", PurePosixPath(file).stem)[:_LONGEST].strip(" .") or "fichier"
        name, again = f"{stem}_a_corriger.xlsx", 1
        while name.casefold() in self.given:
            again += 1
            name = f"{stem}_{again}_a_corriger.xlsx"
        self.given.add(name.casefold())
        return name
