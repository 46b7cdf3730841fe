"""Where pictures of places may come from: addresses of map tiles, and the terms of those who offer them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from ipaddress import ip_address
from urllib.parse import quote, urlsplit

from solartui.domain.errors import Invalid
from solartui.i18n import mark, tr

OFF, OWN = "off", "own"
_FIELD = re.compile(r"\{([^{}]*)\}")
_NEEDED = ("x", "y", "z")
_KEY = "key"
_DEEPEST = 19


@dataclass(frozen=True, slots=True)
class TileSource:
    """Somebody who offers pictures as tiles of the flat map.

    Attributes:
        key: its name in the settings.
        name: its name for people.
        template: the address of a tile, with ``{z}``, ``{x}``, ``{y}`` and, where a key is needed, ``{key}``.
        attribution: what has to stand beside every picture.
        terms: what has to be accepted before anything is fetched, a text for `tr`.
        more: where the terms are told in full.
        deepest: the nearest zoom that is offered.
    """

    key: str
    name: str
    template: str
    attribution: str
    terms: str
    more: str = ""
    deepest: int = _DEEPEST

    @property
    def host(self) -> str:
        """The machine that is asked."""
        return urlsplit(self.template).hostname or ""

    @property
    def needs_key(self) -> bool:
        """Whether a secret is part of the address."""
        return "{key}" in self.template

    @property
    def accepted_as(self) -> str:
        """What stands in the settings once these terms were accepted."""
        return self.host if self.key == OWN else self.key

    @property
    def folder(self) -> str:
        """Where its tiles are kept; another address has another folder."""
        return f"{self.key}-{sha256(self.template.encode()).hexdigest()[:12]}"

    def address(self, zoom: int, column: int, row: int, key: str = "") -> str:
        """The address of one tile."""
        values = {"z": str(zoom), "x": str(column), "y": str(row), _KEY: quote(key, safe="")}
        return _FIELD.sub(lambda found: values[found[1]], self.template)


_OWN_TERMS = mark(
    "You named the address yourself: make sure that its owner allows your company to fetch, keep and show its pictures."
)

SOURCES: Mapping[str, TileSource] = {
    source.key: source
    for source in (
        TileSource(
            "geoportal",
            "Geoportal.gov.pl",
            "https://mapy.geoportal.gov.pl/wss/service/PZGIK/ORTO/WMTS/StandardResolution?SERVICE=WMTS&REQUEST=GetTile"
            "&VERSION=1.0.0&LAYER=ORTOFOTOMAPA&STYLE=default&FORMAT=image/jpeg&TILEMATRIXSET=EPSG:3857"
            "&TILEMATRIX=EPSG:3857:{z}&TILEROW={y}&TILECOL={x}",
            "Geoportal.gov.pl, GUGiK",
            mark(
                "Aerial pictures of Poland by the national survey (GUGiK), for any use with its name beside them. "
                "Coordinates of sites are sent to its server. Read the conditions before you accept."
            ),
            "https://www.geoportal.gov.pl/",
        ),
        TileSource(
            "esri",
            "Esri World Imagery",
            "https://server.arcgisonline.com/ArcGIS/rest/services/World_Imagery/MapServer/tile/{z}/{y}/{x}",
            "Esri, Maxar, Earthstar Geographics, GIS User Community",
            mark(
                "Only for companies that have a contract of their own with Esri which covers this use. "
                "Coordinates of sites are sent to its server."
            ),
            "https://www.esri.com/legal/",
        ),
        TileSource(
            "eox",
            "Sentinel-2 cloudless",
            "https://tiles.maps.eox.at/wmts/1.0.0/s2cloudless-2020_3857/default/g/{z}/{y}/{x}.jpg",
            "Sentinel-2 cloudless by EOX, modified Copernicus data 2020",
            mark(
                "Pictures of the whole world, 10 m to a point, licensed CC BY-NC-SA 4.0: not for commercial use. "
                "Coordinates of sites are sent to its server."
            ),
            "https://s2maps.eu/",
            14,
        ),
        TileSource(
            "maptiler",
            "MapTiler Satellite",
            "https://api.maptiler.com/tiles/satellite-v2/{z}/{x}/{y}.jpg?key={key}",
            "MapTiler, OpenStreetMap contributors",
            mark(
                "For customers of MapTiler, who have a key of their own. "
                "The key and the coordinates of sites are sent to its server."
            ),
            "https://www.maptiler.com/terms/",
            20,
        ),
    )
}
CHOICES = (OFF, *SOURCES, OWN)


def source_named(key: str, template: str = "", attribution: str = "") -> TileSource | None:
    """The source of a name in the settings; None where there is to be none, or an own one has no address yet.

    Args:
        key: one of `CHOICES`.
        template: the address of an own source.
        attribution: what stands beside the pictures of an own source.
    """
    if key == OWN:
        return (
            TileSource(OWN, _host(template), template, attribution or _host(template), _OWN_TERMS) if template else None
        )
    return SOURCES.get(key)


def check_template(template: str) -> None:
    """Whether an address can be one of tiles.

    Raises:
        Invalid: it lacks ``{z}``, ``{x}`` or ``{y}``, has other fields, or is not safe to ask.
    """
    fields = _FIELD.findall(template)
    if any(fields.count(name) != 1 for name in _NEEDED) or set(fields) - {*_NEEDED, _KEY}:
        raise Invalid(tr("The address needs {z}, {x} and {y} once each, and may have {key}."))
    check_address(_FIELD.sub("1", template))
    if "{" in template.split("/", 3)[2]:
        raise Invalid(tr("The name of the server has to be spelled out."))


def check_address(address: str) -> None:
    """Whether an address is safe to ask: https, or http on this very machine.

    Raises:
        Invalid: it is not.
    """
    try:
        parts = urlsplit(address)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        host = None
    if not host or not address.isprintable() or " " in address:
        raise Invalid(tr("This is no address of a server."))
    if parts.username is not None or parts.password is not None:
        raise Invalid(tr("A password cannot stand in the address; name a command that prints the key."))
    if parts.scheme != "https" and not (parts.scheme == "http" and is_local(host)):
        raise Invalid(tr("The address has to begin with https://"))


def is_local(host: str) -> bool:
    """Whether a name means this very machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _host(template: str) -> str:
    return urlsplit(template).hostname or "?"
