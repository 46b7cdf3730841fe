"""What is in the answers of services that know addresses: whether it is a place, and how exactly it is known.

Each service has names of its own for what it found; one that cannot be read is said to be unknown, never a house.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from solartui.domain.geocoding import Precision
from solartui.domain.places import on_earth

_OF_OPENSTREETMAP = frozenset({"nominatim", "photon"})
_CALL_TOWNS_PLACES = frozenset({"mapbox", "geocodio"})
_COUNTRY = re.compile(r"[A-Za-z]{2}", re.ASCII)
_NUMBER = re.compile(r"[-+]?[0-9]{1,3}(\.[0-9]+)?", re.ASCII)


def said_place(raw: Mapping[str, Any], provider: str) -> bool:
    """Whether the answer itself has both coordinates on earth: geopy makes up what is missing, and turns the globe."""
    try:
        if provider == "nominatim":
            return on_earth(_degrees(raw["lat"]), _degrees(raw["lon"]))
        if provider == "photon":
            longitude, latitude, *_height = list(map(_degrees, raw["geometry"]["coordinates"]))
            return on_earth(latitude, longitude)
    except (KeyError, TypeError, ValueError, OverflowError):
        return False
    return True


def _degrees(value: object) -> float:
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return float(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    raise ValueError(value)


_NAMES: Mapping[Precision, str] = {
    Precision.ADDRESS: "house building place amenity shop office house_number housenumber street_address premise "
    "subpremise rooftop point_address pointaddress streetaddress address_point address address_range addressrange "
    "range_interpolation range_interpolated venue poi",
    Precision.STREET: "street road highway residential route roadblock road_block street_center street_centre "
    "streetname street_name cross_street intersection streetint square",
    Precision.POSTCODE: "postcode postal_code postalcode postcode1 postal postal_code_point postalcodepoint zip",
    Precision.TOWN: "city town village hamlet suburb municipality locality district quarter neighbourhood "
    "neighborhood borough city_district isolated_dwelling populated_place populatedplace localadmin sublocality "
    "croft farm allotments",
    Precision.AREA: "county state country region state_district boundary administrative administrativearea "
    "administrative_area macroregion macrocounty province island islet natural water waterway landuse geography "
    "continent archipelago forest mountain_range admindivision1 admindivision2 countryregion",
}
_KINDS: Mapping[str, Precision] = {name: how for how, names in _NAMES.items() for name in names.split()}
# Where services say what they found, the most telling first; and the parts of an answer that may say it.
_SAID = ("addresstype", "result_type", "place_type", "layer", "resultType", "accuracy_type", "Addr_type", "matchType",
         "location_type", "entityType", "_type", "kind", "osm_value", "type", "types", "category", "class")  # fmt: skip
_PARTS = ("properties", "components", "attributes", "geometry", "address")


def country_of(raw: Mapping[str, Any]) -> str | None:
    """The country that an answer names for its place, as two letters; None where it names none."""
    for part in (raw, *(raw[part] for part in _PARTS if isinstance(raw.get(part), dict))):
        for name in ("country_code", "countrycode", "countryCode", "country"):
            said = part.get(name)
            if isinstance(said, str) and _COUNTRY.fullmatch(said):
                return said.upper()
    return None


def precision_of(raw: Mapping[str, Any], provider: str) -> Precision:
    """How exactly a place is known, as far as the answer says that."""
    for kind in _kinds(raw, provider):
        name = re.sub(r"[^a-z0-9]+", "_", kind.lower()).strip("_")
        if name in _KINDS:
            return Precision.TOWN if name == "place" and provider in _CALL_TOWNS_PLACES else _KINDS[name]
    return Precision.ADDRESS if provider in _OF_OPENSTREETMAP else Precision.UNKNOWN


def _kinds(raw: Mapping[str, Any], provider: str) -> Iterator[str]:
    if provider == "nominatim":
        # The boundary of a town is called so by older servers: the first part of its address says what it is.
        address = raw.get("address")
        first = next(iter(address), None) if isinstance(address, dict) else None
        yield from (kind for kind in (raw.get("addresstype"), first) if isinstance(kind, str))
    if provider == "photon":
        about = raw.get("properties")
        found = [about.get("type"), about.get("osm_value")] if isinstance(about, dict) else []
        yield from (kind for kind in found if isinstance(kind, str))
        return
    parts = [raw, *(raw[part] for part in _PARTS if isinstance(raw.get(part), dict))]
    for name in _SAID:
        for part in parts:
            said = part.get(name)
            yield from (kind for kind in (said if isinstance(said, list) else [said]) if isinstance(kind, str))
