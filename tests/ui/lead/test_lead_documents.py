"""Files on the page of a lead: added, read, sorted, saved, removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solartui.screens.dialogs.choose import ChooseDialog
from solartui.screens.dialogs.file_dialog import FileDialog
from solartui.screens.dialogs.file_preview import FilePreview
from solartui.screens.lead.screen import LeadScreen
from solartui.widgets.documents_list import DocumentItem, DocumentsList
from solartui.widgets.strips import parts_width
from tests.ui.lead.conftest import HOUSE
from tests.ui.lead.test_lead_page import open_lead

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractAsyncContextManager
    from pathlib import Path

    from solartui.services.container import Services
    from tests.ui.desk_app import DeskApp

    AtList = Callable[..., AbstractAsyncContextManager[DeskApp]]


@pytest.mark.feature("B-11", "B-134", "B-135", "B-136", "B-137", "B-138", "B-141")
async def test_a_file_is_added_read_sorted_saved_removed_and_brought_back(
    desk: Services, at_list: AtList, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "taryfa [b].txt").write_text("Taryfa G11\n[red]0,98[/] zł\x1b[2J", encoding="utf-8")
    async with at_list(desk) as app:
        page = await open_lead(app)
        await app.press("left_square_bracket", "left_square_bracket")
        await app.see("No files yet.", "n add some")
        await app.press("n")
        await app.on(FileDialog)
        await app.press("enter")
        await app.on(ChooseDialog)
        await app.press("up", "up", "enter")
        await app.hear("File taryfa [b].txt added · u undo")
        await app.see("Bill", "taryfa [b].txt", "Ewa Admin", "Documents 1")
        await app.press("enter")
        await app.on(FilePreview)
        await app.see("Taryfa G11", "[red]0,98[/] zł")
        await app.press("escape")
        await app.on(LeadScreen)
        await app.press("e")
        await app.on(ChooseDialog)
        await app.press("down", "enter")
        await app.see("Technical")
        await app.press("E")
        await app.see("Save as file")
        await app.press("ctrl+u")
        await app.write(str(tmp_path / "copy.txt"))
        await app.press("enter")
        await app.hear("Saved:")
        assert (tmp_path / "copy.txt").read_bytes() == (tmp_path / "taryfa [b].txt").read_bytes()
        await app.press("D")
        await app.hear("File taryfa [b].txt removed · u undo")
        await app.see("No files yet.")
        await app.press("u")
        await app.see("Technical", "taryfa [b].txt")
        assert page.tabs.active == "documents"
    assert [(one.name, one.category) for one in desk.documents.of(HOUSE)] == [("taryfa [b].txt", "technical")]


async def test_a_file_that_is_no_text_says_so(desk: Services, at_list: AtList, tmp_path: Path) -> None:
    (tmp_path / "roof.jpg").write_bytes(b"\xff\xd8\0\1")
    desk.documents.add(HOUSE, [tmp_path / "roof.jpg"])
    async with at_list(desk, size=(80, 24)) as app:
        await open_lead(app)
        await app.press("left_square_bracket", "left_square_bracket", "enter")
        await app.on(FilePreview)
        await app.see("This file is no text.")


@pytest.mark.parametrize("width", [30, 60, 100])
def test_a_line_fits_whatever_the_name(width: int) -> None:
    item = DocumentItem(1, "名前" * 60 + "\x1b[2J[b]", "Technical", "9.9 MB", "Ktoś " * 9, "22 Nov 2025", "from a note")
    (line,) = DocumentsList().lay_out(item, width, here=True)
    assert parts_width(line.parts) <= width
    assert "\x1b" not in "".join(text for text, _ in line.parts)
