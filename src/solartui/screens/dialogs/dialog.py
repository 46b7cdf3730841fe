"""The frame of all dialogs: a title, what is asked, and the keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen

from solartui.commands import FooterEntry, command, footer_entries
from solartui.commands.bindings import bindings_for
from solartui.screens.shown import ShownScreen
from solartui.widgets.block import Block
from solartui.widgets.cells import cell_text, width_of
from solartui.widgets.key_footer import KeyFooter
from solartui.widgets.painted import Drawn, Painted, clip
from solartui.widgets.parts import spread
from solartui.widgets.wrapping import wrap

Answer = TypeVar("Answer")


class TitleLine(Painted):
    """The name of a dialog, with a remark at the right end."""

    SURFACE: ClassVar[str] = "panel"

    def __init__(self, title: str, remark: str = "") -> None:
        super().__init__(classes="dialog-title")
        self._title, self._remark = title, remark

    def set_remark(self, remark: str) -> None:
        """Say something else at the right end."""
        self._remark = remark
        self.repaint()

    def draw(self, width: int, height: int) -> Sequence[Drawn]:
        """Title and hair line."""
        room = width - 6
        name = cell_text(self._title)
        remark = clip(self._remark, max(room - width_of(name), room // 3))
        line = spread([("  ", "text"), (clip(name, width - 4), "bold text")], [(f"{remark}  ", "mute")], width)
        return [Drawn(tuple(line), "panel"), Drawn((("─" * width, "line"),), "panel")]


class Purpose(Block):
    """A sentence about what is asked."""

    SURFACE: ClassVar[str] = "panel"

    def __init__(self, purpose: str) -> None:
        super().__init__(classes="dialog-purpose")
        self._purpose = purpose

    def lines(self, width: int) -> Sequence[Drawn]:
        """The sentence, in as many lines as it needs."""
        said = [Drawn(((f"  {line}", "soft"),), "panel") for line in wrap(self._purpose, width - 4)]
        return [*said, Drawn((), "panel")]


class DialogKeys(KeyFooter):
    """The keys of a dialog, below a blank line."""

    INDENT: ClassVar[int] = 2


class Dialog(ShownScreen[Answer], ModalScreen[Answer]):
    """A box over the page. Escape closes it without an answer.

    Attributes:
        SCOPE: scope of its keys.
    """

    SCOPE: ClassVar[str] = "pick"
    BINDINGS = bindings_for("pick")

    def __init__(self, title: str, remark: str = "", purpose: str = "") -> None:
        super().__init__()
        self.title_line = TitleLine(title, remark)
        self._purpose = purpose
        self.footer = DialogKeys()

    def compose(self) -> ComposeResult:
        """The box."""
        with Vertical(classes="dialog-box"):
            yield self.title_line
            if self._purpose:
                yield Purpose(self._purpose)
            yield from self.compose_body()
            yield self.footer

    def compose_body(self) -> ComposeResult:
        """What is asked."""
        yield from ()

    def on_mount(self) -> None:
        """Show the keys."""
        self.footer.show(self.keys())

    def keys(self) -> Sequence[FooterEntry]:
        """What the foot of the dialog shows."""
        return footer_entries((self.SCOPE,), {}, lambda one: hasattr(self, f"action_{one.action}"))

    def action_command(self, command_id: str) -> None:
        """Run a command of this dialog."""
        act = getattr(self, f"action_{command(command_id).action}", None)
        if act is not None:
            act()

    def action_cancel(self) -> None:
        """Close without an answer."""
        self.dismiss(None)

    @on(KeyFooter.Pressed)
    def _key_clicked(self, event: KeyFooter.Pressed) -> None:
        self.action_command(event.command_id)
