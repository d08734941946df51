"""What stops a piece of work, said so that a person can put it right."""


class Refusal(Exception):
    """Nothing was done. str() is one French sentence that says what to do next."""


class DatabaseBusy(Refusal):
    """Another program has the database open."""


class DatabaseTooNew(Refusal):
    """The database was written by a later version of the program."""


class DatabaseDamaged(Refusal):
    """The database, or its log, is not what was last written. Nothing of it was changed or deleted."""


class DiskFull(Refusal):
    """Not enough free space to write safely."""
