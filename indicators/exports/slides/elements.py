"""XML elements that the library has no word for."""

from typing import Any

from pptx.oxml.xmlchemy import OxmlElement


def element(name: str, text: str | None = None, **attributes: str) -> Any:
    """One « a:t » or « c:idx », with its attributes."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(key, value)
    if text is not None:
        made.text = text
    return made
