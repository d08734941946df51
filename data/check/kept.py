"""What is kept ready to read, against the facts it was made from."""

from collections.abc import Iterator

from data import derived
from data.check.findings import Finding, error, note
from data.database import Database
from data.derived.comparing import differences

_REMEDY = "faites une base neuve avec python -m data check --rebuild CHEMIN"


def look_at_kept(db: Database) -> Iterator[Finding]:
    """Kept states and usage that are not those of the facts. Kept by another program, they are not read: a note."""
    if derived.is_stale(db):
        yield note(
            "derived_stale",
            "derived",
            "Les états gardés prêts à lire viennent d'une autre version : ils ne servent pas, et seront refaits au prochain "
            "démarrage de la page ou au prochain import.",
        )
        return
    for name, count in differences(db).items():
        what = "relevés d'usage gardés" if name == "usage" else f"états gardés de « {name} »"
        yield error("derived_differs", name, f"{count} {what} ne sont pas ceux que donnent les faits : {_REMEDY}.")
