"""``solartui report``: what the desk can learn from its leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solartui.cli import printing
from solartui.cli.call import Call
from solartui.cli.grammar import Group, argument, with_call
from solartui.cli.layout import Column, print_table
from solartui.domain.vocabulary import Source, label
from solartui.i18n import mark, tr

if TYPE_CHECKING:
    from solartui.services.reports import SourceLine

report = Group("report", help=mark("What the desk can learn from its leads."))

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400


def _share(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)}%"


def _span(seconds: float | None) -> str:
    """How long somebody waited, to the unit that matters: ``12 min``, ``3 h``, ``2 d``."""
    if seconds is None:
        return ""
    if seconds < _HOUR:
        return tr("{n} min", n=round(seconds / _MINUTE))
    if seconds < 2 * _DAY:
        return tr("{n} h", n=round(seconds / _HOUR))
    return tr("{n} d", n=round(seconds / _DAY))


_COLUMNS = (
    Column("source", mark("Source"), lambda line: label(Source(line.source))),
    Column("channel", mark("Channel"), lambda line: line.channel, long=True),
    Column("leads", mark("Leads"), lambda line: str(line.leads), right=True),
    Column("contacted", mark("Contacted"), lambda line: _share(line.contacted, line.leads), right=True),
    Column("converted", mark("Converted"), lambda line: _share(line.converted, line.leads), right=True),
    Column("first_contact", mark("First contact"), lambda line: _span(line.first_contact), right=True),
)


def _document(line: SourceLine) -> dict[str, object]:
    seconds = line.first_contact
    return {
        "source": line.source,
        "channel": line.channel or None,
        "leads": line.leads,
        "contacted": line.contacted,
        "converted": line.converted,
        "first_contact_seconds": None if seconds is None else round(seconds),
    }


@report.command("sources", free_text=True, help=mark("How the leads of each source and channel fare."))
@argument("query", nargs=-1)
@with_call
def _sources(call: Call, query: tuple[str, ...]) -> None:
    lines = call.open().reports.sources(" ".join(query))
    if call.as_json:
        printing.print_json_array(_document(line) for line in lines)
    elif not print_table(_COLUMNS, lines):
        printing.warn(tr("No leads."))
