"""The pages of a paper as pictures, before it is sent: whole, or nearer and moved about."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.screen import ModalScreen

from solartui.adapters.raster_files import page_part, page_size
from solartui.commands import command, footer_entries
from solartui.commands.bindings import bindings_for
from solartui.i18n import tr
from solartui.screens.dialogs.dialog import TitleLine
from solartui.screens.shown import ShownScreen
from solartui.screens.site_pictures import colours_for, picture_mode, sent, sixels
from solartui.terminal import graphics
from solartui.widgets.cells import cell_text
from solartui.widgets.key_footer import KeyFooter
from solartui.widgets.pictures.cells import dots_for, rows_of
from solartui.widgets.pictures.place_picture import PageShown, PlacePicture

if TYPE_CHECKING:
    from solartui.screens.session import Session

_SHARP, _PLAIN = 216, 144
"""Pixels of an inch of paper, for a terminal that shows pixels and for one that does not."""
_NEAREST = 5
TEXT, SAVE = "text", "save"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page and a window on it, in cells.

    Attributes:
        page: width and height in pixels.
        window: columns and lines of the window.
        zoom: 0 shows the whole page, 1 its whole width, each step more half as much again.
    """

    page: tuple[int, int]
    window: tuple[int, int]
    zoom: int = 1

    @property
    def size(self) -> tuple[int, int]:
        """Columns and lines of the whole page; a cell is twice as high as it is wide."""
        columns, lines = self.window
        shape = self.page[1] / self.page[0] / 2
        if self.zoom == 0:
            columns = min(columns, max(1, int(lines / shape)))
        else:
            columns = round(columns * 1.5 ** (self.zoom - 1))
        return columns, max(1, round(columns * shape))

    def kept(self, x: int, y: int) -> tuple[int, int]:
        """A place of the window's upper left corner at which it shows as much of the page as it can."""
        (columns, lines), (width, height) = self.window, self.size
        return max(0, min(x, width - columns)), max(0, min(y, height - lines))

    def box(self, x: int, y: int) -> tuple[float, float, float, float]:
        """The part that the window shows, in pixels of the page; a page that is narrower stands in the middle."""
        (columns, lines), (width, height) = self.window, self.size
        left = x - max(0, columns - width) / 2
        across, down = self.page[0] / width, self.page[1] / height
        return left * across, y * down, (left + columns) * across, (y + lines) * down


class PagesScreen(ShownScreen[str], ModalScreen[str], inherit_bindings=False):
    """Answers what is to be done with the paper: read it as text, save it, or nothing.

    Args:
        session: the open database.
        name: what the paper is called.
        make: makes its pages as PNG, for so many pixels of an inch.
        readable: whether it can be read as text, too.
    """

    SCOPE: ClassVar[str] = "pages"
    BINDINGS = bindings_for("pages")

    def __init__(
        self, session: Session, name: str, make: Callable[[int], Sequence[bytes]], *, readable: bool = False
    ) -> None:
        super().__init__()
        self._session = session
        self._make = make
        self._readable = readable
        self._pages: Sequence[bytes] = ()
        self._page_size = (1, 1)
        self._zoom = 1
        self.at = self._x = self._y = 0
        self.title_line = TitleLine(cell_text(name), tr("is being made"))
        self.picture = PlacePicture(id="paper")
        self.footer = KeyFooter()

    def compose(self) -> ComposeResult:
        """A title, the page, the keys."""
        yield self.title_line
        yield self.picture
        yield self.footer

    def on_mount(self) -> None:
        """Show the keys, and make the pages."""
        self.footer.show(footer_entries((self.SCOPE,), {}, lambda one: self._readable or one.id != "pages.text"))
        self.beside(self._begin(), "pages", tell=self._failed)

    def _failed(self, why: str) -> None:
        self.notify(why, severity="error", timeout=8, markup=False)
        self.dismiss(None)

    async def _begin(self) -> None:
        ppi = _PLAIN if graphics.current().protocol == "cells" else _SHARP
        self._pages = await self._session.runner.read(self._make, ppi)
        await self._turn_to(0)

    async def _turn_to(self, at: int) -> None:
        self.at, self._x, self._y = at, 0, 0
        self._page_size = await asyncio.to_thread(page_size, self._pages[at])
        self.title_line.set_remark(tr("page {page} of {pages}", page=at + 1, pages=len(self._pages)))
        await self._paint()

    def _repaint(self) -> None:
        if self._pages:
            self.beside(self._paint(), "paint", newest_only=True)

    @property
    def sheet(self) -> Sheet:
        """The page and the window on it."""
        return Sheet(self._page_size, (max(1, self.picture.size.width), max(1, self.picture.size.height)), self._zoom)

    async def _paint(self) -> None:
        sheet = self.sheet
        self._x, self._y = sheet.kept(self._x, self._y)
        box, (columns, lines), png = sheet.box(self._x, self._y), sheet.window, self._pages[self.at]
        protocol, (across, down) = graphics.current().protocol, graphics.current().cell
        pixels = ""
        if protocol != "cells":
            whole = await asyncio.to_thread(page_part, png, box, columns * across, lines * down)
            if protocol == "kitty":
                self.picture.show(PageShown(await sent(self, whole, (columns, lines))))
                return
            pixels = await sixels(whole)
        mode = picture_mode() or "halves"
        dots = dots_for(columns, lines, mode)
        raster = await asyncio.to_thread(page_part, png, box, *dots, colours_for(self.app))
        rows = await asyncio.to_thread(rows_of, raster, mode)
        self.picture.show(PageShown(rows, pixels))

    @on(PlacePicture.Sized)
    def _sized(self) -> None:
        self._repaint()

    # ---- keys

    def action_command(self, command_id: str) -> None:
        """Run a command."""
        getattr(self, f"action_{command(command_id).action}")()

    @on(KeyFooter.Pressed)
    async def _key_clicked(self, event: KeyFooter.Pressed) -> None:
        one = command(event.command_id)
        await self.run_action(one.action if one.direct else f"command('{one.id}')")

    def action_move(self, x: int, y: int) -> None:
        """Move the window by some cells; beyond the lower edge lies the next page."""
        before = self._x, self._y
        self._x, self._y = self.sheet.kept(self._x + x, self._y + y)
        if (self._x, self._y) != before:
            self._repaint()
        elif y > 0:
            self.action_turn(1)

    def action_leaf(self, by: int) -> None:
        """Move it by as much as is seen."""
        self.action_move(0, by * max(1, self.picture.size.height - 2))

    def action_turn(self, by: int) -> None:
        """Another page."""
        at = self.at + by
        if 0 <= at < len(self._pages):
            self.beside(self._turn_to(at), "turn", newest_only=True)
        else:
            self.app.bell()

    def action_zoom(self, by: int) -> None:
        """Nearer, or farther; what is in the middle stays there."""
        before = self.sheet
        zoom = max(0, min(_NEAREST, self._zoom + by))
        if zoom == self._zoom:
            self.app.bell()
            return
        self._zoom = zoom
        columns, lines = before.window
        middle = (self._x + columns / 2) / before.size[0], (self._y + lines / 2) / before.size[1]
        width, height = self.sheet.size
        self._x, self._y = round(middle[0] * width - columns / 2), round(middle[1] * height - lines / 2)
        self._repaint()

    def action_text(self) -> None:
        """Read it as text."""
        if self._readable:
            self.dismiss(TEXT)

    def action_save(self) -> None:
        """Write it to a file."""
        self.dismiss(SAVE)

    def action_cancel(self) -> None:
        """Close."""
        self.dismiss(None)
