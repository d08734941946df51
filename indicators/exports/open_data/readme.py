"""What a reader of the published data should read first."""

from collections.abc import Iterator, Sequence

from data.settings import Licence
from indicators.exports.open_data.columns import Column, Table
from indicators.exports.open_data.masks import is_masked
from indicators.exports.seance import DEMONSTRATION, Entry, Seance, is_rate
from indicators.french import number, plural


def description(seance: Seance) -> str:
    """What is described, on which day, from how many answers: one paragraph."""
    counts = "\u00a0; ".join(_counted(seance, entry) for entry in seance.indicators)
    context = f"{seance.payload['territory']}, année scolaire {seance.payload['school_year']}, {seance.scope}"
    shown = f" {DEMONSTRATION}" if seance.demonstration else ""
    return f"{seance.situation}. {context}.{shown} {counts}."


def _counted(seance: Seance, entry: Entry) -> str:
    if is_masked(seance, entry):
        return f"{entry['label']} : chiffres masqués, {plural(entry['expected'], 'attendu')}"
    answered = plural(entry["answered"], "relevé" if is_rate(entry) else "réponse")
    silent = plural(entry["silent"], "silencieux", "silencieux")
    return f"{entry['label']} : {answered} sur {number(entry['expected'])}, {silent}"


def readme(seance: Seance, tables: Sequence[Table], licence: Licence) -> str:
    """LISEZMOI.txt, for Windows' notepad too."""
    return "\r\n".join(_lines(seance, tables, licence)) + "\r\n"


def _lines(seance: Seance, tables: Sequence[Table], licence: Licence) -> Iterator[str]:
    yield from (f"Indicateurs du numérique éducatif, {seance.payload['territory']}", description(seance), "")
    yield f"Licence : {licence.title} ({licence.path})"
    yield f"Empreinte de la séance (sha256) : {seance.snapshot.sha256}"
    yield from ("", "Lire les fichiers", "")
    yield from _READING
    yield (
        f"Les groupes de moins de {number(seance.smallest)} établissements sont masqués, et ceux qui permettraient de les "
        "deviner : la colonne « masque » dit oui et les nombres sont vides."
    )
    yield (
        f"Ce qui a changé n'est pas détaillé par part quand une part tient à moins de {number(seance.smallest)} "
        "établissements : une ouverture ou une fermeture est publique. La valeur d'avant est vide quand il n'est pas sûr "
        "qu'assez d'établissements étaient derrière."
    )
    yield from ("", "Définitions", "")
    for entry in seance.indicators:
        yield f"{entry['code']} (version {entry['definition_version']}) : {entry['label']}. {entry['rule']}"
    for table in tables:
        yield from ("", f"{table.name}.csv et parquet/{table.name}.parquet : {table.title}")
        yield f"Une ligne : {table.row_is}. {plural(len(table.rows), 'ligne')}."
        yield from (_column(column) for column in table.columns)


_READING = (
    "CSV : point-virgule, UTF-8 avec marque d'ordre, virgule décimale, jours aaaa-mm-jj, « oui » et « non », case vide quand "
    "on ne sait pas. Excel en français les ouvre d'un double-clic.",
    "Parquet : les mêmes tables, typées. Un texte qui ressemble à une formule y est tel quel ; dans les CSV, une apostrophe le "
    "précède.",
    "datapackage.json décrit chaque colonne : titre, type, unité, valeurs permises.",
    "Aucun établissement, aucun nom, aucun texte libre n'y figure. Les verdicts et les phrases sont ceux de la séance figée.",
)


def _column(column: Column) -> str:
    unit = f" [{column.unit}]" if column.unit else ""
    more = f" {column.description}" if column.description else ""
    return f"  {column.name} : {column.title}{unit}.{more}"
