"""Style sheets that the first page does not need: its rows come before they are read."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.css.stylesheet import CssSource, Stylesheet

if TYPE_CHECKING:
    from textual.app import App
    from textual.css.types import CSSLocation


class LateStyles:
    """The style sheets of an app, of which some are taken out for a while."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._all: dict[CSSLocation, CssSource] = {}

    def put_off(self, needed: Collection[str]) -> None:
        """Take out all files but those with these names; called before any of them is understood."""
        kept = self._app.stylesheet.source
        self._all = dict(kept)
        for place in self._all:
            if place[0].endswith(".tcss") and Path(place[0]).name not in needed:
                del kept[place]

    def read(self, then: Callable[[Callable[[], None]], object]) -> None:
        """Understand all of them in a thread; `then` runs what puts them in force, in the app's thread."""
        if self._all:
            theme, sheet = self._app.theme, self._whole()
            then(lambda: self._put_in_force(sheet) if self._app.theme == theme else self.now())

    def now(self) -> None:
        """Something else than the first page is about to be shown."""
        if self._all:
            self._put_in_force(self._whole())

    def _whole(self) -> Stylesheet:
        sheet = self._app.stylesheet.copy()
        # In the order in which they stand on disk: of two rules that are as good, the later one holds.
        sheet.source = {**self._all, **sheet.source}
        sheet.parse()
        return sheet

    def _put_in_force(self, sheet: Stylesheet) -> None:
        if not self._all:
            return
        for place, (css, is_default, tie_breaker, scope) in self._app.stylesheet.source.items():
            if place not in sheet.source:
                sheet.add_source(css, place, is_default, tie_breaker, scope)
        self._all = {}
        self._app.stylesheet = sheet
