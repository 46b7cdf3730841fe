"""One call of the program: what the common options say, and the services that the command works with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from solartui.cli import printing
from solartui.settings import database_target

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

    def open(self, *, make_folder: bool = False) -> Services:
        """The services, opened when they are first asked for.

        Args:
            make_folder: whether a folder that is not there is made; else a mistyped path is an error.
        """
        if self._services is None:
            from solartui.bootstrap import open_services
            from solartui.store.connection import database_path

            target = self.target
            create = make_folder or Path(database_path(target)).parent.is_dir()
            self._services = open_services(target, create=create)
        return self._services

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
