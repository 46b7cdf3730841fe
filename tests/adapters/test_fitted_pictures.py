"""Pictures that people attach, made as small as cells of a terminal."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from solartui.adapters.raster_files import NoPicture, fitted

RED, BLUE = (200, 40, 40), (40, 40, 200)


def made(width: int, height: int, kind: str = "PNG", **more: object) -> bytes:
    """A picture, red on the left and blue on the right."""
    picture = Image.new("RGB", (width, height), RED)
    picture.paste(BLUE, (width // 2, 0, width, height))
    out = BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


@pytest.mark.parametrize(
    ("width", "height", "tall", "fits"),
    [
        (400, 200, 1.0, (144, 72)),
        (400, 200, 2.0, (144, 36)),
        (200, 400, 1.0, (37, 74)),
        (200, 400, 2.0, (74, 74)),
        (4000, 10, 1.0, (144, 1)),
        (10, 4000, 1.0, (1, 74)),
        (1, 1, 1.0, (74, 74)),
    ],
)
def test_a_picture_is_as_large_as_it_can_be(width: int, height: int, tall: float, fits: tuple[int, int]) -> None:
    shown = fitted(made(width, height), 144, 74, tall)
    assert (shown.width, shown.height) == fits
    assert len(shown.data) == 3 * shown.width * shown.height


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_the_usual_kinds_are_shown(kind: str) -> None:
    shown = fitted(made(640, 480, kind), 40, 40)
    left, right = shown.row(5)[3], shown.row(5)[-3]
    assert left[0] > left[2] + 80
    assert right[2] > right[0] + 80


def test_a_photo_stands_upright_however_the_camera_was_held() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # taken with the camera turned to the right
    shown = fitted(made(400, 200, "JPEG", exif=exif), 100, 100)
    assert (shown.width, shown.height) == (50, 100)
    assert shown.row(5)[25][0] > 150


def test_transparent_and_grey_pictures_have_colours() -> None:
    for mode in ("RGBA", "L", "P", "LA", "1"):
        out = BytesIO()
        Image.new(mode, (20, 20), 1 if mode in {"1", "P"} else 0).save(out, "PNG")
        assert len(fitted(out.getvalue(), 10, 10).data) == 300, mode


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims to be large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"text",
        b"\xff\xd8\xff",
        b"%PDF-1.7",
        made(50, 50)[:60],
        bomb(60_000, 60_000),
        bomb(2**31 - 1, 1),
        bomb(0, 5),
        b"GIF89a" + bytes(40),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"P6 9 9 255 " + bytes(300),
    ],
    ids=range(11),
)
def test_what_is_no_picture_of_ours_is_none(data: bytes) -> None:
    with pytest.raises(NoPicture):
        fitted(data, 40, 40)
