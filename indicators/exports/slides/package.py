"""A deck as bytes that depend on its content alone: the same séance gives the same file, to the byte."""

from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from pptx.presentation import Presentation

from indicators.exports.archive import still


def as_bytes(deck: Presentation, *, title: str, stamped: datetime) -> bytes:
    """The file. stamped: what its properties say as creation and last change."""
    _describe(deck, title, stamped)
    written, kept = BytesIO(), BytesIO()
    deck.save(written)
    with ZipFile(written) as made, ZipFile(kept, "w", ZIP_DEFLATED) as archive:
        for name in made.namelist():
            archive.writestr(still(name), made.read(name))
    return kept.getvalue()


def _describe(deck: Presentation, title: str, stamped: datetime) -> None:
    properties = deck.core_properties
    properties.title, properties.language = title[:255], "fr-FR"
    properties.author = properties.last_modified_by = "Gouvernail"
    properties.created = properties.modified = properties.last_printed = stamped
    properties.revision = 1
    for blank in ("subject", "keywords", "comments", "category", "content_status", "identifier", "version"):
        setattr(properties, blank, "")
