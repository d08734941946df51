"""In which order the files of the run are taken."""

from pathlib import Path

import pytest

_HERE = Path(__file__).parent
_LONG = {_HERE, *(_HERE / name for name in ("browser", "strength", "data/demo"))}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those of the folders of long files first: at the end of the run, one worker would wait for the other."""
    items.sort(key=lambda item: item.path.parent not in _LONG)
