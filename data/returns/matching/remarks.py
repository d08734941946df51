"""What is said of what was not read in a file: warnings, in French, that tell what to do."""

from data.returns.issues import Issue

_SHOWN = 60


def shown(text: str) -> str:
    """A header as it is shown and remembered: 60 characters at most, cut in the middle since both ends tell."""
    return text if len(text) <= _SHOWN else f"{text[:29]} … {text[-28:]}"


def _warning(sheet: str, cell: str, code: str, found: str, expected: str, message: str) -> Issue:
    return Issue(sheet=sheet, cell=cell, code=code, severity="warning", found=found, expected=expected, message=message)


def unknown_column(sheet: str, cell: str, header: str) -> Issue:
    """A filled column whose header asks nothing that we know."""
    return _warning(
        sheet,
        cell,
        "unknown_column",
        shown(header),
        "le libellé ou le code d'une question",
        f"La colonne « {shown(header)} » ne correspond à aucune question : elle n'a pas été lue. "
        "Si elle en est une, reprenez son libellé exact.",
    )


def unknown_line(sheet: str, cell: str, label: str) -> Issue:
    """A filled line of a fiche whose label asks nothing that we know."""
    return _warning(
        sheet,
        cell,
        "unknown_line",
        shown(label),
        "le libellé ou le code d'une question",
        f"La ligne « {shown(label)} » ne correspond à aucune question : elle n'a pas été lue. "
        "Si elle en est une, reprenez son libellé exact.",
    )


def column_without_uai(sheet: str, cell: str, letter: str) -> Issue:
    """A column filled beside the answers of a fiche, that nothing says whose it is. letter: its name."""
    return _warning(
        sheet,
        cell,
        "column_without_uai",
        "",
        "l'UAI d'un établissement",
        f"La colonne {letter} est remplie à côté des réponses, mais rien n'y dit de quel établissement elle parle : elle "
        "n'a pas été lue. Si ce sont des réponses, écrivez leur UAI dans cette colonne, sur la ligne UAI.",
    )


def example_row(sheet: str, cell: str, row: int) -> Issue:
    """A row that shows how to fill the table."""
    return _warning(
        sheet,
        cell,
        "example_row",
        "",
        "une ligne par établissement",
        f"La ligne {row} est un exemple : elle n'a pas été lue. Si elle parle d'un établissement, "
        "enlevez-en le mot « exemple », puis déposez le fichier à nouveau.",
    )


def totals_row(sheet: str, cell: str, row: int) -> Issue:
    """A row that sums up the others."""
    return _warning(
        sheet,
        cell,
        "totals_row",
        "",
        "une ligne par établissement",
        f"La ligne {row} est un total : elle n'a pas été lue. Si elle parle d'un établissement, écrivez son UAI, "
        "puis déposez le fichier à nouveau.",
    )


def hidden_sheet(sheet: str) -> Issue:
    """A sheet that nobody sees, with answers on it."""
    return _warning(
        sheet,
        "",
        "hidden_sheet",
        shown(sheet),
        "des réponses sur une feuille visible",
        f"La feuille masquée « {shown(sheet)} » contient des réponses : elle n'a pas été lue. "
        "Si elles comptent, affichez-la, enregistrez le fichier, puis déposez-le à nouveau.",
    )
