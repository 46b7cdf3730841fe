"""Drafts are private files that outlive their program, and belong to one running program at a time."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from solartui.adapters.drafts import Drafts, drafts_of
from solartui.domain.errors import Unavailable

KEY = "note:lead:42"
HOSTILE = "[/]\x1b]52;c;x\x07 \u202e zażółć \udce9"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state" / "drafts"


def _elsewhere(folder: Path, script: str) -> str:
    """What a program of its own prints; it ends without tidying up."""
    code = f"import os\nfrom pathlib import Path\nfrom solartui.adapters.drafts import Drafts\n{script}\nos._exit(9)"
    done = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=False)
    assert done.returncode == 9, done.stderr
    return done.stdout


def test_what_was_typed_comes_back_until_it_is_dropped(folder: Path) -> None:
    drafts = Drafts(folder)
    assert drafts.load(KEY) is None
    drafts.save(KEY, {"text": HOSTILE, "months": ["1", None]})
    found = drafts.load(KEY)
    assert found is not None
    assert found.values == {"text": HOSTILE, "months": ["1", None]}
    assert found.at.tzinfo is not None
    drafts.discard(KEY)
    assert drafts.load(KEY) is None


def test_the_last_save_counts(folder: Path) -> None:
    drafts = Drafts(folder)
    for text in ("a", "ab", "abc"):
        drafts.save(KEY, {"text": text})
    found = drafts.load(KEY)
    assert found is not None
    assert found.values == {"text": "abc"}
    assert len(list(folder.glob("*.json"))) == 1


def test_keys_do_not_mix(folder: Path) -> None:
    drafts = Drafts(folder)
    drafts.save("lead:4", {"name": "four"})
    drafts.save("lead:42", {"name": "forty-two"})
    drafts.save("../lead:4", {"name": "outside"})
    drafts.discard("lead:4")
    assert drafts.load("lead:4") is None
    kept = drafts.load("lead:42")
    assert kept is not None
    assert kept.values == {"name": "forty-two"}
    assert all(path.parent == folder for path in folder.parent.rglob("*.json"))


@pytest.mark.parametrize("mask", [0o000, 0o777 & ~0o700])
def test_nobody_else_can_read_them(folder: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        Drafts(folder).save(KEY, {"text": "secret"})
    finally:
        os.umask(before)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_a_program_that_died_leaves_its_draft(folder: Path) -> None:
    _elsewhere(folder, f"import sys\nDrafts(Path(sys.argv[1])).save({KEY!r}, {{'text': 'left behind'}})")
    drafts = Drafts(folder)
    found = drafts.load(KEY)
    assert found is not None
    assert found.values == {"text": "left behind"}
    drafts.save(KEY, {"text": "gone on"})
    again = drafts.load(KEY)
    assert again is not None
    assert again.values == {"text": "gone on"}
    drafts.discard(KEY)
    assert not list(folder.glob("*.json"))


def test_a_program_that_runs_keeps_its_draft_to_itself(folder: Path) -> None:
    mine = Drafts(folder)
    mine.save(KEY, {"text": "mine"})
    script = (
        "import sys\nother = Drafts(Path(sys.argv[1]))\n"
        f"print(other.load({KEY!r}))\nother.save({KEY!r}, {{'text': 'theirs'}})\nother.discard({KEY!r})"
    )
    assert _elsewhere(folder, script).strip() == "None"
    found = mine.load(KEY)
    assert found is not None
    assert found.values == {"text": "mine"}


def test_locks_of_programs_without_drafts_are_removed(folder: Path) -> None:
    _elsewhere(folder, f"import sys\nd = Drafts(Path(sys.argv[1]))\nd.save({KEY!r}, {{}})\nd.discard({KEY!r})")
    assert len(list(folder.glob("*.lock"))) == 1
    Drafts(folder).save(KEY, {})
    assert len(list(folder.glob("*.lock"))) == 1


def test_a_damaged_file_is_no_draft(folder: Path) -> None:
    drafts = Drafts(folder)
    drafts.save(KEY, {"text": "x"})
    (path,) = folder.glob("*.json")
    for damaged in (b"", b"{", b'{"at": "x", "values": {}}', b"[1]", b"\xff\xfe", b'{"at": null, "values": 3}'):
        path.write_bytes(damaged)
        assert drafts.load(KEY) is None


def test_what_cannot_be_written_says_so_and_keeps_what_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drafts = Drafts(folder)
    drafts.save(KEY, {"text": "first"})

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Unavailable, match="No space left"):
        drafts.save(KEY, {"text": "second"})
    found = drafts.load(KEY)
    assert found is not None
    assert found.values == {"text": "first"}


def test_each_database_has_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    drafts_of("/one.db").save(KEY, {"text": "one"})
    assert drafts_of("/other.db").load(KEY) is None


def test_everything_open_is_saved_at_the_end(folder: Path) -> None:
    drafts = Drafts(folder)

    def broken() -> None:
        raise RuntimeError

    drafts.attach(broken)
    drafts.attach(lambda: drafts.save(KEY, {"text": "in time"}))
    with pytest.raises(RuntimeError):
        drafts.save_open()
    assert drafts.load(KEY) is not None


def test_threads_may_save_at_the_same_time(folder: Path) -> None:
    drafts = Drafts(folder)
    threads = [threading.Thread(target=drafts.save, args=(KEY, {"text": str(n)})) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert drafts.load(KEY) is not None
    assert len(list(folder.glob("*.json"))) == 1
