"""Activities and notes of a record as the lists of its page show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from solartui.domain.activity import KINDS, Names, glyph, sentence, sign_of
from solartui.domain.comments import icon_of, token_of
from solartui.domain.digest import Past
from solartui.domain.records import Activity, Note
from solartui.domain.stays import Stay, span_words, stays
from solartui.domain.text import clean_block
from solartui.i18n import mark, tr
from solartui.widgets import moments
from solartui.widgets.lead_snapshot import LeadSnapshot, person
from solartui.widgets.notes_list import NoteItem, file_words, written
from solartui.widgets.pick_list import PickItem
from solartui.widgets.timeline import Event

_WORTH_A_WORD = timedelta(minutes=1)
_SAID = frozenset({"call", "mail", "visit", "comment", "note_added", "note_edited", "note_deleted"})
_COLOURS: Mapping[str, str] = {"converted": "ok", "follow_up_done": "ok", "deleted": "err", "call": "info",
                               "mail": "info", "visit": "info", "follow_up_set": "accent"}  # fmt: skip


def events_of(activities: Iterable[Activity], names: Names) -> list[Event]:
    """Activities as events, in their order; a move tells how long the lead was in the stage before."""
    told = list(activities)
    spent = {stay.left_by: stay for stay in stays(told)}
    return [
        Event(
            one.id,
            one.at.astimezone(names.zone),
            person(one.actor),
            kind_words(one.kind),
            sign_of(one),
            _colour(one, names),
            sentence(one, names) + _spent(spent.get(one.id), names),
            _more(one),
        )
        for one in told
    ]


def past_of(data: LeadSnapshot) -> Past:
    """What a digest of a lead's history is made of, in the time of the person."""

    def clock(at: datetime) -> str:
        return moments.clock(at.astimezone(data.names.zone), data.now)

    return Past(data.lead, data.activities, data.notes, data.names, data.now, clock)


def _spent(stay: Stay | None, names: Names) -> str:
    """How long a lead was in the stage that it left."""
    if stay is None or stay.span is None or stay.span < _WORTH_A_WORD:
        return ""
    return f"  · {tr('{span} in {stage}', span=span_words(stay.span), stage=names.stage(stay.stage))}"


def kind_words(kind: str) -> str:
    """The word for a kind of activity."""
    return tr(KINDS[kind].label) if kind in KINDS else kind


def _colour(one: Activity, names: Names) -> str:
    if one.kind == "moved":
        target = next((stage for stage in names.stages if stage.key == one.data.get("to")), None)
        return f"hue.{target.hue}" if target else "mute"
    if one.kind == "comment":
        return token_of(one.data.get("colour"))
    return _COLOURS.get(one.kind, "mute")


def _more(one: Activity) -> str:
    """All that was said, which the sentence tells the beginning of."""
    said = one.data.get("text")
    if one.kind not in _SAID or not isinstance(said, str) or not said:
        return ""
    words = tr(icon_of(one.data.get("icon")).label) if one.kind == "comment" else kind_words(one.kind)
    return f"{words}: {clean_block(said)}"


def note_items(notes: Iterable[Note], names: Names, now: datetime) -> list[NoteItem]:
    """Notes as items, in their order."""
    return [_note_item(note, names, now) for note in notes]


def _note_item(note: Note, names: Names, now: datetime) -> NoteItem:
    created, updated = note.created_at.astimezone(names.zone), note.updated_at.astimezone(names.zone)
    shown = written(created, updated, moments.clock(created, now), moments.clock(updated, now))
    file = file_words(note.document.name, note.document.size) if note.document else ""
    return NoteItem(note.id, person(note.author), shown, note.body, file, note.lost_file)


# Kinds that are looked at together, by the name of the group.
_GROUPS: Mapping[str, tuple[str, frozenset[str]]] = {
    "customer": (mark("Calls, mails and visits"), frozenset({"call", "mail", "visit"})),
    "written": (
        mark("Notes and files"),
        frozenset(f"{what}_{done}" for what in ("note", "document") for done in ("added", "edited", "deleted")),
    ),
    "stages": (mark("Stages and people"), frozenset({"moved", "assigned", "converted", "project_created"})),
}


def kinds_of(chosen: str) -> frozenset[str] | None:
    """The kinds of activities that a choice means; None for all of them."""
    if not chosen:
        return None
    return _GROUPS[chosen][1] if chosen in _GROUPS else frozenset({chosen})


def kinds_words(chosen: str) -> str:
    """What a choice of kinds is called."""
    return tr(_GROUPS[chosen][0]) if chosen in _GROUPS else kind_words(chosen)


def kind_items(activities: Iterable[Activity]) -> list[PickItem]:
    """What can be chosen: everything, a group, or one kind, each with how many there are."""
    found = Counter(one.kind for one in activities)
    items = [_item("all", "  ", tr("Everything"), found.total())]
    for name, (words, kinds) in _GROUPS.items():
        items.append(_item(name, "  ", tr(words), sum(found[kind] for kind in kinds)))
    items.append(PickItem("", (("", "text"),), heading=True))
    return items + [_item(kind, f"{glyph(kind)} ", kind_words(kind), count) for kind, count in found.most_common()]


def _item(name: str, sign: str, words: str, count: int) -> PickItem:
    return PickItem(name, ((sign, "mute"), (words, "text")), ((f"  {count}", "mute"),), enabled=count > 0)
