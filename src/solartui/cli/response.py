"""``solartui response``: until when a new lead has to be answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from solartui.cli.call import Call
from solartui.cli.grammar import Group, argument, with_call
from solartui.domain.errors import Invalid
from solartui.domain.text import clean
from solartui.domain.typed_numbers import plain_number
from solartui.i18n import mark, tr

if TYPE_CHECKING:
    from solartui.domain.response import ResponseRules

response = Group("response", help=mark("See and set until when a new lead has to be answered."))

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_FIELDS = ("opens", "closes", "days", "country", "state", "zone")


@response.command("show", help=mark("Show the working hours, the holidays that are kept, and the hours by source."))
@with_call
def _show(call: Call) -> None:
    _print(call, call.open().response.rules())


@response.command("set", help=mark("Change some of them: opens=08:00 days=mon-fri country=AU manual_entities=4."))
@argument("values", nargs=-1, required=True, metavar="NAME=VALUE…")
@with_call
def _set(call: Call, values: Sequence[str]) -> None:
    from solartui.domain.response import rules_data, rules_from

    service = call.open().response
    data = rules_data(service.rules())
    names = [pair.partition("=")[0] for pair in values]
    for name, pair in zip(names, values, strict=True):
        if names.count(name) > 1:
            raise Invalid(tr("{field} is given twice.", field=clean(name)[:40]), name)
        _change(data, pair)
    _print(call, service.set_rules(rules_from(data)).value)


@response.command("check", help=mark("Write into the histories of leads that they were not answered in time."))
@with_call
def _check(call: Call) -> None:
    from solartui.i18n import ntr

    noted = call.open().response.note_missed().value
    said = ntr("{count} lead was not answered in time", "{count} leads were not answered in time", len(noted))
    call.show({"missed": list(noted)}, [(tr("Noted"), said)])


def _change(data: dict[str, Any], pair: str) -> None:
    name, equals, value = pair.partition("=")
    if not equals:
        raise Invalid(tr("{text} is no NAME=VALUE.", text=pair[:60]), "values")
    if name == "days":
        data["days"] = _days(value)
    elif name in _FIELDS:
        data[name] = value or None
        if name == "country":
            data["state"] = None
    elif name in data["hours"]:
        try:
            data["hours"] = {**data["hours"], name: float(plain_number(value))}
        except ValueError:
            raise Invalid(tr("{text} is no number of hours.", text=value[:20]), name) from None
    else:
        known = ", ".join((*_FIELDS, *sorted(data["hours"])))
        raise Invalid(tr("There is no setting {name}. Known: {known}", name=name[:40], known=known), "values")


def _days(text: str) -> list[int]:
    """Days of the week by their names: ``mon-fri``, ``mon,wed,fri``."""
    days: set[int] = set()
    for part in text.lower().split(","):
        first, _, last = part.partition("-")
        if first not in _DAYS or (last or first) not in _DAYS:
            raise Invalid(tr("{text} is no day of the week. Write mon-fri, or mon,wed.", text=part[:20]), "days")
        start, end = _DAYS.index(first), _DAYS.index(last or first)
        days.update(range(start, (end if end >= start else end + 7) + 1))
    return sorted({day % 7 for day in days})


def _print(call: Call, rules: ResponseRules) -> None:
    from solartui.domain.response import rules_data

    call.show(rules_data(rules), _pairs(rules))


def _pairs(rules: ResponseRules) -> Iterator[tuple[str, object]]:
    from solartui.domain.response import knows_holidays
    from solartui.domain.vocabulary import Source, label

    yield tr("Working hours"), f"{rules.opens:%H:%M}–{rules.closes:%H:%M} {rules.zone}"
    yield tr("Working days"), ",".join(_DAYS[day] for day in sorted(rules.days))
    kept = f"{rules.country} {rules.state or ''}".strip()
    yield tr("Holidays"), kept if knows_holidays(rules.country) else tr("none known for {country}", country=kept)
    for source, hours in sorted(rules.hours.items()):
        yield label(Source(source)), tr("within {n} working hours", n=f"{hours:g}") if hours else tr("no clock")
