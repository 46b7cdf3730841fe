"""Serial numbers of what was installed: which are missing is found, not asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

ASSETS, SERIALS = "assets", "serial_numbers"


def _texts(values: Mapping[str, object], name: str) -> Sequence[str]:
    found = values.get(name)
    return [str(one).strip() for one in found] if isinstance(found, list | tuple) else []


def missing_serials(values: Mapping[str, object]) -> tuple[str, ...]:
    """The installed assets without a serial number: the first number belongs to the first asset, and so on."""
    assets, serials = _texts(values, ASSETS), _texts(values, SERIALS)
    return tuple(asset for place, asset in enumerate(assets) if place >= len(serials) or not serials[place])
