"""Serial numbers of what was installed: which are missing is found, not asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

ASSETS, SERIALS = "assets", "serial_numbers"


def _texts(values: Mapping[str, object], name: str) -> Sequence[str]:
    found = values.get(name)
    return [str(one).strip() for one in found] if isinstance(found, list | tuple) else []


def wrong_serials(values: Mapping[str, object]) -> str | None:
    """A serial number that cannot be: one behind the last asset, or one that another asset has, too."""
    assets, serials = _texts(values, ASSETS), _texts(values, SERIALS)
    if assets and len(serials) > len(assets):
        return serials[len(assets)]
    given = [number for number in serials if number]
    return next((number for place, number in enumerate(given) if number in given[:place]), None)


def missing_serials(values: Mapping[str, object]) -> tuple[str, ...]:
    """The installed assets without a serial number: the first number belongs to the first asset, and so on."""
    assets, serials = _texts(values, ASSETS), _texts(values, SERIALS)
    return tuple(asset for place, asset in enumerate(assets) if place >= len(serials) or not serials[place])
