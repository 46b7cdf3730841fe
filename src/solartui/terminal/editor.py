"""Writing a text in the editor that the person chose, while the program steps aside."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual.app import SuspendNotSupported

from solartui.domain.errors import Refused
from solartui.domain.text import clean
from solartui.i18n import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import App


def edit_text(app: App[Any], text: str, environment: Mapping[str, str] = os.environ) -> str:
    """What a person makes of a text in ``$VISUAL`` or ``$EDITOR``.

    The text stands in a file that only they can read, in a folder of its own that is removed afterwards with whatever
    the editor put there.

    Raises:
        Refused: no editor is named, it cannot be started, or it ended with an error.
    """
    command = environment.get("VISUAL") or environment.get("EDITOR") or ""
    if not command.strip():
        raise Refused(tr("Neither $VISUAL nor $EDITOR names an editor."))
    with tempfile.TemporaryDirectory(prefix="solartui-") as folder:
        path = Path(folder, "note.txt")
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
        try:
            with app.suspend():
                status = subprocess.run([*shlex.split(command), str(path)], check=False).returncode
            if status:
                raise Refused(tr("{editor} ended with an error; the text is as it was.", editor=clean(command)[:60]))
            return path.read_text(encoding="utf-8", errors="replace")
        except SuspendNotSupported:
            raise Refused(tr("This terminal cannot be handed over to an editor.")) from None
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or str(error)
            name = clean(command)[:60]
            raise Refused(tr("{editor} cannot be started: {why}", editor=name, why=why)) from error
