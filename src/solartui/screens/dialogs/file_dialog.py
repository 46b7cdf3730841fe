"""Choosing a file: folders and files of one folder at a time, narrowed while typing, or a path typed whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from textual import on
from textual.widgets import Input

from solartui.i18n import tr
from solartui.screens.dialogs.matching import fitness
from solartui.screens.dialogs.picking import PickingDialog
from solartui.widgets import moments
from solartui.widgets.cells import cell_text, number
from solartui.widgets.painted import clip
from solartui.widgets.pick_list import PickItem

_MOST = 2_000
_UP = ".."


class FileDialog(PickingDialog[Path]):
    """Answers the path of a file.

    Args:
        folder: where to begin.
        now: tells which dates need no year.
        title: what is done with the file.
        placeholder: what can be typed.
        endings: what names end with, in lower case; any file where there are none.
    """

    def __init__(
        self, folder: Path, now: datetime, *, title: str, placeholder: str, endings: tuple[str, ...] = ()
    ) -> None:
        super().__init__(title, placeholder, cell_text(str(folder)))
        self._folder = folder
        self._now = now
        self._endings = endings
        self._items = self._listed()

    def most_lines(self) -> int:
        """A steady height, whatever the folder holds."""
        return self.TALLEST

    def matching(self, typed: str) -> Sequence[PickItem]:
        """What is in the folder, or the path that was typed."""
        if "/" in typed or typed.startswith("~"):
            path = Path(typed).expanduser()
            kind = tr("folder") if path.is_dir() else "" if path.is_file() else tr("not there")
            return [PickItem(str(path), ((cell_text(str(path)), "text"),), ((kind, "mute"),), enabled=path.exists())]
        if not typed.strip():
            return self._items
        found = [item for item in self._items if fitness(typed, item.id, loose=True)]
        return sorted(found, key=lambda item: -fitness(typed, item.id, loose=True))

    def _listed(self) -> list[PickItem]:
        try:
            entries = sorted(self._folder.iterdir(), key=lambda path: path.name.casefold())[:_MOST]
        except OSError as error:
            return [
                _up(),
                PickItem("", ((tr("This folder cannot be read: {why}", why=error.strerror), "err"),), enabled=False),
            ]
        shown = [path for path in entries if not path.name.startswith(".")]
        folders = [PickItem(path.name, ((f"{cell_text(path.name)}/", "soft"),)) for path in shown if path.is_dir()]
        wanted = [path for path in shown if not self._endings or path.suffix.lower() in self._endings]
        files = [self._file(path) for path in wanted if path.is_file()]
        return [*files, _up(), *folders]

    def _file(self, path: Path) -> PickItem:
        try:
            info = path.stat()
        except OSError:
            return PickItem(path.name, ((cell_text(path.name), "mute"),), enabled=False)
        changed = moments.clock(datetime.fromtimestamp(info.st_mtime).astimezone(), self._now)
        size = tr("{n} kB", n=number(max(1, info.st_size // 1024)))
        return PickItem(path.name, ((clip(cell_text(path.name), 34), "text"),), ((f"{size}  {changed}", "mute"),))

    def picked(self, item: PickItem) -> None:
        """Answer with a file; go into a folder."""
        if not item.enabled:
            self.app.bell()
            return
        path = self._folder / item.id if item.id != _UP else self._folder.parent
        if path.is_dir():
            self._go(path)
        else:
            self.dismiss(path)

    def _go(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._items = self._listed()
        self.title_line.set_remark(clip(cell_text(str(self._folder)), 40))
        with self._field.prevent(Input.Changed):
            self._field.value = ""
        self.narrow("")

    @on(Input.Changed)
    def _another_letter(self, event: Input.Changed) -> None:
        event.stop()
        self.narrow(event.value)


def _up() -> PickItem:
    return PickItem(_UP, (("../", "soft"),), ((tr("the folder above"), "mute"),))
