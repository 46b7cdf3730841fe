from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from solartui.adapters.raster_files import Mosaic, NoPicture, check, cut, palette, png
from solartui.domain.raster import Raster
from tests.adapters.tile_server import bomb, tile


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_pictures_of_maps_are_pictures(kind: str) -> None:
    check(tile(kind=kind))


@pytest.mark.parametrize(
    "data", [b"", b"<html>", tile()[:60], tile(kind="JPEG")[:200], bomb(), tile(kind="GIF"), tile(side=2000)]
)
def test_anything_else_is_none(data: bytes) -> None:
    with pytest.raises(NoPicture):
        check(data)


def test_a_cut_shows_what_lies_where(tmp_path: object) -> None:
    red, blue = tile(200, 0, 0), tile(0, 0, 200)
    mosaic = Mosaic({(0, 0): red, (1, 0): blue}, 256, 156, 0, 200, 100)
    found = cut(mosaic, 20, 10)
    assert (found.width, found.height, len(found.data)) == (20, 10, 600)
    row = found.row(5)
    assert row[1][0] > 150 > row[1][2]
    assert row[18][2] > 150 > row[18][0]


def test_a_broken_tile_stays_grey_and_a_small_one_is_stretched() -> None:
    mosaic = Mosaic({(0, 0): b"broken", (1, 0): tile(0, 200, 0, side=64)}, 256, 0, 0, 512, 256)
    row = cut(mosaic, 8, 4).row(2)
    assert max(row[0]) - min(row[0]) < 3
    assert row[7][1] > 150


def test_few_colours() -> None:
    noise = Image.effect_noise((256, 256), 90).convert("RGB")
    out = BytesIO()
    noise.save(out, "PNG")
    found = cut(Mosaic({(0, 0): out.getvalue()}, 256, 0, 0, 256, 256), 64, 64, colours=8)
    assert len({dot for y in range(64) for dot in found.row(y)}) <= 8


def test_a_file_with_words_below_the_picture() -> None:
    raster = Raster(200, 100, bytes([10, 120, 10]) * 20_000)
    with Image.open(BytesIO(png(raster, ["49.98738, 20.06473", "Somebody"]))) as found:
        assert found.size == (200, 100)
        assert found.convert("RGB").getpixel((190, 10)) == (10, 120, 10)
        assert found.convert("RGB").getpixel((2, 97)) != (10, 120, 10)


def test_numbers_and_what_they_mean() -> None:
    numbers, colours = palette(Raster(2, 1, bytes([255, 0, 0, 0, 0, 255])), 16)
    assert [colours[number] for number in numbers] == [(255, 0, 0), (0, 0, 255)]
