"""The child that makes slides on a template, as its parent sees it: watched, and believed in nothing but its bytes."""

import os
import pickle
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from math import ceil
from threading import Timer
from typing import BinaryIO, cast

from data.errors import Refusal
from data.files.worker import CAUSES, ENVIRONMENT
from data.seances.frozen import Snapshot
from data.settings import ROOT, Limits, get_settings
from indicators.exports.slides.preflight import DAMAGED, NOT_A_TEMPLATE

_OTHER = "choisissez un modèle plus simple, ou exportez sans modèle."
_REFUSALS: Mapping[str, str] = {
    "not_a_template": NOT_A_TEMPLATE,
    "runs": f"Ce modèle contient un objet incorporé (classeur, contrôle, macro) dans ses masques : retirez-le, ou {_OTHER}",
    "outside": f"Ce modèle va chercher une image ou un objet hors de lui : incorporez-le, ou {_OTHER}",
    "memory": f"Ce modèle demande trop de mémoire : {_OTHER}",
    "time": f"Ce modèle demande trop de temps : {_OTHER}",
    "unreadable": DAMAGED,
    "unfit": f"Les diapositives n'ont pas pu être écrites sur ce modèle : {_OTHER}",
}
_LONGEST_LINE = 80


def make_limited(snapshot: Snapshot, template: bytes) -> bytes:
    """The deck on that template, already checked by `preflight`. Raises Refusal; the child may die, this process does not."""
    limits = get_settings().limits
    problem, deck = _ask(pickle.dumps((snapshot, template)), limits)
    if problem != "ok":
        raise Refusal(_REFUSALS.get(problem, DAMAGED))
    return deck


def _ask(request: bytes, limits: Limits) -> tuple[str, bytes]:
    process = subprocess.Popen(
        [sys.executable, "-X", "utf8", "-m", "indicators.exports.slides.child", *_numbers(limits)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env={key: os.environ[key] for key in ENVIRONMENT if key in os.environ},
    )
    timer = Timer(limits.seconds, process.kill)
    timer.daemon = True
    timer.start()
    try:
        answer = _exchange(cast(BinaryIO, process.stdin), cast(BinaryIO, process.stdout), request, limits)
        return answer or (CAUSES.get(process.wait(), "unreadable"), b"")
    finally:
        timer.cancel()
        process.kill()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                cast(BinaryIO, pipe).close()
        process.wait()


def _exchange(stdin: BinaryIO, stdout: BinaryIO, request: bytes, limits: Limits) -> tuple[str, bytes] | None:
    """(problem, deck); None when the child died before it had said everything."""
    try:
        stdin.write(request)
        stdin.close()
    except OSError:
        return None
    said = stdout.readline(_LONGEST_LINE).split()
    if len(said) != 2:
        return None
    # A deck is its template and some charts.
    most = 2 * limits.file_mb * 2**20
    deck = stdout.read(min(int(said[1]), most))
    return (said[0].decode(), deck) if len(deck) == int(said[1]) else None


def _numbers(limits: Limits) -> tuple[str, str]:
    return str(limits.memory_mb), str(ceil(limits.seconds))
