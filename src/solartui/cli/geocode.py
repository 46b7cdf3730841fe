"""``solartui geocode``: the places of leads, found by their addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from solartui.cli import printing
from solartui.cli.grammar import COUNT, Command, argument, option, with_call
from solartui.domain.errors import Refused
from solartui.i18n import mark, ntr, tr

if TYPE_CHECKING:
    from solartui.cli.call import Call
    from solartui.domain.geocoding import Found
    from solartui.services.geocoding import LeadPlace, Located

_SHOWN = 20


@click.command(
    "geocode",
    cls=Command,
    free_text=True,
    help=mark("Find the places of leads by their addresses. QUERY is a filter; without it, all that have no place."),
)
@argument("query", nargs=-1)
@option("--missing", is_flag=True, help=mark("Only leads without coordinates."))
@option("--provider", metavar="P", help=mark("offline, nominatim, photon or another service; else as the desk has it."))
@option("--url", metavar="URL", help=mark("The server of the service; else as the desk has it."))
@option("--pick", type=COUNT, metavar="N", help=mark("Of several places of one lead, take this one."))
@with_call
def geocode(
    call: Call, query: tuple[str, ...], *, missing: bool, provider: str | None, url: str | None, pick: int | None
) -> None:
    """Look for places, and write them down."""
    from shlex import quote

    from solartui.cli.progress import watched
    from solartui.domain.selection import Chosen
    from solartui.services.place_lookup import Wanted

    services = call.open()
    text = " ".join(query)
    chosen = Chosen(query=text)
    with watched(tr("Places")):
        changed = services.geocoding.locate(
            chosen, Wanted(provider, url), missing=(missing or not text.strip()) and pick is None, pick=pick
        )
    result = changed.value
    if call.as_json:
        printing.print_json(_document(result, changed.change_id))
    else:
        asked = (("--provider", provider), ("--url", url))
        _print(result, "".join(f" {name} {quote(said)}" for name, said in asked if said))
    _end(result)


def _end(result: Located) -> None:
    """One lead without a place, and a run that broke off, are no success.

    Raises:
        SolarError: as `raise_for` says, or because the service gave no more answers.
    """
    from solartui.services.geocoding import raise_for

    if len(result.leads) == 1:
        raise_for(result.leads[0])
    if result.stopped:
        raise Refused(tr("{why} The rest is for the next time: run the same again.", why=result.stopped))


def _place(found: Found) -> dict[str, Any]:
    return {
        "text": found.text,
        "latitude": found.latitude,
        "longitude": found.longitude,
        "precision": found.precision.value,
        "provider": found.source,
        "sure": found.sure,
    }


def _lead(one: LeadPlace) -> dict[str, Any]:
    return {
        "id": one.lead_id,
        "result": one.fate.value,
        "reason": one.reason or None,
        "place": _place(one.place) if one.place else None,
        "candidates": [_place(found) for found in one.candidates],
    }


def _document(result: Located, change: int | None) -> dict[str, Any]:
    from solartui.services.geocoding import Fate

    return {
        "provider": result.provider,
        "count": len(result.leads),
        **{fate.value: result.count(fate) for fate in Fate},
        "stopped": result.stopped or None,
        "change": change,
        "leads": [_lead(one) for one in result.leads],
    }


def _print(result: Located, service: str) -> None:
    """Say what became of the leads; `service` is what chooses the one that was asked, as it is typed."""
    from solartui.services.geocoding import Fate
    from solartui.services.place_lookup import CREDITS

    found = result.count(Fate.LOCATED)
    others = [one for one in result.leads if one.fate is not Fate.LOCATED]
    # Of a single lead, the reason follows as the error.
    alone = len(result.leads) == 1 and not found and result.leads[0].fate is not Fate.UNCHANGED
    if not alone:
        printing.say(ntr("{count} lead found on the map", "{count} leads found on the map", found))
    for one in others[:_SHOWN]:
        if not alone:
            printing.say(f"#{one.lead_id}: {one.reason}")
        for number, candidate in enumerate(one.candidates, 1):
            printing.say(f"{number}. {candidate.text} ({candidate.exactness}) {candidate.spot.text}")
    if len(others) > _SHOWN:
        printing.say(ntr("… and {count} more", "… and {count} more", len(others) - _SHOWN))
    if any(one.candidates for one in others):
        printing.say(tr("Choose one with: solartui geocode '#ID' --pick N") + service)
    if found and (credit := CREDITS.get(result.provider)):
        printing.say(tr("Places: {credit}", credit=credit))
