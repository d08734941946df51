"""Text that people or files gave us, made safe for the calls that read Markdown."""

import re

# A French sentence never begins a line with one of these.
_SPACED = re.compile(r" (?=[»:;?!%])|(?<=«) ")
# Streamlit looks for icons, addresses and arrows once the backslashes are gone: a space of no width parts them.
_PARTED = re.compile(r":(?=[\w+/-]+:|//)|\bwww(?=\.)|@|(?<!\S)[-<>~](?=[-<>=](?!\S))")
_NUMBERED = re.compile(r"^(\s*\d+)\.", re.MULTILINE)
_LINE_BREAK = re.compile(r"\s*\n\s*")


def plain(text: str) -> str:
    """Text that Markdown shows as it was written, its French spaces unbreakable, its lines apart."""
    text = _SPACED.sub("\u00a0", text.strip())
    text = _PARTED.sub("\\g<0>\u200b", text)
    text = re.sub(r"([\\`*_{}\[\]()#+\-=!$~<>:|&])", r"\\\1", text)
    return _LINE_BREAK.sub("  \n", _NUMBERED.sub(r"\1\\.", text))
