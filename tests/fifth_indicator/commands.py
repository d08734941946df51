"""Runs commands one after the other, from inside a copy of the product. Prints JSON: what each printed.

Its argument is JSON: a list of commands, each a list of words, the first of them the module.
"""

import json
import sys

from typer.testing import CliRunner

from data.__main__ import app as data_app
from indicators.__main__ import app as indicators_app

APPS = {"data": data_app, "indicators": indicators_app}


def printed(module: str, *words: str) -> str:
    done = CliRunner().invoke(APPS[module], words)
    if done.exit_code:
        raise SystemExit(f"{module} {words}: {done.output} {done.exception!r}")
    return done.stdout


if __name__ == "__main__":
    json.dump([printed(*command) for command in json.loads(sys.argv[1])], sys.stdout)
