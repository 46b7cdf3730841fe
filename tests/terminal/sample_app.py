"""A small program for the terminal tests: started as ``python sample_app.py MODE [FOLDER]``."""

from __future__ import annotations

import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import work
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.drivers.linux_driver import LinuxDriver
from textual.screen import ModalScreen
from textual.widgets import (
    DataTable,
    Input,
    Label,
    ListItem,
    ListView,
    OptionList,
    Select,
    Static,
    TabbedContent,
    TabPane,
    Tree,
)
from textual.widgets.option_list import Option

from solartui.terminal.run import run_app
from solartui.terminal.safe_app import SafeApp

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType

HOSTILE = (
    "Jan\x1b]52;c;ZXZpbA==\x07 K\x1b[31mred\x1b]0;title\x07 \x9b5n \x9d8;;http://x\x9c"
    " \u202eltr\u202c \x7f\x08 \ud800 [@click=app.quit]x[/] [/]"
)


class Palette(ModalScreen[None]):
    """A dialog with a list, as a palette has."""

    def compose(self) -> ComposeResult:
        yield Input(placeholder="palette")
        yield OptionList(*(Option(Content(f"entry {number}")) for number in range(50)))


class Sample(SafeApp):
    """Many kinds of widgets around one field."""

    CSS = """
    DataTable, OptionList, Tree { height: 4; }
    Input { width: 40; }
    #sides { height: 8; }
    ListView, Vertical { width: 1fr; }
    """
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        ("f2", "fail", "fail"),
        ("f3", "dialog", "dialog"),
        ("f4", "hang_job", "hang a job"),
        ("f5", "hang_app", "hang the app"),
        ("f6", "fail_late", "fail in a worker"),
        ("f7", "stop_within_a_write", "stop within a write"),
        ("ctrl+y", "copy", "copy"),
    ]

    def __init__(self, mode: str, folder: Path) -> None:
        super().__init__()
        self.mode = mode
        self.folder = folder
        self.field = Input(placeholder="type here")

    def text(self) -> str:
        """What the widgets show."""
        return HOSTILE if self.mode == "hostile" else "plain Żółć ▌ ◔"

    def compose(self) -> ComposeResult:
        text = self.text()
        if self.mode == "broken":
            raise KeyError(text)
        yield self.field
        with Horizontal(id="sides"):
            with Vertical():
                yield Static(Text(text))
                yield Static(Content(text))
                yield Label(Text(text))
                titled = Static(Text("titled"))
                titled.border_title = Content(text)
                titled.styles.border = ("round", "white")
                yield titled
            yield ListView(*(ListItem(Label(Text(f"{text} {number}"))) for number in range(5)))
        yield OptionList(*(Option(Content(f"{text} {number}")) for number in range(30)))
        yield DataTable[Text]()
        tree: Tree[None] = Tree(Text(text))
        tree.root.add_leaf(Text(text))
        tree.root.expand()
        yield tree
        yield Select([(Text(text), 1), (Text("b"), 2)], value=1)
        with TabbedContent(), TabPane(Content(text)):
            yield Static(Text(text), name="tab")

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_column(Text(self.text()))
        for _ in range(20):
            table.add_row(Text(self.text()))
        table.tooltip = Content(self.text())
        self.field.focus()
        if self.mode == "hostile":
            self.field.value = self.text()
        (self.folder / "ready").touch()

    def on_input_changed(self) -> None:
        self.sub_title = self.field.value

    def save_draft(self) -> None:
        """Keep what was typed."""
        (self.folder / "draft.txt").write_text(self.field.value, encoding="utf-8", errors="replace")

    def action_fail(self) -> None:
        raise ValueError(f"invalid value {self.field.value!r}")

    @work(thread=True)
    def action_fail_late(self) -> None:
        raise LookupError("from a thread")

    def action_dialog(self) -> None:
        self.push_screen(Palette())

    @work(thread=True)
    def action_hang_job(self) -> None:
        self.call_from_thread(self.notify, "job hangs")
        threading.Event().wait()

    def action_hang_app(self) -> None:
        (self.folder / "hanging").touch()
        threading.Event().wait()

    def action_stop_within_a_write(self) -> None:
        assert isinstance(self._driver, LinuxDriver)
        assert self._driver._writer_thread is not None
        with self._driver._writer_thread._queue.mutex:
            signal.raise_signal(signal.SIGTSTP)

    def action_copy(self) -> None:
        self.copy_to_clipboard(self.field.value)


def main() -> None:
    """Run the sample and leave with its status."""
    app = Sample(sys.argv[1], Path(sys.argv[2]))
    sys.exit(run_app(app, app.save_draft))


if __name__ == "__main__":
    main()
