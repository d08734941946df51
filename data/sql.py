"""SQL lives in .sql files beside the function that runs them."""

from functools import cache
from pathlib import Path


@cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


class SqlFolder:
    """The .sql files that lie beside a module: `sql = SqlFolder(__file__)`, then `sql("open_campaigns")`."""

    def __init__(self, module_file: str) -> None:
        self._folder = Path(module_file).resolve().parent

    def __call__(self, name: str) -> str:
        """Text of NAME.sql in that folder."""
        return _text(self._folder / f"{name}.sql")
