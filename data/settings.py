"""Everything an installation may set, in one typed place.

Each field can be set by an environment variable: GOUVERNAIL_ and the field's name, with two underscores
before the name of a limit (GOUVERNAIL_LIMITS__FILE_MB=20).
"""

from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from data.errors import Refusal

ROOT = Path(__file__).resolve().parent.parent
VERSION = "0.5.1"  # of the program; a frozen séance keeps the one that made it


class Limits(BaseModel):
    """How much of a person's file is read before it is refused."""

    file_mb: int = Field(20, description="largest file, in MB")
    unpacked_mb: int = Field(400, description="largest workbook once decompressed, in MB")
    entries: int = Field(2_000, description="files inside a workbook's archive")
    rows: int = Field(150_000, description="last row that may be filled")
    columns: int = Field(500, description="last column that may be filled")
    cells: int = Field(3_000_000, description="filled rectangle of one sheet, in cells")
    seconds: float = Field(30.0, description="time the child process has to read a file, in seconds")
    memory_mb: int = Field(1_000, description="memory the child process may use, in MB")
    bundle_files: int = Field(2_000, description="files in a zip of returns")
    bundle_mb: int = Field(200, description="a zip of returns once decompressed, in MB")


class Licence(BaseModel):
    """The licence of what is published."""

    name: str = Field("etalab-2.0", description="its short name, as data portals know it")
    title: str = Field("Licence Ouverte / Open Licence 2.0", description="its name in full")
    path: str = Field("https://www.etalab.gouv.fr/licence-ouverte-open-licence/", description="the page of its text")


class Settings(BaseSettings):
    """One installation: its territory, its thresholds, where its database lives."""

    model_config = SettingsConfigDict(env_prefix="GOUVERNAIL_", env_nested_delimiter="__", frozen=True)

    database: Path = Field(ROOT / "var" / "gouvernail.duckdb", description="the database file; originals lie beside it")
    territory_code: str = Field("044", description="département of the committee, three characters")
    territory_name: str = Field("Loire-Atlantique", description="as shown on every screen and export")
    academie: str = Field("académie de Nantes", description="as shown on every export")
    holiday_zone: str = Field("B", description="school holiday zone: A, B or C")
    time_zone: str = Field("Europe/Paris", description="zone in which days begin and instants are shown")
    tolerance: float = Field(0.05, description="share of (target - baseline) still called on pace")
    coverage_needed: float = Field(0.60, description="share of known denominators under which a rate concludes nothing")
    smallest_published_group: int = Field(3, description="groups with fewer establishments are masked")
    minimum_free_mb: int = Field(200, description="free disk space under which nothing is written, in MB")
    backups_kept: int = Field(10, ge=0, description="backups kept of the database, the newest ones; 0 makes none")
    catalogue: Path = Field(ROOT / "indicators" / "catalogue", description="folder whose entries declare questions")
    plan_terms: Path = Field(
        ROOT / "data" / "plan" / "terms.toml",
        description="the lists (themes, actors, horizons...) an installation begins with",
    )
    outline: Path | None = Field(None, description="GeoJSON outline of the territory drawn on the map; none by default")
    open_data_licence: Licence = Licence()
    limits: Limits = Limits()

    @property
    def originals(self) -> Path:
        """Folder that keeps each file taken in, named by its sha256."""
        return self.database.parent / "originals"


@lru_cache(maxsize=1)
def get_settings() -> Settings:
    """The settings of this process, read once from the environment. Raises Refusal, which names the faulty variable."""
    try:
        return Settings()
    except ValidationError as error:
        wrong = ", ".join(f"GOUVERNAIL_{'__'.join(str(part) for part in e['loc']).upper()}" for e in error.errors())
        raise Refusal(
            f"Un réglage n'est pas lisible : corrigez {wrong} dans l'environnement, puis recommencez."
        ) from error
