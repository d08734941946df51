"""The zip of a Data Package: its descriptor, what to read first, and each table as CSV and as Parquet."""

import hashlib
import json
import re
import unicodedata
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from data.seances.frozen import Snapshot
from data.settings import Licence, get_settings
from indicators.exports.archive import still
from indicators.exports.open_data.columns import Table
from indicators.exports.open_data.decided import change_table, target_table
from indicators.exports.open_data.indicators import indicator_table
from indicators.exports.open_data.readme import description, readme
from indicators.exports.open_data.series import group_table, trajectory_table
from indicators.exports.seance import Seance, read_seance
from indicators.exports.sheets.sources import KINDS
from indicators.exports.typed import csv_of, parquet_of
from indicators.french import plural

_DIALECT = {"delimiter": ";", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True}


def package_bytes(snapshot: Snapshot, licence: Licence | None = None) -> bytes:
    """The publishable data of a séance, the same to the byte each time. licence: that of the settings unless given."""
    seance = read_seance(snapshot)
    tables = published_tables(seance)
    files = {f"{table.name}.csv": csv_of(table.columns, table.rows, day_format="%Y-%m-%d") for table in tables}
    about = {"situation": seance.situation, "perimetre": seance.scope, "empreinte_de_la_seance": snapshot.sha256}
    for table in tables:
        files[_parquet(table)] = parquet_of(table.columns, table.rows, about | {"table": table.title})
    chosen = licence or get_settings().open_data_licence
    descriptor = _descriptor(seance, tables, files, chosen)
    written = json.dumps(descriptor, ensure_ascii=False, indent=2)
    told = {"datapackage.json": written.encode(errors="replace") + b"\n"}
    told["LISEZMOI.txt"] = readme(seance, tables, chosen).encode("utf-8-sig", errors="replace")
    return _zip(told | files)


def published_tables(seance: Seance) -> list[Table]:
    """All of them, the indicators first."""
    makers = (indicator_table, trajectory_table, group_table, target_table, change_table)
    return [make(seance) for make in makers]


def _descriptor(seance: Seance, tables: list[Table], files: dict[str, bytes], licence: Licence) -> dict[str, Any]:
    payload = seance.payload
    return {
        "profile": "tabular-data-package",
        "name": f"{_slug('indicateurs numerique educatif ' + payload['territory'])}-{seance.on.isoformat()}",
        "title": f"Indicateurs du numérique éducatif, {payload['territory']} - {seance.situation}",
        "description": description(seance),
        "version": seance.on.isoformat(),
        "created": seance.snapshot.recorded_at.isoformat(timespec="seconds") + "Z",
        "keywords": ["éducation", "numérique éducatif", payload["territory"], payload["school_year"]],
        "licenses": [licence.model_dump()],
        "sources": [{"title": title} for title in _sources(seance)],
        "seance": _seance(seance),
        "resources": [_resource(table, files) for table in tables],
    }


def _seance(seance: Seance) -> dict[str, Any]:
    """What portals have no word for. The label of the séance is free text: it stays with the committee."""
    return {
        "situation_au": seance.on.isoformat(),
        "connu_le": seance.payload["known_on"],
        "annee_scolaire": seance.payload["school_year"],
        "perimetre": seance.scope,
        "demonstration": seance.demonstration,
        "plus_petit_groupe_publie": seance.smallest,
        "programme": f"Gouvernail {seance.payload.get('program') or ''}".strip(),
        "sha256": seance.snapshot.sha256,
    }


def _sources(seance: Seance) -> list[str]:
    """« Réponses au questionnaire (12 fichiers) »: no file name, people name files after themselves."""
    kinds = [batch["kind"] for batch in seance.payload["batches"]]
    return [
        f"{KINDS.get(kind, 'Autres fichiers')} ({plural(kinds.count(kind), 'fichier')})"
        for kind in dict.fromkeys(kinds)
    ]


def _resource(table: Table, files: dict[str, bytes]) -> dict[str, Any]:
    path = f"{table.name}.csv"
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "description": f"Une ligne : {table.row_is}.",
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8-sig",
        "bytes": len(files[path]),
        "hash": f"sha256:{hashlib.sha256(files[path]).hexdigest()}",
        "parquet": _parquet(table),
        "dialect": _DIALECT,
        "schema": table.schema,
    }


def _parquet(table: Table) -> str:
    return f"parquet/{table.name}.parquet"


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _zip(files: dict[str, bytes]) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w") as archive:
        for name, content in files.items():
            archive.writestr(still(name), content)
    return written.getvalue()
