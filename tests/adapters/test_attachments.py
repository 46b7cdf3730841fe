"""Files that people attach: ordinary ones of a fair size, under a clean name."""

from __future__ import annotations

import hashlib
import os
import socket
from pathlib import Path

import pytest

from solartui.adapters import attachments
from solartui.adapters.attachments import LARGEST_FILE, check_together, load_file
from solartui.domain.errors import NotFound, Refused


@pytest.mark.feature("B-130")
@pytest.mark.parametrize("size", [0, 1, LARGEST_FILE - 1, LARGEST_FILE])
def test_a_file_of_up_to_10_mib_is_read_whole(folder: Path, size: int) -> None:
    path = folder / "plan.pdf"
    content = os.urandom(1) * size
    path.write_bytes(content)
    loaded = load_file(path)
    assert (loaded.name, loaded.content) == ("plan.pdf", content)
    assert loaded.sha256 == hashlib.sha256(content).hexdigest()


@pytest.mark.feature("B-130")
@pytest.mark.parametrize("size", [LARGEST_FILE + 1, 1 << 40])
def test_one_byte_more_is_refused_before_it_is_read(folder: Path, size: int) -> None:
    path = folder / "film.mp4"
    with path.open("wb") as file:
        file.truncate(size)
    with pytest.raises(Refused, match=r"film\.mp4 (has [\d.]+ MiB|is 1 byte too large)\. A file may have 10 MiB"):
        load_file(path)


@pytest.mark.parametrize("made", ["folder", "pipe", "socket", "device", "loop", "unreadable name"])
def test_what_is_no_ordinary_file_is_refused_at_once(tmp_path: Path, made: str) -> None:
    path = tmp_path / "thing"
    if made == "folder":
        path.mkdir()
    elif made == "pipe":
        os.mkfifo(path)
    elif made == "socket":
        with socket.socket(socket.AF_UNIX) as bound:
            bound.bind(str(path))
    elif made == "device":
        path = Path("/dev/null")
    elif made == "loop":
        path.symlink_to(path)
    else:
        path = Path("a\0b")
    with pytest.raises(Refused) as caught:
        load_file(path)
    assert caught.value.message.isprintable()


@pytest.mark.parametrize("name", ["gone.pdf", "\x1b[2J", "-rf", "x" * 255])
def test_a_file_that_is_not_there_is_named_in_one_plain_line(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotFound, match=r"There is no file .*\.$") as caught:
        load_file(tmp_path / name)
    assert caught.value.message.isprintable()
    assert len(caught.value.message) < 300


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("roof plan.pdf", "roof plan.pdf"),
        ("a\x1b[31mb\n.txt", "a[31mb .txt"),
        ("\u202egnp.exe", "gnp.exe"),
        ("\u200b", "file"),
        ("z\u0307.txt", "ż.txt"),
        ("-rf", "-rf"),
    ],
)
def test_a_name_is_kept_clean(tmp_path: Path, name: str, kept: str) -> None:
    path = tmp_path / name
    path.write_text("x")
    assert load_file(path).name == kept


@pytest.mark.parametrize("target", ["real", "/dev/zero", "gone", "link.txt", "."])
def test_a_link_is_refused_wherever_it_leads(tmp_path: Path, target: str) -> None:
    (tmp_path / "real").write_text("roof")
    (tmp_path / "link.txt").symlink_to(target)
    with pytest.raises(Refused, match=r"link\.txt is a link"):
        load_file(tmp_path / "link.txt")


def test_a_file_behind_a_linked_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "roof.txt").write_text("roof")
    (tmp_path / "short").symlink_to("folder")
    assert load_file(tmp_path / "short" / "roof.txt").content == b"roof"


@pytest.mark.feature("B-130")
@pytest.mark.parametrize(
    ("size", "said"),
    [
        (10_485_761, "is 1 byte too large. A file may have 10 MiB at most"),
        (10_500_000, "is 14.240 bytes too large"),
        (11_000_000, "10.5 MiB"),
        (900 * 1024**3, "921600.0 MiB"),
    ],
)
def test_how_much_too_large_a_file_is_can_be_seen(tmp_path: Path, size: int, said: str) -> None:
    with (tmp_path / "large.bin").open("wb") as file:
        file.truncate(size)
    with pytest.raises(Refused, match=said):
        load_file(tmp_path / "large.bin")


def test_very_many_files_are_not_kept_at_once(tmp_path: Path) -> None:
    for name in ("a", "b"):
        with (tmp_path / name).open("wb") as file:
            file.truncate(attachments.MOST_BYTES // 2)
    check_together([tmp_path / "a", tmp_path / "b", tmp_path / "gone", tmp_path])
    (tmp_path / "c").write_text("x")
    for paths in ([tmp_path / "a", tmp_path / "b", tmp_path / "c"], [tmp_path / "c"] * 201):
        with pytest.raises(Refused, match="at once"):
            check_together(paths)
