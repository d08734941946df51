"""Copies of the database, taken before and after what changes much, and the way back to one of them."""

from data.backup.copies import Kept, back_up, backed_up, is_good, set_backups_aside
from data.backup.manifest import Backup, backups
from data.backup.restoring import DECIDE_AGAIN, Original, Restored, restore

__all__ = [
    "DECIDE_AGAIN",
    "Backup",
    "Kept",
    "Original",
    "Restored",
    "back_up",
    "backed_up",
    "backups",
    "is_good",
    "restore",
    "set_backups_aside",
]
