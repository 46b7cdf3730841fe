"""The program itself at the terminal of somebody who has just installed it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tests.terminal.pty_harness import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


def _true() -> bool:
    return True


class Program(Terminal):
    """The screens, opened in an empty home; nothing of the machine decides what they show.

    Args:
        home: the person's home, where the program starts.
        words: words of the command line.
        columns: width of the terminal, in cells.
        rows: height of the terminal, in cells.
        code: Python that runs before the program, to break something.
    """

    def __init__(self, home: Path, *words: str, columns: int = 80, rows: int = 24, code: str = "") -> None:
        environment = {"HOME": str(home), "TZ": "UTC", "SOLARTUI_DATABASE": None, "SOLARTUI_GLYPHS": None}
        environment |= {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CONFIG", "DATA", "STATE")}
        broken = ["-c", f"import sys; from solartui.cli.main import run\n{code}\nsys.exit(run())"]
        command = [sys.executable, *(broken if code else ["-m", "solartui"]), "--lang", "en", *words]
        super().__init__(command, columns, rows, environment, home)

    def after(
        self, *keys: str, see: str | Sequence[str] = (), miss: str = "", holds: Callable[[], bool] = _true
    ) -> None:
        """Press keys as a person does, who looks before going on.

        Args:
            keys: what is pressed.
            see: what stands on the screen then.
            miss: what does not stand there any more.
            holds: what else is true then.
        """
        wanted = (see,) if isinstance(see, str) else see
        self.press(*keys)
        self.wait_until(
            lambda screen: all(text in screen for text in wanted) and not (miss and miss in screen) and holds(),
            what=f"{wanted}{f' without {miss!r}' if miss else ''} after {' '.join(keys)}",
        )

    def rest(self) -> None:
        """Wait until the program is silent: what a start or a change still had to show stands there."""
        while self._take(0.3):
            pass

    def write(self, text: str) -> None:
        """Type a text and see it."""
        self.type(text)
        self.wait_for(text)

    def row(self, text: str) -> str:
        """The first line of the screen that has a text, or nothing."""
        return next((line for line in self.screen.display if text in line), "")
