"""Writing something to a file outside, whose name the person is asked for; a file that is there stays as it is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from solartui.adapters.atomic_files import replacing
from solartui.domain.text import clean
from solartui.i18n import tr
from solartui.screens.dialogs.ask import AskDialog

if TYPE_CHECKING:
    from solartui.screens.connected import ConnectedScreen


async def save_as(page: ConnectedScreen, title: str, name: str, content: Callable[[], bytes]) -> None:
    """Ask where to, and write there.

    Args:
        page: the page that asks.
        title: what is written.
        name: what the file is called unless the person says so.
        content: makes what is written; called in a reader thread.
    """
    plain = clean(name).replace("/", "_").lstrip(".") or "file"
    typed = await page.ask(AskDialog(title, str(Path("~", plain)), placeholder=tr("path of the file")))
    if not typed:
        return
    path = await asyncio.to_thread(lambda: Path(typed).expanduser())
    if await asyncio.to_thread(path.exists):
        page.toast(tr("{path} is there already; it was left as it is.", path=clean(str(path))), bad=True)
        return
    await page.load(_write, content, path)
    page.toast(tr("Saved: {path}", path=clean(str(path))))


def _write(content: Callable[[], bytes], path: Path) -> None:
    made = content()
    with replacing(path) as file:
        file.write(made)
