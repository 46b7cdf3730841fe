"""Pages of papers as dots: whole, a part, and beyond their edges; and text that people name by a path."""

from __future__ import annotations

import os
from io import BytesIO
from typing import TYPE_CHECKING

import pytest

from solartui.adapters.raster_files import NoPicture, page_part, page_size
from solartui.adapters.text_input import LARGEST_INPUT, read_text
from solartui.domain.errors import Invalid, NotFound, Refused

if TYPE_CHECKING:
    from pathlib import Path

    from solartui.domain.raster import Dot

RED, BLUE, GREY = (255, 0, 0), (0, 0, 255), (60, 60, 60)


def page(width: int = 200, height: int = 400) -> bytes:
    """A page whose upper half is red and whose lower half is blue."""
    from PIL import Image

    picture = Image.new("RGB", (width, height), RED)
    picture.paste(BLUE, (0, height // 2, width, height))
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def near(dot: Dot, colour: Dot) -> bool:
    """Whether a dot has a colour, but for what its neighbours lend it."""
    return all(abs(one - other) <= 20 for one, other in zip(dot, colour, strict=True))


def test_a_whole_page_becomes_dots() -> None:
    raster = page_part(page(), (0, 0, 200, 400), 20, 40)
    assert (raster.width, raster.height) == (20, 40)
    assert near(raster.row(2)[3], RED)
    assert near(raster.row(38)[18], BLUE)


@pytest.mark.parametrize(
    ("box", "dots", "upper", "lower"),
    [
        ((0, 0, 200, 200), (10, 10), RED, RED),
        ((0, 200, 200, 400), (10, 10), BLUE, BLUE),
        ((50, 150, 100, 250), (50, 100), RED, BLUE),
        ((90, 190, 110, 210), (200, 200), RED, BLUE),
    ],
)
def test_a_part_is_as_large_as_it_is_wanted(
    box: tuple[float, float, float, float], dots: tuple[int, int], upper: Dot, lower: Dot
) -> None:
    raster = page_part(page(), box, *dots)
    assert (raster.width, raster.height) == dots
    assert near(raster.row(0)[dots[0] // 2], upper)
    assert near(raster.row(dots[1] - 1)[dots[0] // 2], lower)


@pytest.mark.parametrize("size", [(40, 20), (400, 200)])
def test_beyond_the_page_lies_its_ground(size: tuple[int, int]) -> None:
    raster = page_part(page(), (-200, 300, 400, 600), *size)
    middle = size[0] // 2
    assert near(raster.row(1)[1], GREY)
    assert near(raster.row(1)[middle], BLUE)
    assert near(raster.row(size[1] - 2)[middle], GREY)
    assert near(raster.row(1)[size[0] - 2], GREY)


def test_few_colours_are_enough_where_the_terminal_has_few() -> None:
    raster = page_part(page(), (0, 0, 200, 400), 20, 40, 4)
    assert len({dot for y in range(40) for dot in raster.row(y)}) <= 4


def test_the_size_of_a_page_is_known() -> None:
    assert page_size(page(123, 456)) == (123, 456)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, b"GIF89a" + b"\0" * 99])
def test_what_is_no_page_is_refused(data: bytes) -> None:
    with pytest.raises(NoPicture):
        page_size(data)
    with pytest.raises(NoPicture):
        page_part(data, (0, 0, 1, 1), 2, 2)


def test_a_page_that_claims_to_be_endless_is_refused() -> None:
    with pytest.raises(NoPicture):
        page_size(page(2, 6001))


# ---- text


def test_text_is_read_with_and_without_a_mark_of_its_order(tmp_path: Path) -> None:
    for name, content in (("a.csv", "kind;name\nżółw"), ("b.json", "\ufeffkind;name\nżółw")):
        (tmp_path / name).write_text(content, encoding="utf-8")
        assert read_text(str(tmp_path / name)) == "kind;name\nżółw"


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no file"):
        read_text(str(tmp_path / "none.csv"))
    with pytest.raises(Refused, match="cannot be read"):
        read_text(str(tmp_path))
    with pytest.raises(Refused, match="cannot be read"):
        read_text("a\0b")
    (tmp_path / "photo.csv").write_bytes(b"\xff\xd8\xff\xe0")
    with pytest.raises(Invalid, match="UTF-8"):
        read_text(str(tmp_path / "photo.csv"))


def test_a_text_that_is_too_large_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "large.csv").open("wb") as file:
        file.truncate(LARGEST_INPUT + 1)
    with pytest.raises(Refused, match="too large"):
        read_text(str(tmp_path / "large.csv"))


def test_a_pipe_that_nobody_writes_to_holds_nobody(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert read_text(str(tmp_path / "pipe")) == ""
