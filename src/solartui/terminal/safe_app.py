"""The app that our screens run in: no terminal, window size, fault or text of a record can hurt it."""

from __future__ import annotations

import contextlib
import os
import threading
from typing import TYPE_CHECKING

from textual import events
from textual.app import App
from textual.color import Color

from solartui.terminal import clipboard, preflight, small_window
from solartui.terminal.driver import SafeDriver
from solartui.terminal.filters import ControlFilter, GlyphFilter, NearestColours
from solartui.terminal.glyphs import GlyphTable, choose
from solartui.terminal.key_order import KeyOrder, Turn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import PurePath

    from rich.console import RenderableType
    from textual.filter import LineFilter
    from textual.geometry import Size
    from textual.screen import Screen

_PALETTES = {"256": 256, "standard": 16}


class SafeApp(App[None]):
    """An app behind our driver and filters, with faults reported instead of shown.

    Screens are never laid out smaller than `small_window.SMALLEST`. In a smaller window one line is shown instead of
    them and they get no input; what they hold stays as it was.

    Args:
        css_path: style sheets, as for any Textual app.

    Attributes:
        key_order: gives the keys one after another.
        on_fault: gets an unexpected exception; set by `run_app`.
        leave: ends the app with an exit status, drafts saved; set by `run_app`.
    """

    def __init__(self, css_path: list[str | PurePath] | None = None) -> None:
        super().__init__(driver_class=SafeDriver, css_path=css_path)
        self.on_fault: Callable[[Exception], None] | None = None
        self.leave: Callable[[int], None] = lambda status: self.exit(return_code=status)
        self.key_order = KeyOrder(self, super().on_event)
        self._output_filters = output_filters(self.console.color_system)
        self._window: Size | None = None
        self._noticed: Size | None = None

    @property
    def too_small(self) -> bool:
        """Whether the window is too small for the screens just now."""
        return self._window is not None and not preflight.fits(self._window)

    @property
    def waits(self) -> bool:
        """Whether more keys have come already, or several changes are to be seen together."""
        return bool(self._batch_count) or self.key_order.waits or not self._message_queue.empty()

    @property
    def size(self) -> Size:
        """The size that the screens are laid out in; the window may be smaller."""
        return small_window.at_least(super().size)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters, and ours after them."""
        return [*super().get_line_filters(), *self._output_filters]

    def soon(self, act: Callable[[], None]) -> None:
        """Run `act` in the app's thread: now where this is it, else when its loop is free; never where it has none."""

        def in_context() -> None:
            with self._context():
                act()

        if threading.get_ident() == self._thread_id:
            in_context()
        elif self._loop is not None:
            with contextlib.suppress(RuntimeError):  # the loop has just closed: the app is leaving already
                self._loop.call_soon_threadsafe(in_context)

    def restore_terminal(self) -> None:
        """Put the terminal back at once, from any thread, where the app did not."""
        if isinstance(self._driver, SafeDriver):
            self._driver.rescue()

    async def action_quit(self) -> None:
        """End the program from wherever it is; what is being typed is kept as a draft."""
        self.leave(0)

    def to_terminal(self, text: str) -> None:
        """Write to the terminal, after everything that was written before."""
        if self._driver is not None and not self.is_headless:
            self._driver.write(text)

    def copy_to_clipboard(self, text: str) -> None:
        """Copy by the way that this terminal has: tmux's or its own."""
        self._clipboard = text
        if self._driver is not None:
            clipboard.send(text, os.environ, self._driver.write)

    async def on_event(self, event: events.Event) -> None:
        """Take note of the window's size, and keep input from screens that nobody can see."""
        if isinstance(event, events.Resize):
            await super().on_event(self._resized(event))
            self._show_notice()
        elif self.too_small and isinstance(event, events.InputEvent | events.Paste):
            if isinstance(event, events.Key) and event.key == "ctrl+q":
                self.leave(0)
        elif isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self.key_order.take(event)
        else:
            await super().on_event(event)
            if isinstance(event, events.Key):
                self.key_order.came_back()

    async def on_turn(self, turn: Turn) -> None:
        """A key has been worked off."""
        await self.key_order.turned(turn)

    def _resized(self, event: events.Resize) -> events.Resize:
        was_too_small = self.too_small
        # The very first event tells the size that `size` already made larger.
        self._window = super().size if self._window is None else event.size
        if was_too_small and not self.too_small:
            self._noticed = None
            self.refresh()
        size = small_window.at_least(event.size)
        return event if size == event.size else events.Resize(size, size)

    def _show_notice(self) -> None:
        if self.too_small and self._screen_stack:
            self._display(self.screen, None)

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        if not self.too_small:
            super()._display(screen, renderable)
            return
        if self._window is not None and self._window != self._noticed and not self._batch_count:
            self._noticed = self._window
            background = screen.styles.background if screen.styles.background.a else Color(0, 0, 0)
            style = screen.rich_style
            super()._display(screen, small_window.notice(self._window, style, background, self.get_line_filters()))
        else:
            self.post_display_hook()

    def _handle_exception(self, error: Exception) -> None:
        super()._handle_exception(error)
        if self.on_fault is not None:
            self.on_fault(error)

    def _fatal_error(self) -> None:
        # Textual would render the traceback with the values of variables; the log gets one without them.
        self._close_messages_no_wait()

    def panic(self, *renderables: RenderableType) -> None:
        """Leave; what Textual would print about it stands in the log."""
        self._close_messages_no_wait()


def output_filters(colour_system: str | None) -> list[LineFilter]:
    """The filters that a terminal of this colour system needs, the last net included."""
    filters: list[LineFilter] = []
    if colour_system in _PALETTES:
        filters.append(NearestColours(_PALETTES[colour_system]))
    glyphs = choose(os.environ)
    if glyphs != "full":
        filters.append(GlyphFilter(GlyphTable(glyphs)))
    filters.append(ControlFilter())
    return filters
