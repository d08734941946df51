"""Write until there is no more room, then go on: python -m tests.strength.filling DATABASE [LARGEST_FILE_MB]

With a size, no file of this process may grow above it; without one, the disk itself is expected to be full.
stdout is one JSON object.
"""

import json
import sys
from pathlib import Path

from data.backup import back_up
from data.database import LOCAL, Database, open_database
from data.errors import DiskFull
from data.settings import Settings

ADD = "INSERT INTO property SELECT 'x', md5(CAST(random() AS VARCHAR)), 'essai', $at FROM range($rows)"


def main(path: Path, largest_mb: int) -> dict[str, object]:
    """How many writes were kept, what the next ones said, and what the same process can still do."""
    if largest_mb:
        import resource
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest_mb * 2**20, largest_mb * 2**20))
    # Nothing asked of the disk beforehand: it is the failure itself that is looked at.
    db = open_database(path, settings=Settings(database=path, minimum_free_mb=0))
    kept, said = 0, ""
    for _ in range(60):
        try:
            write(db, 20_000)
            kept += 1
        except DiskFull as refusal:
            said = str(refusal)
            break
    found = {"kept": kept, "said": said, "read": count(db)}
    try:
        back_up(db)
        found["backup"] = "made"
    except DiskFull as refusal:
        found["backup"] = str(refusal)
    return found | {"left": [file.name for file in path.parent.glob("backups/*")]}


def write(db: Database, rows: int) -> None:
    """One write of so many rows."""
    with db.writing(LOCAL, "property", "dit") as under_way:
        under_way.cursor.execute(ADD, {"at": under_way.at, "rows": rows})


def count(db: Database) -> int:
    """Rows that can be read."""
    return int(db.query("SELECT count(*) AS n FROM property")[0]["n"])


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0)))
