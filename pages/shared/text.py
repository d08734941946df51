"""Text that people or files gave us, made safe for the calls that read Markdown."""

import re

# A French sentence never begins a line with one of these.
_SPACED = re.compile(r" (?=[»:;?!%])|(?<=«) ")


def plain(text: str) -> str:
    """Text that Markdown shows as it was written, its French spaces unbreakable."""
    text = _SPACED.sub("\u00a0", text)
    return re.sub(r"([\\`*_{}\[\]()#+\-!$~<>:|&])", r"\\\1", text)
