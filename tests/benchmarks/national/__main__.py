"""One measure, in this process: `python -m tests.benchmarks.national MODULE FUNCTION BASE`. Prints JSON."""

import json
import sys
from importlib import import_module
from pathlib import Path

if __name__ == "__main__":
    module, function, base = sys.argv[1:]
    measure = getattr(import_module(f"tests.benchmarks.national.{module}"), function)
    print(json.dumps(measure(Path(base))))
