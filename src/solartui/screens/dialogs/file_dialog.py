"""Choosing files: folders and files of one folder at a time, narrowed while typing, or a path typed whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.widgets import Input

from solartui.adapters.typed_paths import home_path
from solartui.commands.bindings import bindings_for
from solartui.i18n import ntr, tr
from solartui.screens.dialogs.matching import fitness
from solartui.screens.dialogs.picking import Answer, PickingDialog
from solartui.widgets import moments
from solartui.widgets.cells import cell_text, number
from solartui.widgets.painted import clip
from solartui.widgets.pick_list import PickItem

_MOST = 2_000
_UP = ".."
_PATTERN = "*?"


class _Folder(PickingDialog[Answer]):
    """What stands in a folder.

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
            path = home_path(typed)
            kind = tr("folder") if _is(Path.is_dir, path) else "" if _is(Path.is_file, path) else tr("not there")
            there = _is(Path.exists, path)
            return [PickItem(str(path), ((cell_text(str(path)), "text"),), ((kind, "mute"),), enabled=there)]
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
        if _is(Path.is_dir, path):
            self._go(path)
        else:
            self.taken(path)

    def taken(self, path: Path) -> None:
        """A file was chosen."""
        raise NotImplementedError

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


class FileDialog(_Folder[Path]):
    """Answers the path of a file."""

    def taken(self, path: Path) -> None:
        """That is the answer."""
        self.dismiss(path)


class FilesDialog(_Folder[tuple[Path, ...]], inherit_bindings=False):
    """Answers the paths of one file or of several: marked ones, also of more than one folder, or a pattern."""

    SCOPE: ClassVar[str] = "files"
    BINDINGS = bindings_for("files")

    def __init__(self, folder: Path, now: datetime, *, title: str, placeholder: str) -> None:
        super().__init__(folder, now, title=title, placeholder=placeholder)
        self._marked: dict[Path, None] = {}

    def matching(self, typed: str) -> Sequence[PickItem]:
        """What is in the folder, the path that was typed, or the files that a pattern such as ``*.jpg`` means."""
        if any(sign in typed for sign in _PATTERN):
            return [self._pattern(typed)]
        return [self._shown(item) for item in super().matching(typed)]

    def _pattern(self, typed: str) -> PickItem:
        found = self._matched(typed)
        said = ntr("{count} file", "{count} files", len(found))
        return PickItem(typed, ((cell_text(typed), "text"),), ((said, "mute"),), enabled=bool(found))

    def _matched(self, typed: str) -> tuple[Path, ...]:
        path = home_path(typed)
        folder = path.parent if "/" in typed else self._folder
        try:
            found = sorted(one for one in folder.glob(path.name) if one.is_file())
        except (OSError, ValueError):
            return ()
        return tuple(found[:_MOST])

    def _shown(self, item: PickItem) -> PickItem:
        sign = "✓ " if self._folder / item.id in self._marked else "  "
        return PickItem(item.id, ((sign, "accent"), *item.left), item.right, item.enabled, item.heading)

    def picked(self, item: PickItem) -> None:
        """Answer with what is marked, with what a pattern means, or with a file; go into a folder."""
        if item.enabled and item.id == self._field.value and any(sign in item.id for sign in _PATTERN):
            self.dismiss(self._matched(item.id))
        elif self._marked and not _is(Path.is_dir, self._folder / item.id):
            self.dismiss(tuple(self._marked))
        else:
            super().picked(item)

    def taken(self, path: Path) -> None:
        """That file alone is the answer."""
        self.dismiss((path,))

    def action_mark(self) -> None:
        """Mark the file under the cursor, or take the mark away, and go one down."""
        item = self.list.current
        path = self._folder / item.id if item is not None else self._folder
        if item is None or not item.enabled or not _is(Path.is_file, path):
            self.app.bell()
            return
        if path in self._marked:
            del self._marked[path]
        else:
            self._marked[path] = None
        shown = self.matching(self._field.value)
        after = [one.id for one in shown][[one.id for one in shown].index(item.id) + 1 :]
        # Not onto a folder: enter would go into it instead of taking what is marked.
        here = after[0] if after and _is(Path.is_file, self._folder / after[0]) else item.id
        self.list.replace(shown, here)
        count = len(self._marked)
        said = ntr("{count} file marked", "{count} files marked", count) if count else cell_text(str(self._folder))
        self.title_line.set_remark(clip(said, 40))


def _is(test: Callable[[Path], bool], path: Path) -> bool:
    """Whether something holds for a path; not for a name that no file can have."""
    try:
        return test(path)
    except (OSError, ValueError):
        return False


def _up() -> PickItem:
    return PickItem(_UP, (("../", "soft"),), ((tr("the folder above"), "mute"),))
