"""What the answers of services say of how exactly a place is known."""

from __future__ import annotations

from typing import Any

import pytest

from solartui.adapters.place_answers import precision_of, said_place
from solartui.domain.geocoding import Precision


@pytest.mark.parametrize(
    ("provider", "raw", "precision"),
    [
        ("nominatim", {"addresstype": "building"}, Precision.ADDRESS),
        ("nominatim", {"addresstype": "road", "type": "residential"}, Precision.STREET),
        ("nominatim", {"class": "boundary", "type": "administrative", "address": {"city": "Kraków"}}, Precision.TOWN),
        ("nominatim", {"class": "boundary", "type": "administrative", "address": {"state": "x"}}, Precision.AREA),
        ("nominatim", {"class": "boundary", "type": "administrative", "address": []}, Precision.AREA),
        ("nominatim", {"class": "place", "type": "house"}, Precision.ADDRESS),
        ("nominatim", {"addresstype": "postcode", "address": {"postcode": "30-001"}}, Precision.POSTCODE),
        ("nominatim", {"addresstype": "natural"}, Precision.AREA),
        ("nominatim", {}, Precision.ADDRESS),
        ("nominatim", {"addresstype": 7, "type": None, "class": ["x"]}, Precision.ADDRESS),
        ("photon", {"properties": {"type": "house"}}, Precision.ADDRESS),
        ("photon", {"properties": {"type": "other", "osm_value": "locality"}}, Precision.TOWN),
        ("photon", {"properties": None}, Precision.ADDRESS),
        ("google", {"types": ["street_address"], "geometry": {"location_type": "ROOFTOP"}}, Precision.ADDRESS),
        ("google", {"types": ["locality", "political"], "geometry": {"location_type": "APPROXIMATE"}}, Precision.TOWN),
        ("google", {"types": ["administrative_area", "political"]}, Precision.AREA),
        ("google", {"types": ["route"]}, Precision.STREET),
        ("bing", {"entityType": "Address"}, Precision.ADDRESS),
        ("bing", {"entityType": "Postcode1"}, Precision.POSTCODE),
        ("bing", {"entityType": "PopulatedPlace"}, Precision.TOWN),
        ("herev7", {"resultType": "houseNumber"}, Precision.ADDRESS),
        ("herev7", {"resultType": "administrativeArea"}, Precision.AREA),
        ("mapbox", {"place_type": ["place"]}, Precision.TOWN),
        ("geocodio", {"accuracy_type": "place"}, Precision.TOWN),
        ("geocodio", {"accuracy_type": "street_center"}, Precision.STREET),
        ("pelias", {"properties": {"layer": "venue"}}, Precision.ADDRESS),
        ("pelias", {"properties": {"layer": "localadmin"}}, Precision.TOWN),
        ("opencage", {"components": {"_type": "village"}}, Precision.TOWN),
        ("tomtom", {"type": "Point Address"}, Precision.ADDRESS),
        ("azure", {"type": "Geography", "entityType": "Municipality"}, Precision.TOWN),
        ("arcgis", {"attributes": {"Addr_type": "PointAddress"}}, Precision.ADDRESS),
        ("opencage", {"components": {"_type": "fountain of youth"}}, Precision.UNKNOWN),
        ("geonames", {"name": "x", "fcode": "PPL"}, Precision.UNKNOWN),
        ("yandex", {}, Precision.UNKNOWN),
    ],
)
def test_how_exactly_a_place_is_known_is_what_the_service_says(
    provider: str, raw: dict[str, Any], precision: Precision
) -> None:
    assert precision_of(raw, provider) is precision


@pytest.mark.parametrize(
    ("provider", "raw", "said"),
    [
        ("nominatim", {"lat": "49.9", "lon": "-20.06"}, True),
        ("nominatim", {"lat": 49.9, "lon": 20}, True),
        ("nominatim", {"lat": "4_9", "lon": "20"}, False),
        ("nominatim", {"lat": " 49", "lon": "20"}, False),
        ("nominatim", {"lat": "٤٩", "lon": "20"}, False),
        ("nominatim", {"lat": "1e1", "lon": "20"}, False),
        ("nominatim", {"lat": "9" * 5000, "lon": "20"}, False),
        ("nominatim", {"lat": 10**400, "lon": 20}, False),
        ("nominatim", {"lat": True, "lon": True}, False),
        ("nominatim", {"lat": float("nan"), "lon": 20}, False),
        ("nominatim", {"lat": 0, "lon": 0.0}, False),
        ("photon", {"geometry": {"coordinates": [20.06, 49.98]}}, True),
        ("photon", {"geometry": {"coordinates": [20.06, 49.98, 212.5]}}, True),
        ("photon", {"geometry": {"coordinates": [20.06]}}, False),
        ("photon", {"geometry": {"coordinates": "٢٠"}}, False),
        ("photon", {"geometry": None}, False),
        ("photon", {"geometry": {"coordinates": [20.06, 149.98]}}, False),
        ("opencage", {}, True),
    ],
)
def test_a_place_is_what_has_both_coordinates(provider: str, raw: dict[str, Any], said: bool) -> None:
    assert said_place(raw, provider) is said
