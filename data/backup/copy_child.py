"""The process that copies files: closing one in the process that has the database open would let go of its lock.

    python -I -S copy_child.py FOLDER FILE...

stdout is one JSON object: sha256 of each copy by name; or {"error": errno} when one could not be made.
"""

import hashlib
import json
import os
import sys

_PIECE = 2**20


def copy(source: str, target: str) -> str:
    """Copy a file down to the disk, not only to the system's memory; returns its sha256."""
    digest = hashlib.sha256()
    with open(source, "rb") as read, open(target, "xb") as written:  # noqa: PTH123 -- pathlib would double the start
        while piece := read.read(_PIECE):
            digest.update(piece)
            written.write(piece)
        written.flush()
        os.fsync(written.fileno())
    return digest.hexdigest()


def main(folder: str, sources: list[str]) -> dict[str, object]:
    """Copy each file into the folder, under its own name."""
    try:
        return {os.path.basename(one): copy(one, os.path.join(folder, os.path.basename(one))) for one in sources}  # noqa: PTH118, PTH119
    except OSError as error:
        return {"error": error.errno or 0}


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], sys.argv[2:])))
