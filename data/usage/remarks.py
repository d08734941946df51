"""Remarks on the rows of a file, counted whole and listed up to a number: a column can be wrong a hundred thousand times."""

from collections import Counter
from dataclasses import dataclass, field

from data.returns.issues import Issue, Severity
from data.returns.lines import position
from data.returns.matching.remarks import shown
from data.text import cut

_MOST_LISTED = 500  # of each code
_FOUND = 60


@dataclass(kw_only=True)
class Remarks:
    """issues: those listed. refused: lines that have an error, counted from 0 over all the sheets of the file."""

    issues: list[Issue] = field(default_factory=list)
    refused: set[int] = field(default_factory=set)
    _counts: Counter[tuple[str, Severity]] = field(default_factory=Counter)

    def add(
        self,
        code: str,
        *,
        sheet: str,
        cell: str,
        message: str,
        found: str = "",
        expected: str = "",
        severity: Severity = "warning",
        line: int | None = None,
    ) -> None:
        """One more remark. An error keeps its line out."""
        if severity == "error" and line is not None:
            self.refused.add(line)
        self._counts[code, severity] += 1
        if self._counts[code, severity] <= _MOST_LISTED:
            self.issues.append(
                Issue(
                    sheet=sheet,
                    cell=cell,
                    code=code,
                    severity=severity,
                    found=cut(found, _FOUND),
                    expected=expected,
                    message=message,
                )
            )

    def listed(self) -> list[Issue]:
        """All the remarks, in the order of the sheets; then, for each kind that is too long, how many more there are."""
        sheets = list(dict.fromkeys(issue.sheet for issue in self.issues))
        in_order = sorted(self.issues, key=lambda issue: (sheets.index(issue.sheet), position(issue.cell)))
        more = [
            Issue(
                sheet="",
                cell="",
                code=code,
                severity=severity,
                found="",
                expected="",
                message=f"Et {count - _MOST_LISTED} autres cellules avec la même remarque, qui ne sont pas listées.",
            )
            for (code, severity), count in self._counts.items()
            if count > _MOST_LISTED
        ]
        return [*in_order, *more]


def unread_column(remarks: Remarks, sheet: str, cell: str, header: str) -> None:
    """A filled column that names nothing we know."""
    remarks.add(
        "unread_column",
        sheet=sheet,
        cell=cell,
        found=header,
        expected="un titre connu",
        message=f"La colonne « {shown(header)} » n'est pas lue : son titre ne dit ni un mois, ni un service, ni un profil, "
        "ni un nombre attendu, ou c'est un total. Renommez-la si elle compte.",
    )


def no_count_column(remarks: Remarks, sheet: str, cell: str, header: str) -> None:
    """A filled column of shares, averages or running totals."""
    remarks.add(
        "unread_column",
        sheet=sheet,
        cell=cell,
        found=header,
        expected="un nombre du mois",
        message=f"La colonne « {shown(header)} » n'est pas lue : elle donne une part, une moyenne ou un cumul, pas un nombre "
        "du mois.",
    )


def unread_sheet(remarks: Remarks, sheet: str, why: str) -> None:
    """A sheet of a workbook that can be read in no way, beside others that can."""
    remarks.add(
        "unread_sheet",
        sheet=sheet,
        cell="",
        expected="un tableau de relevés mensuels",
        message=f"Cette feuille n'est pas lue. {why}",
    )
