"""In which order the files of the run are taken."""

from pathlib import Path

import pytest

_HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those of this folder first: they are few and long, and at the end one worker would wait for the other."""
    items.sort(key=lambda item: item.path.parent != _HERE)
