"""The app: themes, the pages that one key reaches, and the opening of the database beside the first paint."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, cast

from textual.events import Resize
from textual.screen import Screen
from textual.signal import Signal

from solartui.commands import Keymap
from solartui.commands.bindings import textual_keymap
from solartui.domain.errors import SolarError
from solartui.i18n import tr
from solartui.resources import style_sheets
from solartui.screens.base import BaseScreen
from solartui.screens.connected import ConnectedScreen
from solartui.screens.live import follow
from solartui.screens.session import Session
from solartui.terminal import graphics
from solartui.terminal.late_styles import LateStyles
from solartui.terminal.overlay import Overlay
from solartui.terminal.safe_app import SafeApp
from solartui.terminal.shown import Shown
from solartui.theme import DARK, palette_of, themes, variables_of

if TYPE_CHECKING:
    from rich.console import RenderableType
    from textual.widget import AwaitMount

    from solartui.terminal.first_picture import TakenTerminal

Pages = Mapping[str, Callable[[], Screen[None]]]
Records = Mapping[str, Callable[..., Screen[None]]]
# Seconds after which what is needed soon is loaded, whether the first rows are there or not.
_PATIENCE = 2.0
# Seconds in which the first rows are painted.
_PAINTED = 0.05


class SolarApp(SafeApp):
    """Shows its first page at once and opens the database in a thread meanwhile.

    Args:
        open_session: opens the database; called in a thread.
        at_hand: gives the open database where nobody has to wait for it.
        pages: the pages by the id of the command that shows each; the first one is where a session begins.
        theme: name of the colours.
        taken: the terminal, where the first rows stand on it already.
        keys: keys that the person chose, by command id.
        records: makes the page of one record by its number, by what it is: lead, project or contact.
        prepare: loads what will be needed soon; called in a thread once the first page is shown.
        prepare_writing: loads what new records need; called in a thread once somebody is about to make one.
        catch_up: writes what waited until somebody writes; called in a thread, not long after.
        keep_theme: keeps the colours that the person chooses.

    Attributes:
        problem: why the database could not be opened, None if it could.
    """

    ENABLE_COMMAND_PALETTE = False
    TITLE = "SolarTUI"

    def __init__(
        self,
        open_session: Callable[[], Session],
        pages: Pages,
        *,
        at_hand: Callable[[], Session | None] = lambda: None,
        theme: str = DARK,
        taken: TakenTerminal | None = None,
        keys: Keymap | None = None,
        records: Records | None = None,
        prepare: Callable[[], None] = lambda: None,
        prepare_writing: Callable[[], None] = lambda: None,
        catch_up: Callable[[], None] = lambda: None,
        keep_theme: Callable[[str], None] = lambda _name: None,
    ) -> None:
        # Textual asks for the first mode while it is being made.
        self.DEFAULT_MODE = next(iter(pages))  # type: ignore[misc]
        super().__init__(css_path=[str(path) for path in style_sheets()])
        self.taken = taken
        self._rows_stand = taken is not None
        self.session: Session | None = None
        self.changes: Signal[frozenset[str]] = Signal(self, "changes")
        self.keys: Keymap = keys or {}
        # The board is a view of the leads.
        self.places: Mapping[str, str] = {
            place: name for name in pages for place in ((name, "board") if name == "leads" else (name,))
        }
        self.problem: SolarError | None = None
        self._shown = Shown()
        self._late = LateStyles(self)
        sixels = graphics.current().protocol == "sixel"
        self._overlay = Overlay(self._shown, self.to_terminal) if sixels else None
        self._open_session = open_session
        self._at_hand = at_hand
        self._prepare: Callable[[], None] | None = prepare
        self._prepare_writing: Callable[[], None] | None = prepare_writing
        self._catch_up: Callable[[], None] | None = catch_up
        self._keep_theme = keep_theme
        self._pages = pages
        self._records: Records = records or {}
        for own in themes():
            self.register_theme(own)
        self._begin_in(theme if theme in self.available_themes else DARK)
        self.set_keymap(textual_keymap(self.keys))
        if "SSH_CONNECTION" in os.environ or "SSH_TTY" in os.environ:
            self.animation_level = "none"
            self.add_class("-remote")

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own style sheet variables, for themes that do not know them."""
        return variables_of(palette_of(self.current_theme))

    def _begin_in(self, theme: str) -> None:
        """Choose the first colours without telling anybody: the style sheets are read only once."""
        self.set_reactive(SolarApp.theme, theme)
        dark = self.current_theme.dark
        self.set_class(dark, "-dark-mode", update=False)
        self.set_class(not dark, "-light-mode", update=False)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_default_screen(self) -> Screen[None]:
        """The page where a session begins; the style sheets of others have time."""
        page = self._pages[self.DEFAULT_MODE]()
        if isinstance(page, BaseScreen) and page.SHEETS:
            self._late.put_off(page.SHEETS)
        return page

    def on_mount(self) -> None:
        """Make the other pages known, too late for Textual to read the style sheets a second time for the first."""
        for name, page in self._pages.items():
            self.add_mode(name, page)
        # The first page lets them go when it has what they are meant for.
        self.call_after_refresh(self.key_order.let_go, self)

    def on_load(self) -> None:
        """Open the database while the first page is being made; it may be open already. So may keys be waiting."""
        self.key_order.hold(self, _PATIENCE)
        if (session := self._at_hand()) is None:
            self.run_worker(self._open, thread=True)
        else:
            self._begin(session)
        self.theme_changed_signal.subscribe(self, lambda theme: self._keep_theme(theme.name))
        self.app_resume_signal.subscribe(self, lambda _: self._shown.forget(), immediate=True)

    def on_resize(self, event: Resize) -> None:
        """The terminal may have moved what stood on it."""
        self._shown.forget()
        if self.taken is not None and self.taken.size != event.size:
            self.paint_over()

    def repaint(self) -> None:
        """Send the whole screen again, whatever the terminal shows."""
        self._shown.forget()
        self.refresh(layout=True)

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        if self._rows_stand:
            # A table without rows would wipe those off that stand there already.
            self.post_display_hook()
            return
        if self.too_small:
            self._shown.forget()
        elif renderable is not None and self._running and not (self._batch_count or self.is_headless):
            if self._overlay is not None:
                self._overlay.before(screen)
            renderable = cast("RenderableType | None", self._shown.difference(renderable))
            if self._overlay is not None:
                super()._display(screen, renderable)
                self._overlay.after(screen)
                return
        super()._display(screen, renderable)

    def paint_over(self) -> None:
        """The first page takes the place of the rows that were painted before it."""
        if self._rows_stand:
            self._rows_stand = False
            self.screen.refresh()

    def restore_terminal(self) -> None:
        """Put the terminal back at once, where it was taken over before the app began, too."""
        super().restore_terminal()
        if self.taken is not None:
            self.taken.give_back()

    def _open(self) -> None:
        try:
            session = self._open_session()
        except SolarError as error:
            self.problem = error
            self.call_from_thread(self.leave, error.exit_status)
            return
        self.call_from_thread(self._opened, session)

    def _opened(self, session: Session) -> None:
        self._begin(session)
        for page in self.screen_stack:
            if isinstance(page, BaseScreen):
                page.session_opened()

    def _begin(self, session: Session) -> None:
        self.session = session
        # Not every page has rows.
        self.set_timer(_PATIENCE, self.rows_shown)
        if session.watch is not None:
            self.run_worker(follow(session.watch, self.changes.publish, self._tell))

    def _tell(self, problem: str) -> None:
        if isinstance(self.screen, ConnectedScreen):
            self.screen.toast(problem, bad=True)
        else:
            self.notify(problem, severity="error", markup=False)

    def rows_shown(self) -> None:
        """A list shows what it was asked for: there is time to load what will be needed soon."""
        self.paint_over()
        prepare, self._prepare = self._prepare, None
        if prepare is not None:

            def load() -> None:
                self._late.read(self.call_from_thread)
                prepare()

            # Not before they are painted: the thread would be in the way of that.
            self.set_timer(_PAINTED, lambda: self.run_worker(load, thread=True))

    def will_write(self, *, light: bool) -> None:
        """Somebody chose a command that writes: while they think, load what that needs, which a light one does not."""
        prepare, catch_up = self._prepare_writing, self._catch_up
        if prepare is not None and not light:
            self._prepare_writing = None
            self.run_worker(prepare, thread=True)
        if catch_up is not None:
            self._catch_up = None
            self.set_timer(_PATIENCE, lambda: self.run_worker(catch_up, thread=True))

    def push_screen(self, *arguments: Any, **options: Any) -> Any:
        """Show something above the page; whatever it is, its styles are there."""
        self._late.now()
        return super().push_screen(*arguments, **options)

    def switch_mode(self, mode: str) -> AwaitMount:
        """Show another page."""
        self._late.now()
        return super().switch_mode(mode)

    def show_place(self, command_id: str) -> None:
        """Show the page that a command names."""
        mode = self.places.get(command_id)
        if mode is None:
            return
        if self.current_mode != mode:
            self.switch_mode(mode)
        elif len(self.screen_stack) > 1 and isinstance(self.screen, BaseScreen):
            self.screen.dismiss()
        for page in self._screen_stacks[mode][:1]:
            if isinstance(page, BaseScreen):
                page.asked_for(command_id)

    def open_record(self, kind: str, record_id: int, *more: object) -> None:
        """Show one record above the page that is shown."""
        if kind in self._records:
            self.push_screen(self._records[kind](record_id, *more))

    def end(self) -> None:
        """Leave the program."""
        self.leave(0)

    def action_help_quit(self) -> None:
        """ctrl+c does not end the program; say what does."""
        self.notify(tr("ctrl+q leaves the program."))
