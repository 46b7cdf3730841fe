"""What every screen works with once the database is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from solartui.commands import Keymap

if TYPE_CHECKING:
    from textual.signal import Signal

    from solartui.services.container import Services
    from solartui.services.runner import Runner
    from solartui.store.watch import Watch


@dataclass(frozen=True, slots=True)
class Session:
    """One person at one database.

    Attributes:
        database: its name for the top bar.
        user: the person's name.
        may: whether the person has a capability.
        watch: looks what other programs write; None where nobody looks.
    """

    services: Services
    runner: Runner
    database: str
    user: str
    may: Callable[[str], bool] = field(default=lambda _capability: True)
    watch: Watch | None = None


class Host(Protocol):
    """What screens need of the app.

    Attributes:
        session: None until the database is open.
        changes: carries the topics of every change, whoever made it.
        keys: keys that the person chose.
        places: the screens that one key reaches, by command id.
    """

    session: Session | None
    changes: Signal[frozenset[str]]
    keys: Keymap
    places: Mapping[str, str]

    def show_place(self, command_id: str) -> None:
        """Show the screen that a command names."""

    def open_record(self, kind: str, record_id: int, *more: object) -> None:
        """Show one record above the page that is shown.

        Args:
            kind: lead, project or contact.
            record_id: which one.
            more: what else its page takes, such as the way through the list that a lead was opened from.
        """

    def paint_over(self) -> None:
        """The first page takes the place of the rows that were painted before it."""

    def rows_shown(self) -> None:
        """A list shows what it was asked for."""

    def will_write(self, *, light: bool) -> None:
        """Somebody chose a command that writes; a light one only changes what is there."""

    def repaint(self) -> None:
        """Send the whole screen again."""

    def end(self) -> None:
        """Leave the program."""
