"""``solartui report``: what the desk can learn from its leads."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

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


class _Step(NamedTuple):
    """One step of the funnel, with its share of all leads."""

    name: str
    label: str
    leads: int
    rate: float | None

    @property
    def bar(self) -> str:
        """The share as a bar of up to thirty cells."""
        sign = "█" if (sys.stdout.encoding or "").lower().startswith("utf") else "#"
        return sign * round(30 * (self.rate or 0))


def _rounded(rate: float | None) -> float | None:
    return None if rate is None else round(rate, 4)


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


_FUNNEL = (
    Column("step", mark("Step"), lambda step: step.label),
    Column("count", mark("Leads"), lambda step: str(step.leads), right=True),
    Column("rate", mark("Share"), lambda step: "" if step.rate is None else f"{round(100 * step.rate)}%", right=True),
    Column("bar", "", lambda step: step.bar),
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


@report.command("funnel", free_text=True, help=mark("What became of leads, from the first inquiry to the end."))
@argument("query", nargs=-1)
@with_call
def _funnel(call: Call, query: tuple[str, ...]) -> None:
    found = call.open().reports.funnel(" ".join(query))
    steps = (
        _Step("created", tr("Created"), found.created, found.rate(found.created)),
        _Step("contacted", tr("Contacted"), found.contacted, found.rate(found.contacted)),
        _Step("converted", tr("Converted"), found.converted, found.rate(found.converted)),
        _Step("lost", tr("Lost"), found.lost, found.rate(found.lost)),
        _Step("closed", tr("Closed"), found.closed, found.rate(found.closed)),
        _Step("open", tr("Under way"), found.open, found.rate(found.open)),
    )
    if call.as_json:
        counts = {step.name: step.leads for step in steps}
        rates = {f"{step.name}_rate": _rounded(step.rate) for step in steps[1:]}
        of_contacted = {"converted_of_contacted_rate": _rounded(found.rate(found.converted, found.contacted))}
        printing.print_json(counts | rates | of_contacted)
    else:
        print_table(_FUNNEL, steps)


@report.command("sources", free_text=True, help=mark("How the leads of each source and channel fare."))
@argument("query", nargs=-1)
@with_call
def _sources(call: Call, query: tuple[str, ...]) -> None:
    lines = call.open().reports.sources(" ".join(query))
    if call.as_json:
        printing.print_json_array(_document(line) for line in lines)
    elif not print_table(_COLUMNS, lines):
        printing.warn(tr("No leads."))
