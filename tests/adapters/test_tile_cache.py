from __future__ import annotations

import stat
import threading
from pathlib import Path

from solartui.adapters.tile_cache import TileCache


class _Clock:
    now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


def test_what_was_put_comes_back_privately(tmp_path: Path) -> None:
    cache = TileCache(tmp_path / "tiles", 1000)
    assert cache.get("a", "1-2-3") is None
    cache.put("a", "1-2-3", b"picture")
    assert cache.get("a", "1-2-3") == b"picture"
    folder, file = tmp_path / "tiles", tmp_path / "tiles" / "a" / "1-2-3"
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (folder, folder / "a", file)]
    assert modes == [0o700, 0o700, 0o600]


def test_another_program_finds_it_too_and_an_old_one_counts_as_missing(tmp_path: Path) -> None:
    clock = _Clock()
    TileCache(tmp_path, 1000, clock).put("a", "t", b"x")
    other = TileCache(tmp_path, 1000, clock)
    clock.now += 100
    assert other.get("a", "t", oldest=200) == b"x"
    assert other.get("a", "t", oldest=50) is None
    assert other.get("a", "t") == b"x"


def test_what_was_not_shown_for_longest_goes_first(tmp_path: Path) -> None:
    clock = _Clock()
    cache = TileCache(tmp_path, 1000, clock)
    for at in range(5):
        clock.now += 10
        cache.put("a", str(at), bytes(190))
    clock.now += 10
    assert cache.get("a", "0") is not None
    cache.put("a", "5", bytes(190))
    cache.shrink()
    assert cache.size() <= 1000
    assert cache.get("a", "0") is not None
    assert cache.get("a", "1") is None


def test_why_there_is_none_is_remembered_for_a_while(tmp_path: Path) -> None:
    clock = _Clock()
    cache = TileCache(tmp_path, 1000, clock)
    cache.put_none("a", "t", "missing", 60)
    assert cache.why_none("a", "t") == "missing"
    clock.now += 61
    assert cache.why_none("a", "t") is None
    cache.put_none("a", "t", "missing", 60)
    cache.put("a", "t", b"x")
    assert cache.why_none("a", "t") is None


def test_what_nobody_finished_goes_and_rubbish_is_no_answer(tmp_path: Path) -> None:
    clock = _Clock()
    cache = TileCache(tmp_path, 1000, clock)
    cache.put("a", "t", b"x")
    part = tmp_path / "a" / "left.part"
    part.write_bytes(b"half")
    clock.now = part.stat().st_mtime + 4000
    (tmp_path / "a" / "u.none").write_bytes(b"\xff rubbish")
    cache.shrink()
    assert not part.exists()
    assert cache.why_none("a", "u") is None


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "tiles").write_text("a file")
    cache = TileCache(tmp_path / "tiles", 1000)
    cache.put("a", "t", b"x")
    cache.put_none("a", "u", "missing", 60)
    assert cache.get("a", "t") is None
    assert cache.size() == 0


def test_several_write_and_shrink_at_once(tmp_path: Path) -> None:
    caches = [TileCache(tmp_path, 5_000) for _ in range(4)]
    wrong: list[bytes] = []

    def work(cache: TileCache, number: int) -> None:
        for at in range(40):
            name = str(at % 12)
            cache.put("a", name, bytes([at % 12]) * 900)
            found = cache.get("a", name)
            if found is not None and found != bytes([at % 12]) * 900:
                wrong.append(found)
            if at % 10 == number:
                cache.shrink()

    threads = [threading.Thread(target=work, args=(cache, at)) for at, cache in enumerate(caches)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    caches[0].shrink()
    assert not wrong
    assert caches[0].size() <= 5_000
    assert not list(tmp_path.glob("*/*.part"))
