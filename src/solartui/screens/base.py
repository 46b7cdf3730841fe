"""What all screens have in common: bars, commands, messages, and the way to the services."""

from __future__ import annotations

from collections.abc import Coroutine, Iterable, Sequence
from inspect import isawaitable
from typing import Any, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.geometry import Region
from textual.strip import Strip
from textual.widgets import Input

from solartui.commands import (
    Command,
    FooterEntry,
    command,
    footer_entries,
    help_groups,
    palette_commands,
    written,
)
from solartui.commands.bindings import bindings_for
from solartui.i18n import ntr, tr
from solartui.screens.connected import ConnectedScreen
from solartui.widgets.backdrop import Blank
from solartui.widgets.key_footer import KeyFooter
from solartui.widgets.top_bar import Place, TopBar

PINNED = ("palette", "help")
# From how many columns on a page is normal, and wide.
WIDTHS = [(0, "-narrow"), (100, "-normal"), (160, "-wide")]
NEED_DATABASE = frozenset({"jump", "undo", "redo", "history", "reload"})


class BaseScreen(ConnectedScreen, inherit_bindings=False):
    """A page with a bar at the top and the keys at the bottom.

    A subclass says its `SCOPES`, composes its regions in `compose_body`, reads in `ready` and reads again in `changed`.
    What a command does is a method ``action_`` and the command's action; it may be a coroutine that waits for dialogs.

    Attributes:
        SCOPES: scopes of the commands that work here.
        PLACE: id of the command that shows this page, for the top bar.
        PURPOSE: one sentence for the help page (a text for `tr`).
        SHEETS: the style sheets that this page needs until something else is shown; all where it names none.
    """

    SCOPES: ClassVar[tuple[str, ...]] = ("global",)
    PLACE: ClassVar[str | None] = None
    PURPOSE: ClassVar[str] = ""
    SHEETS: ClassVar[frozenset[str]] = frozenset()
    BINDINGS = bindings_for("global")
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = WIDTHS
    # The search field is hidden at first, and yet Textual would choose it.
    AUTO_FOCUS = ""

    def __init_subclass__(cls, **options: Any) -> None:
        above = getattr(super(cls, cls), "SCOPES", ())
        cls.BINDINGS = bindings_for(*(scope for scope in cls.SCOPES if scope not in above))
        super().__init_subclass__(**options)

    def __init__(self) -> None:
        super().__init__()
        self.footer = KeyFooter()
        self.top_bar: TopBar | None = None
        self._blank = Blank(self)

    # ---- layout

    def compose(self) -> ComposeResult:
        """The bars and what is between them."""
        # Textual says it after the first picture only.
        self.add_class(next(name for least, name in reversed(WIDTHS) if self.app.size.width >= least))
        places = [Place(command(name).shown_key(self.keymap), command(name).title, name) for name in self.host.places]
        self.top_bar = TopBar(places, self.PLACE)
        yield self.top_bar
        yield from self.compose_body()
        yield self.footer

    def compose_body(self) -> ComposeResult:
        """The regions of the page."""
        yield from ()

    def on_mount(self) -> None:
        """Show what is possible."""
        self.show_keys()

    def session_opened(self) -> None:
        """Show whose database this is."""
        if self.top_bar is not None:
            self.top_bar.show(database=self.session.database, user=self.session.user)
        super().session_opened()

    def show_waiting(self, *, waiting: bool) -> None:
        """Say it in the bar."""
        if self.top_bar is not None:
            self.top_bar.show_waiting(waiting=waiting)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The background."""
        return self._blank.lines(crop)

    def notify_style_update(self) -> None:
        """The colours may be other ones."""
        super().notify_style_update()
        self._blank.forget()

    # ---- commands

    def why_disabled(self, command_id: str) -> str | None:
        """Why a command is not possible just now, as one translated sentence; None where it is."""
        return None

    def works(self, one: Command) -> bool:
        """Whether this page has a command at all."""
        return one.direct or callable(getattr(self, f"action_{one.action}", None))

    def reason_against(self, one: Command) -> str | None:
        """Why a command cannot be run now: no database yet, no permission, or not in this state."""
        session = self.host.session
        if session is None and (one.scope != "global" or one.id in NEED_DATABASE):
            return tr("The database is being opened.")
        if session is not None and one.capability is not None and not session.may(one.capability):
            return tr("Your role may not do this.")
        return self.why_disabled(one.id)

    def action_command(self, command_id: str) -> None:
        """Run a command, or say why it is not possible; nothing where a key before it has led elsewhere."""
        one = command(command_id)
        if not (self.is_active and self.works(one)):
            return
        if reason := self.reason_against(one):
            self.toast(reason, bad=True)
            return
        if one.capability is not None:
            self.host.will_write(light=one.light)
        if one.direct:
            # Chosen from the help: what has the focus does it, as it would by the key.
            if self.focused is not None:
                self.start(self.focused.run_action(one.action), group="command", newest_only=False)
            return
        outcome = getattr(self, f"action_{one.action}")()
        if isawaitable(outcome):
            self.start(cast("Coroutine[Any, Any, None]", outcome), group="command", newest_only=False, keys_wait=True)

    def footer_scopes(self) -> Iterable[str]:
        """The scopes whose keys the footer shows."""
        return self.SCOPES

    def help_scopes(self) -> Sequence[str]:
        """The scopes that help and palette show."""
        return self.SCOPES

    def key_entries(self, *, marking: bool) -> list[FooterEntry]:
        """What the footer offers, in order of use."""
        return footer_entries(self.footer_scopes(), self.keymap, self.works, marking=marking)

    def show_keys(self, marked: int = 0) -> None:
        """Show what is possible; while records are marked, what will happen to them."""
        entries = self.key_entries(marking=bool(marked))
        note = ntr("{count} marked", "{count} marked", marked) if marked else ""
        self.footer.show(entries, note, self.pinned())

    @property
    def typing(self) -> bool:
        """Whether letters are written now, and run nothing."""
        return isinstance(self.focused, Input)

    def pinned(self) -> Sequence[FooterEntry]:
        """What stands at the right end; where somebody types, help has the key that is no letter."""
        helps = command("help").keys_in(self.keymap)
        keys = {"help": written(helps[-1])} if helps and self.typing else {}
        return [FooterEntry(keys.get(name, self.key_of(name)), tr(command(name).title), name) for name in PINNED]

    @on(KeyFooter.Pressed)
    def _key_clicked(self, event: KeyFooter.Pressed) -> None:
        self.action_command(event.command_id)

    @on(TopBar.Chosen)
    def _place_clicked(self, event: TopBar.Chosen) -> None:
        self.action_command(event.command_id)

    # ---- what works everywhere

    async def action_help(self) -> None:
        """Show the keys; a command chosen there is run."""
        from solartui.screens.dialogs.help import HelpDialog

        chosen = await self.ask(HelpDialog(tr(self.PURPOSE), help_groups(self.help_scopes(), self.works), self.keymap))
        if chosen is not None:
            self.action_command(chosen)

    async def action_palette(self) -> None:
        """Find a command by its name and run it."""
        from solartui.screens.dialogs.palette import PaletteDialog

        offered = [one for one in palette_commands(self.help_scopes()) if self.works(one) and one.id not in PINNED]
        chosen = await self.ask(PaletteDialog([(one, self.reason_against(one)) for one in offered], self.keymap))
        if chosen is not None:
            self.action_command(chosen)

    async def action_jump(self) -> None:
        """Go to any record by its name or number."""
        from solartui.screens.jump import jump

        await jump(self)

    async def action_theme(self) -> None:
        """Choose the colours."""
        from solartui.screens.dialogs.choose import ChooseDialog
        from solartui.widgets.pick_list import PickItem

        names = sorted(self.app.available_themes, key=lambda name: (not name.startswith("solartui"), name))
        items = [PickItem(name, ((name, "text"),)) for name in names if not name.startswith("ansi")]
        chosen = await self.ask(ChooseDialog(tr("Colours"), items, current=self.app.theme))
        if chosen is not None:
            self.app.theme = chosen

    async def action_settings(self) -> None:
        """Show what is set, and set it."""
        from solartui.screens.desk_settings import show_settings

        await show_settings(self, self.action_theme)

    async def action_administer(self) -> None:
        """Keep stages, fields, users and the organisation."""
        from solartui.screens.administration.start import administer

        await administer(self)

    async def action_undo(self) -> None:
        """Take back the last change."""
        from solartui.screens.undoing import undo

        # What is still being written may fail; the change before it is not what was meant then.
        if await self.last_write_held():
            self.unsay()
            await undo(self)

    async def action_redo(self) -> None:
        """Do again what was taken back last."""
        from solartui.screens.undoing import redo

        await redo(self)

    async def action_history(self) -> None:
        """Show what can be undone."""
        from solartui.screens.undoing import show_history

        await show_history(self)

    def action_show_leads(self) -> None:
        """Show the leads."""
        self.host.show_place("leads")

    def action_show_board(self) -> None:
        """Show the leads as a board."""
        self.host.show_place("board")

    def action_show_projects(self) -> None:
        """Show the projects."""
        self.host.show_place("projects")

    def action_show_contacts(self) -> None:
        """Show the contacts."""
        self.host.show_place("contacts")

    def asked_for(self, place: str) -> None:
        """A key that leads to this page was pressed; a page with several views shows the one that is meant."""

    def action_back(self) -> None:
        """Go back, where there is somewhere to go back to."""
        if self.is_pushed:
            self.dismiss()

    def action_close(self) -> None:
        """Close the page; the first one closes the program."""
        if self.is_pushed:
            self.dismiss()
        else:
            self.host.end()

    def action_leave(self) -> None:
        """Leave the program."""
        self.host.end()

    async def action_reload(self) -> None:
        """Read again."""
        await self.changed(self.TOPICS)

    def action_repaint(self) -> None:
        """Send the whole screen again."""
        self.host.repaint()

    def action_next_pane(self) -> None:
        """Go to the next region."""
        self.focus_next()

    def action_previous_pane(self) -> None:
        """Go to the region before."""
        self.focus_previous()

    @property
    def is_pushed(self) -> bool:
        """Whether another page is below this one."""
        return len(self.app.screen_stack) > 1
