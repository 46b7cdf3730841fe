"""Pictures out of files that strangers made, and into files: nothing in them can hurt, whatever they claim to be."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from solartui.domain.raster import Raster

if TYPE_CHECKING:
    from PIL.Image import Image

_FORMATS = ("PNG", "JPEG", "WEBP")
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, struct.error, zlib.error)
_MOST_SIDE = 1024
_MOST_DOTS = 80_000_000
_LARGEST_PAGE = 6000
_GROUND = (60, 60, 60)
# What a mid-tone gains in colour and contrast: aerial pictures are dull, and cells average what is left.
_COLOUR, _CONTRAST = 1.25, 1.08


class NoPicture(Exception):
    """What came is no picture, or not one of ours."""


@dataclass(frozen=True, slots=True)
class Mosaic:
    """Tiles side by side, and what is to be cut out of them.

    Attributes:
        tiles: by column and row of the mosaic; a missing one stays grey.
        side: pixels of one side of a tile.
        left: where the cut begins, in pixels from the first tile; `top` likewise.
        width: of the cut, in pixels; `height` likewise.
    """

    tiles: Mapping[tuple[int, int], bytes]
    side: int
    left: float
    top: float
    width: float
    height: float


def check(data: bytes) -> None:
    """Whether some bytes are a picture that can be shown.

    Raises:
        NoPicture: they are not.
    """
    _opened(data)


def fitted(data: bytes, width: int, height: int, tall: float = 1.0) -> Raster:
    """A picture as large as it can be within so many dots, upright however the camera was held.

    Args:
        data: what stands in the file.
        width: dots of a row, at most.
        height: how many rows, at most.
        tall: how many times as high as wide a dot is.

    Raises:
        NoPicture: it is none, or is so large that unpacking it would take too long.
    """
    from PIL import Image, ImageOps

    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as found:
            if not 0 < found.width * found.height <= _MOST_DOTS:
                raise NoPicture
            # A JPEG need not be unpacked finer than it is shown.
            found.draft("RGB", (2 * width, 2 * height))
            picture = ImageOps.exif_transpose(found).convert("RGB")
    except (*_BROKEN, Image.DecompressionBombError) as error:
        raise NoPicture from error
    wide = picture.width * tall
    share = min(width / wide, height / picture.height)
    size = (max(1, round(wide * share)), max(1, round(picture.height * share)))
    return _raster(picture.resize(size, Image.Resampling.LANCZOS), 0)


def cut(mosaic: Mosaic, width: int, height: int, *, colours: int = 0) -> Raster:
    """The cut of a mosaic, as so many dots.

    Args:
        mosaic: what it is cut from; pictures in it that are none stay grey.
        width: dots of a row.
        height: how many rows.
        colours: how many different colours there may be, 0 for as many as there are.
    """
    from PIL import Image

    columns = 1 + max((column for column, _ in mosaic.tiles), default=0)
    rows = 1 + max((row for _, row in mosaic.tiles), default=0)
    side = mosaic.side
    whole = Image.new("RGB", (columns * side, rows * side), (90, 90, 90))
    for (column, row), data in mosaic.tiles.items():
        try:
            tile = _opened(data)
        except NoPicture:
            continue
        if tile.size != (side, side):
            tile = tile.resize((side, side))
        whole.paste(tile, (column * side, row * side))
    box = (mosaic.left, mosaic.top, mosaic.left + mosaic.width, mosaic.top + mosaic.height)
    # Lanczos by itself rings around roofs when a few pixels become many dots.
    way = Image.Resampling.LANCZOS if mosaic.width >= width else Image.Resampling.BICUBIC
    return _raster(_livelier(whole.resize((width, height), way, box=box)), colours)


def page_size(data: bytes) -> tuple[int, int]:
    """Width and height of a page of a paper, in pixels.

    Raises:
        NoPicture: it is none.
    """
    return _opened(data, _LARGEST_PAGE).size


def page_part(data: bytes, box: tuple[float, float, float, float], width: int, height: int, colours: int = 0) -> Raster:
    """A part of a page of a paper, as so many dots; what lies beyond the page is its ground.

    Args:
        data: the page.
        box: left, top, right and lower edge of the part, in pixels of the page.
        width: dots of a row.
        height: how many rows.
        colours: how many different colours there may be, 0 for as many as there are.
    """
    from PIL import Image

    page = _opened(data, _LARGEST_PAGE)
    cut = page.transform((width, height), Image.Transform.EXTENT, box, Image.Resampling.BILINEAR, fillcolor=_GROUND)
    across = (box[2] - box[0]) / width
    if across > 1:
        # Smaller: every dot is the mean of what it covers, where the page has something there.
        inside = (max(0.0, box[0]), max(0.0, box[1]), min(float(page.width), box[2]), min(float(page.height), box[3]))
        left, top = round((inside[0] - box[0]) / across), round((inside[1] - box[1]) * height / (box[3] - box[1]))
        size = (
            max(1, min(width, round((inside[2] - inside[0]) / across))),
            max(1, min(height, round((inside[3] - inside[1]) * height / (box[3] - box[1])))),
        )
        cut.paste(page.resize(size, Image.Resampling.LANCZOS, box=inside), (left, top))
    return _raster(cut, colours)


def _livelier(picture: Image) -> Image:
    from PIL import ImageEnhance

    return ImageEnhance.Contrast(ImageEnhance.Color(picture).enhance(_COLOUR)).enhance(_CONTRAST)


def _raster(picture: Image, colours: int) -> Raster:
    from PIL import Image

    if colours:
        # By coverage a small roof keeps its colour beside a large lawn.
        few = picture.quantize(colours, method=Image.Quantize.MAXCOVERAGE, kmeans=3, dither=Image.Dither.NONE)
        picture = few.convert("RGB")
    return Raster(picture.width, picture.height, picture.tobytes())


def _opened(data: bytes, most: int = _MOST_SIDE) -> Image:
    from PIL import Image

    try:
        with Image.open(BytesIO(data), formats=_FORMATS) as found:
            # Before anything is unpacked: a few bytes can claim to be a million pixels wide.
            if not (0 < found.width <= most and 0 < found.height <= most):
                raise NoPicture
            return found.convert("RGB")
    except (
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        struct.error,
        zlib.error,
        Image.DecompressionBombError,
    ) as error:
        raise NoPicture from error


def palette(raster: Raster, colours: int) -> tuple[bytes, list[tuple[int, int, int]]]:
    """The picture with few colours: a number for each dot, and what the numbers mean."""
    from PIL import Image

    picture = Image.frombytes("RGB", (raster.width, raster.height), raster.data)
    few = picture.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.FLOYDSTEINBERG)
    flat = few.getpalette() or []
    return few.tobytes(), list(zip(flat[::3], flat[1::3], flat[2::3], strict=True))


def png(raster: Raster, words: Iterable[str] = ()) -> bytes:
    """A file of a picture, with words in its lower left corner."""
    from PIL import Image, ImageDraw, ImageFont

    picture = Image.frombytes("RGB", (raster.width, raster.height), raster.data)
    lines = [line for line in words if line]
    if lines:
        pen, font = ImageDraw.Draw(picture, "RGBA"), ImageFont.load_default(13)
        text = "\n".join(lines)
        left, top, right, bottom = pen.multiline_textbbox((0, 0), text, font=font)
        y = raster.height - (bottom - top) - 12
        pen.rectangle((0, y - 6, right - left + 16, raster.height), fill=(0, 0, 0, 150))
        pen.multiline_text((8, y), text, font=font, fill=(255, 255, 255, 255))
    out = BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()
