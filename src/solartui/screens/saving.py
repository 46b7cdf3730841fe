"""Writing something to a file whose name the person is asked for, and who is asked again before one is replaced."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from solartui.adapters.atomic_files import replacing
from solartui.adapters.typed_paths import home_path
from solartui.domain.text import clean
from solartui.i18n import tr
from solartui.screens.dialogs.ask import AskDialog
from solartui.screens.dialogs.confirm import ConfirmDialog
from solartui.terminal.clipboard import copy
from solartui.terminal.links import Opened, fetch_command, open_path

if TYPE_CHECKING:
    from solartui.screens.connected import ConnectedScreen


# What other programs show; removed when this one ends.
_open_copies: list[TemporaryDirectory[str]] = []


async def save_as(page: ConnectedScreen, title: str, name: str, content: Callable[[], bytes]) -> None:
    """Ask where to, and write there.

    Args:
        page: the page that asks.
        title: what is written.
        name: what the file is called unless the person says so.
        content: makes what is written; called in a reader thread.
    """
    typed = await page.ask(AskDialog(title, str(Path("~", plain_name(name))), placeholder=tr("path of the file")))
    if not typed:
        return
    path = await asyncio.to_thread(home_path, typed)
    if not await may_replace(page, path):
        return
    await page.load(_write, content, path)
    page.toast(_saved(page, path))


async def may_replace(page: ConnectedScreen, path: Path) -> bool:
    """Whether a file may be written: there is none of that name, or the person lets it be replaced."""
    if not await asyncio.to_thread(os.path.lexists, path):
        return True
    question = tr("{path} exists already. It will be replaced.", path=clean(str(path)))
    said = await page.ask(ConfirmDialog(tr("Replace the file"), question, tr("replace")))
    return bool(said)


def plain_name(name: str) -> str:
    """A name that leads to no other folder, is not hidden and is taken for no option."""
    return clean(name).replace("/", "_").lstrip(".-") or "file"


def _saved(page: ConnectedScreen, path: Path) -> str:
    """Where the file is; over SSH the command that fetches it, too, which is copied."""
    said = tr("Saved: {path}", path=clean(str(path)))
    command = fetch_command(path, os.environ)
    if command is None:
        return said
    copy(page.app, command)
    return f"{said} · {tr('copied: {text}', text=clean(command))}"


async def open_copy(page: ConnectedScreen, name: str, content: Callable[[], bytes]) -> bool:
    """Open a copy with the program that this computer has for such files; says whether there is a desktop for that.

    Args:
        page: the page that asks.
        name: what the copy is called.
        content: makes what is in it; called in a reader thread.
    """
    folder = TemporaryDirectory(prefix="solartui-")
    path = Path(folder.name, plain_name(name))
    await page.load(_write, content, path)
    if open_path(path, os.environ) is not Opened.HERE:
        await asyncio.to_thread(folder.cleanup)
        page.toast(tr("There is no desktop on this side of the line: save a copy."))
        return False
    _open_copies.append(folder)
    page.toast(tr("A copy opens in another program."))
    return True


def _write(content: Callable[[], bytes], path: Path) -> None:
    made = content()
    with replacing(path) as file:
        file.write(made)
