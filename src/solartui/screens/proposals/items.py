"""Offers as rows and as text to be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING

from solartui.domain.money import format_money, format_number
from solartui.domain.offers.vocabulary import ProposalStatus, word
from solartui.domain.vocabulary import label
from solartui.i18n import ntr, tr
from solartui.widgets import moments
from solartui.widgets.pick_list import PickItem
from solartui.widgets.proposals_list import SIGNS, ProposalItem

if TYPE_CHECKING:
    from solartui.domain.offers.proposals import Proposal

UNANSWERED = "unanswered"


def duration(seconds: int) -> str:
    """A span as ``h:mm:ss``."""
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def proposal_items(proposals: Iterable[Proposal], zone: tzinfo, now: datetime) -> list[ProposalItem]:
    """Offers as rows, in their order."""
    return [_item(proposal, zone, now) for proposal in proposals]


def _item(proposal: Proposal, zone: tzinfo, now: datetime) -> ProposalItem:
    return ProposalItem(
        id=proposal.id,
        label=proposal.full_label,
        status=proposal.status.value,
        word=word(proposal.status),
        active=proposal.active,
        customer=proposal.customer,
        project=proposal.project_name,
        grid=label(proposal.grid_connection),
        gross=format_money(proposal.gross, proposal.currency),
        net=format_money(proposal.net, proposal.currency),
        sent=_sent(proposal, zone, now),
        viewed=_viewed(proposal, zone, now),
        views=tuple(
            tr("viewed {when} for {span}, {how}", when=_when(view.at, zone, now), span=duration(view.seconds),
               how=word(view.channel))
            for view in proposal.views
        ),
        link=proposal.link,
        more=tuple(_more(proposal, zone, now)),
    )  # fmt: skip


def _when(at: datetime, zone: tzinfo, now: datetime) -> str:
    local = at.astimezone(zone)
    return f"{moments.day(local, now)} {local:%H:%M}"


def _sent(proposal: Proposal, zone: tzinfo, now: datetime) -> str:
    if proposal.sent_at is None or proposal.channel is None:
        return ""
    day = moments.day(proposal.sent_at.astimezone(zone), now)
    return tr("sent {day}, {how}", day=day, how=word(proposal.channel))


def _viewed(proposal: Proposal, zone: tzinfo, now: datetime) -> str:
    last = proposal.last_viewed
    if last is None:
        return ""
    times = ntr("{count} view", "{count} views", len(proposal.views))
    day = moments.day(last.astimezone(zone), now)
    return tr("{times}, {span}, last {day}", times=times, span=duration(proposal.seconds_viewed), day=day)


def _more(proposal: Proposal, zone: tzinfo, now: datetime) -> Iterator[str]:
    net, gross = (format_money(minor, proposal.currency) for minor in proposal.per_kwp)
    kwp = round(proposal.capacity_kwp, 2)
    digits = 0 if kwp.is_integer() else 1 if round(kwp, 1) == kwp else 2
    size = tr("{kwp} kWp", kwp=format_number(kwp, digits))
    yield tr("{size}; per kWp {gross} with VAT, {net} without", size=size, gross=gross, net=net)
    last = datetime.combine(proposal.valid_until, datetime.min.time(), zone)
    yield tr("valid until {day}", day=moments.day(last, now))
    if proposal.signed_by:
        yield tr("signed by {who}", who=proposal.signed_by)
    if proposal.reason:
        yield tr("rejected: {reason}", reason=proposal.reason)
    for one in proposal.deliveries:
        if one.state != "sent":
            why = one.error or tr("interrupted; ask the customer")
            yield tr("not sent to {who}: {why}", who=one.recipient, why=why)


def filter_choices(proposals: Sequence[Proposal]) -> list[PickItem]:
    """What the list can be narrowed to, with how many there are of each."""

    def counted(key: str, text: str, count: int) -> PickItem:
        return PickItem(key, ((text, "text"),), ((str(count), "mute"),))

    waiting = sum(proposal.unanswered for proposal in proposals)
    items = [counted("all", tr("All"), len(proposals)), counted(UNANSWERED, tr("Viewed, not answered"), waiting)]
    for status in ProposalStatus:
        found = sum(proposal.status is status for proposal in proposals)
        items.append(counted(status.value, f"{SIGNS[status.value][0]} {word(status)}", found))
    return items


def kept(proposals: Sequence[Proposal], only: str) -> list[Proposal]:
    """The offers that a choice of `filter_choices` keeps."""
    if only in ("", "all"):
        return list(proposals)
    if only == UNANSWERED:
        return [proposal for proposal in proposals if proposal.unanswered]
    return [proposal for proposal in proposals if proposal.status == only]


def preview_text(proposal: Proposal) -> str:
    """An offer as plain text, as the customer reads it."""
    from solartui.domain.offers.papers import proposal_paper

    paper = proposal_paper(proposal)
    lines = [paper["company"]["name"], f"{paper['words']['proposal']} {paper['number']} · {paper['date']}", ""]
    lines += [paper["client"], paper["address"], ""]
    lines += [f"{one['label']}: {one['value']} {one['unit']}".rstrip() for one in paper["kpis"]]
    lines += ["", paper["words"]["system"], *(f"  {name}: {value}" for name, value in paper["facts"])]
    lines += ["", paper["words"]["price"]]
    lines += [f"  {one['name']}: {one['quantity']} {one['unit']} × {one['unit_net']} = {one['net']}, VAT {one['rate']}"
              for one in paper["items"]]  # fmt: skip
    lines += ["", *(f"  {row['name']}: {row['value']}" for row in paper["totals"])]
    lines += [f"  {paper['words']['payable']}: {paper['payable']}", "", *paper["notes"]]
    if paper["payoff"]:
        lines += ["", paper["payoff"]["note"]]
    lines += ["", paper["words"]["terms"], *(f"  - {term}" for term in paper["terms"]), "", paper["seller"]]
    return "\n".join(lines)
