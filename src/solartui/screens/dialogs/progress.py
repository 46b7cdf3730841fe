"""Long work with a bar, its speed and the time that is left; escape stops it cleanly."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from threading import Event
from time import monotonic
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from solartui.commands import FooterEntry
from solartui.domain.errors import SolarError
from solartui.i18n import tr
from solartui.screens.dialogs.dialog import Dialog
from solartui.widgets.bars import bar as bar_of
from solartui.widgets.cells import number
from solartui.widgets.painted import Drawn, Painted
from solartui.widgets.parts import spread

Answer = TypeVar("Answer")
_EVERY = 0.25
"""Seconds between two looks at the work: often enough to see it move, seldom enough for a slow line."""


class Watched:
    """What a thread tells of its work, and what it is told: plain values that both sides may read at any time.

    Attributes:
        words: what is being done before the work itself; nothing once that is under way.
        began: when what is being done now began.
    """

    def __init__(self) -> None:
        self.done = 0
        self.total = 0
        self.words = ""
        self.began = monotonic()
        self._stop = Event()

    def tell(self, done: int, total: int = 0) -> None:
        """How much is done, of how much."""
        self.done, self.total = done, total or self.total

    def say(self, words: str) -> None:
        """What is being done from now on."""
        self.done, self.total, self.words, self.began = 0, 0, words, monotonic()

    def stop(self) -> None:
        """Ask the work to stop."""
        self._stop.set()

    def stopped(self) -> bool:
        """Whether it is to stop."""
        return self._stop.is_set()


class _Bar(Painted):
    SURFACE: ClassVar[str] = "panel"

    def __init__(self, watched: Watched) -> None:
        super().__init__(classes="dialog-progress")
        self._watched = watched

    def draw(self, width: int, height: int) -> Sequence[Drawn]:
        """Bar, and what is done below it."""
        watched, room = self._watched, width - 4
        done, total, seconds = watched.done, watched.total, monotonic() - watched.began
        share = min(1.0, done / total) if total else 0.0
        filled = bar_of(share, room)
        bar = Drawn((("  ", "text"), (filled, "accent"), ("─" * (room - len(filled)), "line")), "panel")
        if watched.words:
            count, remarks = watched.words, [f"{share:.0%}" if 0 < share < 1 else _lasts(seconds)]
        else:
            count = tr("{done} of {total}", done=number(done), total=number(total)) if total else number(done)
            remarks = _pace(done, total, seconds)
        said = spread([("  ", "text"), (count, "bold text")], [(f"{' · '.join(remarks)}  ", "mute")], width)
        return [bar, Drawn(tuple(said), "panel")]


def _pace(done: int, total: int, seconds: float) -> list[str]:
    """How fast it goes, and how long it will take."""
    pace = done / seconds if seconds > 1 else 0.0
    if not pace:
        return []
    fast = tr("{n} a second", n=number(pace))
    return [fast, tr("{n} s left", n=number((total - done) / pace))] if total else [fast]


def _lasts(seconds: float) -> str:
    return tr("{n} s", n=number(seconds))


class ProgressDialog(Dialog["Answer | SolarError"], Generic[Answer], inherit_bindings=False):
    """Answers what the work returned, or the error that ended it.

    Args:
        title: what is being done.
        work: begins the work; it tells `Watched` how far it is and asks it whether to stop.
        watched: where the work tells it, if it has begun already.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", show=False)]

    def __init__(
        self, title: str, work: Callable[[Watched], Awaitable[Answer]], watched: Watched | None = None
    ) -> None:
        super().__init__(title)
        self._work = work
        self._watched = watched or Watched()
        self._bar = _Bar(self._watched)

    def compose_body(self) -> ComposeResult:
        """The bar."""
        yield self._bar

    def on_mount(self) -> None:
        """Begin."""
        super().on_mount()
        self.set_interval(_EVERY, self._bar.repaint)
        self.run_worker(self._run())

    async def _run(self) -> None:
        try:
            answer: Answer | SolarError = await self._work(self._watched)
        except SolarError as error:
            answer = error
        self.dismiss(answer)

    def keys(self) -> Sequence[FooterEntry]:
        """The way to stop."""
        return [FooterEntry("escape", tr("stop"), "pick.cancel")]

    def action_cancel(self) -> None:
        """Ask the work to stop; the dialog closes when it has."""
        self._watched.stop()
        self.title_line.set_remark(tr("stopping"))
