"""A file is written whole or not at all, and nothing is overwritten that nobody meant."""

from __future__ import annotations

import errno
import os
import stat
import threading
from pathlib import Path

import pytest

from solartui.adapters import atomic_files
from solartui.adapters.atomic_files import replacing
from solartui.domain.errors import NotFound, Refused

pytestmark = pytest.mark.feature("B-69")


def put(target: Path, *, streams: bool = False) -> None:
    """Write a file."""
    with replacing(target, streams=streams) as file:
        file.write(b"new")


def refusal(target: Path) -> str:
    """Why a target is refused."""
    with pytest.raises(Refused) as caught:
        put(target)
    assert "\n" not in caught.value.message
    return caught.value.message.replace(str(target), "FILE")


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_made_for_its_owner_only(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        put(tmp_path / "a.csv")
    finally:
        os.umask(before)
    assert (tmp_path / "a.csv").read_bytes() == b"new"
    assert stat.S_IMODE((tmp_path / "a.csv").stat().st_mode) == 0o600
    assert names(tmp_path) == ["a.csv"]


def test_a_folder_that_a_group_shares_lets_the_group_in(tmp_path: Path) -> None:
    tmp_path.chmod(0o2770)
    put(tmp_path / "a.csv")
    assert stat.S_IMODE((tmp_path / "a.csv").stat().st_mode) == 0o660
    tmp_path.chmod(0o2750)
    put(tmp_path / "a.csv")
    assert stat.S_IMODE((tmp_path / "a.csv").stat().st_mode) == 0o600


def test_the_old_file_stays_until_the_new_one_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_bytes(b"old")
    seen = []
    with replacing(target, lambda path: seen.append((path.read_bytes(), target.read_bytes()))) as file:
        file.write(b"new")
        assert target.read_bytes() == b"old"
    assert seen == [(b"new", b"old")]
    assert target.read_bytes() == b"new"


@pytest.mark.parametrize("error", [KeyboardInterrupt(), RuntimeError("bug"), Refused("no")])
def test_whatever_goes_wrong_leaves_the_old_file(tmp_path: Path, error: BaseException) -> None:
    target = tmp_path / "a.csv"
    target.write_bytes(b"old")

    def fail() -> None:
        with replacing(target) as file:
            file.write(b"half")
            raise error

    with pytest.raises(type(error)):
        fail()
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["a.csv"]


def test_a_file_that_does_not_hold_what_it_should_is_not_put_in_place(tmp_path: Path) -> None:
    def wrong(_: Path) -> None:
        raise Refused("differs")

    with pytest.raises(Refused, match="differs"), replacing(tmp_path / "a.csv", wrong) as file:
        file.write(b"new")
    assert names(tmp_path) == []


@pytest.mark.parametrize(
    ("code", "words"),
    [(errno.ENOSPC, "disk is full"), (errno.EDQUOT, "share of the disk"), (errno.EROFS, "only be read"),
     (errno.EACCES, "may not write"), (errno.EIO, os.strerror(errno.EIO))],
)  # fmt: skip
def test_the_system_is_quoted_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: str) -> None:
    def failing(_: int) -> None:
        raise OSError(code, os.strerror(code))

    (tmp_path / "a.csv").write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", failing)
    assert words in refusal(tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes() == b"old"
    assert names(tmp_path) == ["a.csv"]


def test_a_folder_that_cannot_be_forced_to_the_disk_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def no_folders(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(errno.EINVAL, "no")
        real(handle)

    monkeypatch.setattr(os, "fsync", no_folders)
    put(tmp_path / "a.csv")
    assert names(tmp_path) == ["a.csv"]


def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    assert "is a folder" in refusal(tmp_path / "folder")
    os.mkfifo(tmp_path / "pipe")
    assert "pipe or a device" in refusal(tmp_path / "pipe")
    assert "pipe or a device" in refusal(Path("/dev/full"))
    assert names(tmp_path) == ["folder", "pipe"]


def test_links_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_bytes(b"old")
    for goal in ("real.csv", "gone.csv", "loop"):
        link = tmp_path / ("loop" if goal == "loop" else "link")
        link.symlink_to(tmp_path / goal)
        assert refusal(link).endswith(f"{goal if goal != 'loop' else 'FILE'}: name that file itself.")
        link.unlink()
    assert (tmp_path / "real.csv").read_bytes() == b"old"
    (tmp_path / "folder").mkdir()
    (tmp_path / "short").symlink_to(tmp_path / "folder")
    put(tmp_path / "short" / "a.csv")
    assert names(tmp_path / "folder") == ["a.csv"]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for target in (tmp_path / "none" / "a.csv", tmp_path / "file" / "a.csv"):
        with pytest.raises(NotFound, match="no such folder"):
            put(target)


def test_impossible_names(tmp_path: Path) -> None:
    assert "no name for a file" in refusal(Path("a\0b"))
    assert "name is too long" in refusal(tmp_path / ("x" * 300))
    put(tmp_path / "-rf\n\x1b.csv")
    with pytest.raises(NotFound) as caught:
        put(tmp_path / "-rf\n\x1b.csv" / "a.csv")
    assert "\x1b" not in caught.value.message


def test_a_file_that_is_read_only_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.csv").write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert "read-only" in refusal(tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_bytes() == b"old"


def test_a_pipe_is_written_to_where_that_is_asked_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    found: list[bytes] = []
    reader = threading.Thread(target=lambda: found.append((tmp_path / "pipe").read_bytes()))
    reader.start()
    put(tmp_path / "pipe", streams=True)
    reader.join(20)
    assert found == [b"new"]
    with pytest.raises(Refused, match="disk is full"):
        put(Path("/dev/full"), streams=True)
    (tmp_path / "link").symlink_to("/dev/null")
    put(tmp_path / "link", streams=True)
    assert (tmp_path / "link").is_symlink()


def test_a_value_error_of_the_writer_is_its_own(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="bug"), replacing(tmp_path / "a.csv"):
        raise ValueError("bug")
    assert atomic_files.__doc__
    assert names(tmp_path) == []
