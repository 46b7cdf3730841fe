"""What can go wrong for a reason that a person can act on.

Each error carries one translated line that says what, where and what to do, and the exit status that the command
line answers with (interface: 2 wrong usage, 3 not found, 4 refused by a rule, 5 not permitted, 6 database).
"""

from __future__ import annotations

from collections.abc import Mapping


class SolarError(Exception):
    """One line for a person; never a traceback."""

    exit_status = 1

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Invalid(SolarError):
    """A value that cannot be what the field needs. `field` is its stable name, or None."""

    exit_status = 2

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class NotFound(SolarError):
    """Something was named that is not there."""

    exit_status = 3


class Refused(SolarError):
    """A rule says no. `missing` names the fields that would make it possible."""

    exit_status = 4

    def __init__(self, message: str, missing: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.missing = missing


class Stale(Refused):
    """Somebody else saved a newer version first.

    Attributes:
        theirs: the record as it is stored now.
        yours: the values that were to be saved.
        by: who saved the newer version, where known.
    """

    def __init__(self, message: str, theirs: object, yours: Mapping[str, object], by: str | None = None) -> None:
        super().__init__(message)
        self.theirs = theirs
        self.yours = dict(yours)
        self.by = by


class NotPermitted(SolarError):
    """This person may not do this."""

    exit_status = 5


class Unavailable(SolarError):
    """The database is missing, busy, full, read-only, damaged, foreign or too new."""

    exit_status = 6


class Cancelled(SolarError):
    """A person stopped it; nothing half done is left behind."""

    exit_status = 130
