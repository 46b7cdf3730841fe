"""``solartui places``: towns and postcodes that the program knows by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from solartui.cli import printing
from solartui.cli.call import Call
from solartui.cli.grammar import Group, argument, option, with_call
from solartui.cli.layout import Column, print_table
from solartui.domain.errors import Invalid, NotFound
from solartui.domain.geocoding import Found
from solartui.i18n import mark, ntr, tr

places = Group("places", help=mark("Towns and postcodes that are known without asking anybody."))


@places.command("find", free_text=True, help=mark("Find a town, a postcode or #ID of a lead."))
@argument("text", nargs=-1, required=True)
@with_call
def _find(call: Call, text: tuple[str, ...]) -> None:
    words = " ".join(text)
    if not words.strip():
        raise Invalid(tr("Name a town, a postcode or #ID of a lead."))
    found = call.open().places.find(words)
    if not found:
        raise NotFound(tr("There is no place {place} that is known here.", place=words[:60]))
    _print(call, found)


@places.command("at", free_text=True, help=mark("Tell which town a place is near: LAT,LON"))
@argument("spot", metavar="LAT,LON")
@option("--provider", metavar="P", help=mark("Ask this service for the address; without it, nobody is asked."))
@option("--url", metavar="URL", help=mark("The server of the service; else as the desk has it."))
@with_call
def _at(call: Call, spot: str, *, provider: str | None, url: str | None) -> None:
    from solartui.domain.places import distance_km, typed_spot

    place = typed_spot(spot)
    if place is None:
        raise Invalid(tr("{text} is no pair of coordinates; write it like 50.0619, 19.9368.", text=spot[:40]))
    services = call.open()
    if provider or url:
        from solartui.services.place_lookup import Wanted

        found = services.geocoding.lookup.reverse(place, Wanted(provider, url))
    else:
        found = services.places.reverse(place)
    if found is None:
        raise NotFound(tr("No town is near {place}.", place=place.text))
    if call.as_json:
        printing.print_json(_document(found) | {"distance_km": round(distance_km(place, found.spot), 3)})
    else:
        _print(call, [found])


@places.command("list", help=mark("List the countries whose postcodes were brought in."))
@with_call
def _list(call: Call) -> None:
    countries = call.open().postcodes.countries()
    if call.as_json:
        printing.print_json_array({"country": country, "postcodes": count} for country, count in countries)
        return
    columns = (
        Column("country", mark("Country"), lambda row: row[0]),
        Column("postcodes", mark("Postcodes"), lambda row: str(row[1]), right=True),
    )
    if not print_table(columns, countries):
        printing.warn(tr("No postcodes yet. See: solartui places import --help"))


@places.command("import", help=mark("Bring in postcodes from FILE: a .zip or .txt of GeoNames, as of a country."))
@argument("file", metavar="FILE")
@option("--country", metavar="CC", help=mark("Take only this country, two letters."))
@with_call
def _import(call: Call, file: str, *, country: str | None) -> None:
    from solartui.cli.progress import watched

    with watched(tr("Postcodes")):
        counts = call.open().postcodes.take(Path(file), country)
    if call.as_json:
        printing.print_json({"file": file, "countries": counts})
        return
    for known, count in counts.items():
        printing.say(ntr("{count} place of {country}", "{count} places of {country}", count, country=known))


def _document(found: Found) -> dict[str, Any]:
    return {
        "text": found.text,
        "latitude": found.latitude,
        "longitude": found.longitude,
        "precision": found.precision.value,
        "sure": found.sure,
    }


def _print(call: Call, found: list[Found]) -> None:
    from solartui.services.place_lookup import CREDITS

    if call.as_json:
        printing.print_json_array(map(_document, found))
        return
    columns = (
        Column("text", mark("Place"), lambda one: one.text, long=True),
        Column("spot", mark("Coordinates"), lambda one: one.spot.text),
        Column("precision", mark("Exact to"), lambda one: one.exactness),
    )
    print_table(columns, found)
    if credit := CREDITS.get(found[0].source):
        printing.say(tr("Places: {credit}", credit=credit))
