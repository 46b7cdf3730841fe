"""The way to a site, as an address that any browser or phone understands."""

from __future__ import annotations

from urllib.parse import quote

from solartui.domain.leads import Address

_DIRECTIONS = "https://www.google.com/maps/dir/?api=1&destination="


def directions_link(address: Address, latitude: float | None, longitude: float | None) -> str | None:
    """A Google Maps link that leads to a site; None where nothing is known of it.

    Args:
        address: used where there are no coordinates.
        latitude: degrees north.
        longitude: degrees east.
    """
    if latitude is not None and longitude is not None:
        return f"{_DIRECTIONS}{latitude:.6f},{longitude:.6f}"
    if address.city or address.postcode:
        return _DIRECTIONS + quote(address.text, safe="")
    return None
