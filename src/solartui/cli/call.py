"""One call of the program: what the common options say, and the services that the command works with."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from solartui.cli import printing
from solartui.settings import DATABASE_VARIABLE, database_target

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from solartui.services.container import Services


class Call:
    """What every command is given.

    Attributes:
        database: what ``--db`` named.
        as_json: whether ``--json`` was given.
    """

    def __init__(self) -> None:
        self.database: str | None = None
        self.as_json = False
        self._services: Services | None = None

    @property
    def target(self) -> str:
        """The path or address of the database."""
        return database_target(self.database)

    def open(self, *, make: bool = False) -> Services:
        """The services, opened when they are first asked for.

        Args:
            make: whether a database that was named and is not there is made, with its folder; else a mistyped path
                is an error. The usual one is made in any case.
        """
        if self._services is None:
            from solartui.bootstrap import open_services

            self._services = open_services(self.target, create=make or not self._named)
        return self._services

    @property
    def _named(self) -> bool:
        return bool(self.database or os.environ.get(DATABASE_VARIABLE))

    def close(self) -> None:
        """Close what was opened."""
        if self._services is not None:
            self._services.close()
            self._services = None

    def show(self, document: Any, text: Iterable[tuple[str, object]]) -> None:
        """Print one record: as JSON where that is wanted, else as labels and values."""
        if self.as_json:
            printing.print_json(document)
        else:
            from solartui.cli.layout import print_pairs

            print_pairs(text)
