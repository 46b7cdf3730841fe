"""The history of a lead on one screen: what a seller has to know before the call."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from solartui.domain.activity import Names, sentence, sign_of
from solartui.domain.leads import Lead
from solartui.domain.records import Activity, Note
from solartui.domain.stays import span_words, stays
from solartui.domain.text import clean, cut
from solartui.domain.vocabulary import label
from solartui.i18n import mark, ntr, tr

TALKS = ("call", "mail", "visit")
_STAYS, _EDITS, _NOTES, _PROJECTS = 5, 2, 3, 2
_LONGEST = 200
_WORTH_A_WORD = timedelta(minutes=1)
_TITLES = {
    "since": mark("Known since"),
    "stage": mark("Stage"),
    "way": mark("Way"),
    "talks": mark("Talked"),
    "last": mark("Last time"),
    "next": mark("Next"),
    "changed": mark("Changed"),
    "notes": mark("Notes"),
    "projects": mark("Projects"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that is told.

    Attributes:
        key: its stable name.
        lines: what is said about it, the newest first.
    """

    key: str
    lines: tuple[str, ...]

    @property
    def title(self) -> str:
        """Its name for people."""
        return tr(_TITLES[self.key])


@dataclass(frozen=True, slots=True)
class Past:
    """What a digest is made of.

    Attributes:
        activities: the oldest first; `notes` likewise.
        clock: writes a time.
    """

    lead: Lead
    activities: Sequence[Activity]
    notes: Sequence[Note]
    names: Names
    now: datetime
    clock: Callable[[datetime], str]


def digest(past: Past) -> tuple[Told, ...]:
    """What matters of a lead's history; things of which there are none say so or are left out."""
    said = (
        Told("since", (_since(past),)),
        Told("stage", (_stage(past),)),
        Told("way", tuple(_way(past))),
        Told("talks", (_talks(past),)),
        Told("last", tuple(_last(past))),
        Told("next", (_next(past),)),
        Told("changed", tuple(_edits(past))),
        Told("notes", tuple(_notes(past))),
        Told("projects", tuple(project.name for project in past.lead.projects[-_PROJECTS:])),
    )
    return tuple(Told(one.key, tuple(map(_short, one.lines))) for one in said if one.lines)


def _short(text: str) -> str:
    return cut(clean(text), _LONGEST)


def _since(past: Past) -> str:
    lead = past.lead
    age = span_words(past.now - lead.created_at)
    made = tr("by {who}", who=lead.created_by.name) if lead.created_by else ""
    parts = (past.clock(lead.created_at), age, label(lead.source), lead.channel, made)
    return " · ".join(part for part in parts if part)


def _stage(past: Past) -> str:
    lead = past.lead
    spent = tr("for {span}", span=span_words(past.now - lead.stage_since))
    who = lead.assignee.name if lead.assignee else tr("nobody carries it")
    parts = (past.names.stage(lead.stage), spent, lead.lost_reason, who)
    return " · ".join(part for part in parts if part)


def _way(past: Past) -> Iterator[str]:
    """Through which stages it came, and how long it was in each."""
    passed = [stay for stay in stays(past.activities) if stay.span is None or stay.span >= _WORTH_A_WORD]
    steps = []
    for stay in passed[-_STAYS:]:
        name = past.names.stage(stay.stage)
        steps.append(name if stay.span is None else f"{name} ({span_words(stay.span)})")
    if len(steps) > 1:
        yield " → ".join(steps)


def _talks(past: Past) -> str:
    found = Counter(one.kind for one in past.activities)
    words = {
        "call": ntr("{count} call", "{count} calls", found["call"]),
        "mail": ntr("{count} mail", "{count} mails", found["mail"]),
        "visit": ntr("{count} visit", "{count} visits", found["visit"]),
    }
    return ", ".join(words[kind] for kind in TALKS if found[kind]) or tr("nobody has called, written or been there yet")


def _last(past: Past) -> Iterator[str]:
    for one in reversed(past.activities):
        if one.kind in TALKS:
            yield _told(past, one)
            return


def _next(past: Past) -> str:
    lead = past.lead
    if lead.next_follow_up is None:
        return tr("nothing is set")
    late = tr("late") if lead.next_follow_up < past.now else ""
    parts = (past.clock(lead.next_follow_up), late, lead.follow_up_note)
    return " · ".join(part for part in parts if part)


def _edits(past: Past) -> Iterator[str]:
    edits = (one for one in reversed(past.activities) if one.kind == "edited")
    return (_told(past, one) for one in islice(edits, _EDITS))


def _notes(past: Past) -> Iterator[str]:
    for note in list(past.notes)[: -_NOTES - 1 : -1]:
        first, more, _rest = note.body.partition("\n")
        yield f"{past.clock(note.created_at)} {note.author}: {first}{' …' if more else ''}"


def _told(past: Past, one: Activity) -> str:
    return f"{sign_of(one)} {past.clock(one.at)} {one.actor}: {sentence(one, past.names)}"
