"""What is not published: figures that so few establishments stand behind that they are somebody's."""

from indicators.exports.seance import Entry, Seance, is_growth, is_rate


def too_few(seance: Seance, count: int | None) -> bool:
    """Whether that few establishments could be recognised behind a figure."""
    return 0 < (count or 0) < seance.smallest


def is_masked(seance: Seance, entry: Entry) -> bool:
    """A séance of a small part of the territory, or a rate that few reported: its figures are somebody's."""
    return too_few(seance, entry["expected"]) or (is_rate(entry) and too_few(seance, entry["answered"]))


def is_month_masked(seance: Seance, entry: Entry, month: Entry) -> bool:
    """A month of a rate that few were expected to report, or did."""
    return is_masked(seance, entry) or too_few(seance, month["expected"]) or too_few(seance, month["answered"])


def is_last_year_masked(seance: Seance, entry: Entry) -> bool:
    """Whether the same month a year before is masked, as in the trajectory; it is when the trajectory has not got it."""
    if entry.get("same_month_last_year") is None:
        return False
    year, month = entry["month"].split("-")
    found = _month(entry, f"{int(year) - 1}-{month}")
    return found is None or is_month_masked(seance, entry, found)


def is_growth_masked(seance: Seance, entry: Entry) -> bool:
    """A growth and the rate of today tell the rate of a year before."""
    return is_growth(entry) and is_last_year_masked(seance, entry)


def is_before_masked(seance: Seance, entry: Entry, change: Entry) -> bool:
    """Whether few may have stood behind the value of the séance before: it is shown only where enough surely did.

    Its counts are not kept. At least as many were there as are today, less those that a part shows to have come since.
    """
    if change["before"] is None:
        return False
    if not change["parts"]:
        return True
    if not is_rate(entry):
        return bool(entry["expected"] - len(_came(seance)) < seance.smallest)
    moved = [one for part in change["parts"] for one in part["establishments"]]
    since = {one["uai"] for one in moved if not _had_a_rate(one)}
    if len({one["uai"] for one in moved} - since) >= seance.smallest:
        return False  # those had told theirs
    month = _month(entry, change.get("month_before") or "")
    if month is None or _behind(change, "definition"):
        return True
    return bool(month["answered"] - len(since | _came(seance)) < seance.smallest)


def is_split_masked(seance: Seance, change: Entry) -> bool:
    """Whether a part points at somebody: an opening or a closure is public, and so is who came in or left."""
    return any(too_few(seance, len(part["establishments"])) for part in change["parts"])


def _came(seance: Seance) -> set[str]:
    """Who was not expected at the séance before, by any indicator."""
    changes = seance.since["changes"] if seance.since else []
    return {one["uai"] for change in changes for one in _behind(change, "directory") if one["before"] is None}


def _behind(change: Entry, part: str) -> list[Entry]:
    return [one for told in change["parts"] if told["part"] == part for one in told["establishments"]]


def _had_a_rate(moved: Entry) -> bool:
    return isinstance(moved["before"], int | float)


def _month(entry: Entry, name: str) -> Entry | None:
    found = [month for month in entry["trajectory"] if month["month"] == name]
    return found[0] if found else None
