"""Text that people or files gave us, made safe for the calls that read Markdown."""

import re


def plain(text: str) -> str:
    """Text that Markdown shows as it was written."""
    return re.sub(r"([\\`*_{}\[\]()#+\-!$~<>:|&])", r"\\\1", text)
