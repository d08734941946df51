"""Is the base sound? Every table read, every fact traced, every kept file compared with its sha256."""

from data.check.findings import Finding
from data.check.looking import Report, check

__all__ = ["Finding", "Report", "check"]
