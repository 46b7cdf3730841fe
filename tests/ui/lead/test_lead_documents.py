"""Files on the page of a lead: added, read, sorted, saved, removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solartui.screens.dialogs.choose import ChooseDialog
from solartui.screens.dialogs.file_dialog import FilesDialog
from solartui.screens.dialogs.file_preview import FilePreview
from solartui.screens.lead.screen import LeadScreen
from solartui.widgets.documents_list import DocumentItem, DocumentsList
from solartui.widgets.parts import parts_width
from tests.ui.lead.conftest import HOUSE
from tests.ui.lead.test_lead_page import open_lead
from tests.ui.support import settle

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
        await app.see("No files yet.", "n add some", "n new")
        # What acts on a file is offered when there is one.
        assert "D delete" not in app.text
        await app.press("n")
        await app.on(FilesDialog)
        await app.press("enter")
        await app.on(ChooseDialog)
        await app.press("up", "up", "enter")
        await app.hear("File taryfa [b].txt added · u undo")
        await app.see("Bill", "taryfa [b].txt", "Ewa Admin", "Documents 1", "enter open", "D delete")
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
        await app.see("This file is neither text nor picture.")


@pytest.mark.feature("B-141", "B-142")
async def test_several_files_of_more_than_one_folder_are_added_as_one(
    desk: Services, at_list: AtList, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.txt", "b.txt", "c.txt", "photos/roof.jpg"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    async with at_list(desk, size=(80, 24)) as app:
        await open_lead(app)
        await app.press("left_square_bracket", "left_square_bracket", "n")
        await app.on(FilesDialog)
        await app.press("tab", "tab", "tab")
        await app.see("✓ a.txt", "✓ b.txt", "✓ c.txt", "3 files marked")
        await app.press("tab")
        await app.see("2 files marked")
        # On the line of a folder enter goes into it; the marks stay.
        await app.press("down", "down", "enter")
        await app.see("roof.jpg")
        await app.press("tab")
        await app.see("3 files marked")
        await app.press("enter")
        await app.on(ChooseDialog)
        await app.see("3 files")
        await app.press("enter")
        await app.hear("3 files added · u undo")
        await app.see("Documents 3")
        await app.press("u")
        await app.see("No files yet.")
    assert desk.documents.of(HOUSE) == []


async def test_a_pattern_means_all_files_that_fit(
    desk: Services, at_list: AtList, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("1.jpg", "2.jpg", "plan.pdf"):
        (tmp_path / name).write_text(name)
    async with at_list(desk) as app:
        await open_lead(app)
        await app.press("left_square_bracket", "left_square_bracket", "n")
        await app.on(FilesDialog)
        for strange in (f"/{'n' * 300}", f"~nobody-of-this-name/{'x' * 5_000}*", "/\u0301*?["):
            await app.paste(strange)
            await app.press("enter", "ctrl+u")
        await app.write("*.gif")
        await app.see("0 files")
        await app.press("ctrl+u")
        await app.write(f"{tmp_path}/*.jpg")
        await app.see("2 files")
        await app.press("enter")
        await app.on(ChooseDialog)
        await app.press("enter")
        await app.hear("2 files added · u undo")
    assert [one.name for one in desk.documents.of(HOUSE)] == ["1.jpg", "2.jpg"]


async def test_one_bad_file_of_several_leaves_none(
    desk: Services, at_list: AtList, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "1.txt").write_text("x")
    (tmp_path / "2.txt").symlink_to("1.txt")
    async with at_list(desk) as app:
        await open_lead(app)
        await app.press("left_square_bracket", "left_square_bracket", "n")
        await app.on(FilesDialog)
        await app.press("tab", "tab", "enter")
        await app.on(ChooseDialog)
        await app.press("enter")
        await app.hear("2.txt is a link. Name the file that it leads to.")
    assert desk.documents.of(HOUSE) == []


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_picture_is_shown_in_cells(
    desk: Services, at_list: AtList, tmp_path: Path, size: tuple[int, int]
) -> None:
    desk.documents.add(HOUSE, [photo(tmp_path)])
    async with at_list(desk, size=size) as app:
        await open_lead(app)
        await app.press("left_square_bracket", "left_square_bracket", "enter")
        await app.on(FilePreview)
        drawn = app.screen.query_one("_Picture")
        assert drawn.size.height in {17, 18}
        middle = drawn.render_line(drawn.size.height // 2)
        colours = {segment.style.bgcolor.triplet for segment in middle if segment.style and segment.style.bgcolor}
        assert {(200, 40, 40), (40, 40, 200)} <= {tuple(colour) for colour in colours if colour}
        await app.see("o open", "E save a copy")
        await app.press("E")
        await app.see("Save as file", "roof.png")


async def test_a_copy_is_opened_on_a_desktop_and_saved_over_ssh(
    desk: Services, at_list: AtList, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    seen = tmp_path / "seen"
    opener = tmp_path / "xdg-open"
    opener.write_text(f'#!/bin/sh\ncp "$1" {seen}\n')
    opener.chmod(0o700)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("DISPLAY", ":7")
    desk.documents.add(HOUSE, [photo(tmp_path)])
    async with at_list(desk) as app:
        await open_lead(app)
        await app.press("left_square_bracket", "left_square_bracket", "enter")
        await app.on(FilePreview)
        await app.press("o")
        await app.hear("A copy opens in another program.")
        await settle(app.pilot, lambda: seen.exists() and seen.read_bytes() == (tmp_path / "roof.png").read_bytes())
        monkeypatch.setenv("SSH_CONNECTION", "192.0.2.7 50000 192.0.2.1 22")
        await app.press("enter")
        await app.on(FilePreview)
        await app.press("o")
        await app.hear("There is no desktop on this side of the line")
        await app.see("Save as file")
        await app.press("ctrl+u")
        await app.write(f"{tmp_path}/my copy.png")
        await app.press("enter")
        await app.hear(f"@192.0.2.1:{tmp_path}/my copy.png' .")


def photo(folder: Path) -> Path:
    """A picture, red on the left and blue on the right."""
    from PIL import Image

    picture = Image.new("RGB", (400, 200), (200, 40, 40))
    picture.paste((40, 40, 200), (200, 0, 400, 200))
    picture.save(folder / "roof.png")
    return folder / "roof.png"


@pytest.mark.parametrize("width", [30, 60, 100])
def test_a_line_fits_whatever_the_name(width: int) -> None:
    item = DocumentItem(1, "名前" * 60 + "\x1b[2J[b]", "Technical", "9.9 MB", "Ktoś " * 9, "22 Nov 2025", "from a note")
    (line,) = DocumentsList().lay_out(item, width, here=True)
    assert parts_width(line.parts) <= width
    assert "\x1b" not in "".join(text for text, _ in line.parts)
