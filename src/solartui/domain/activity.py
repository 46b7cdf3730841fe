"""What happened, in words: the history of a record, and the changes that can be taken back.

The database keeps a kind and its data; the sentence is made when somebody reads it, in their language. Values stand
after a colon or an arrow, so that no language has to bend them.
"""

from __future__ import annotations

from collections.abc import Mapping

from solartui.domain.comments import icon_of
from solartui.domain.happened import contacts, leads, offers, places, projects, records, workflow
from solartui.domain.happened.words import PLAIN, Data, Kind, Names, Tell, field_label, moment, shown, shown_value
from solartui.domain.records import Activity, Change
from solartui.i18n import mark, tr

__all__ = [
    "KINDS",
    "PLAIN",
    "Names",
    "change_sentence",
    "change_sentence_of",
    "field_label",
    "glyph",
    "moment",
    "sentence",
    "sentence_of",
    "shown_value",
    "sign_of",
]

KINDS: Mapping[str, Kind] = {
    **records.KINDS,
    **leads.KINDS,
    **contacts.KINDS,
    **projects.KINDS,
    **offers.KINDS,
    **places.KINDS,
    **workflow.KINDS,
    "undone": Kind("←", mark("Undone")),
    "redone": Kind("→", mark("Done again")),
}
_OTHER = "·"


def glyph(kind: str) -> str:
    """The sign of a kind of activity, one cell wide."""
    return KINDS[kind].glyph if kind in KINDS else _OTHER


def sign_of(activity: Activity) -> str:
    """The sign of one activity: its writer's choice for a comment, else that of its kind."""
    return icon_of(activity.data.get("icon")).glyph if activity.kind == "comment" else glyph(activity.kind)


def sentence(activity: Activity, names: Names = PLAIN) -> str:
    """What an activity says, in one line; who did it stands beside it."""
    return sentence_of(activity.kind, activity.data, names)


def sentence_of(kind: str, data: Data, names: Names = PLAIN) -> str:
    """As `sentence`, from the kind and its data."""
    if data.get("erased"):
        return tr("Erased on request")
    tell = _SENTENCES.get(kind)
    return tell(data, names) if tell else shown(kind)


def change_sentence(change: Change, names: Names = PLAIN) -> str:
    """What a change did, for the list of what can be undone and for a toast: "12 leads moved to Contacted"."""
    return change_sentence_of(change.kind, change.data, names)


def change_sentence_of(kind: str, data: Data, names: Names = PLAIN) -> str:
    """As `change_sentence`, from the kind and its data."""
    tell = _CHANGES.get(kind)
    return tell(data, names) if tell else shown(kind)


def _inner(data: Data, names: Names) -> str:
    """What the change did that this one is about."""
    inner = data.get("data")
    return change_sentence_of(shown(data.get("kind")), inner if isinstance(inner, Mapping) else {}, names)


def _undone(data: Data, names: Names) -> str:
    return tr("Undone: {what}", what=_inner(data, names))


def _redone(data: Data, names: Names) -> str:
    return tr("Done again: {what}", what=_inner(data, names))


_OF_CHANGES: Mapping[str, Tell] = {"undone": _undone, "redone": _redone}
_SENTENCES: Mapping[str, Tell] = {
    **records.SENTENCES,
    **leads.SENTENCES,
    **contacts.SENTENCES,
    **projects.SENTENCES,
    **offers.SENTENCES,
    **places.SENTENCES,
    **workflow.SENTENCES,
    **_OF_CHANGES,
}
_CHANGES: Mapping[str, Tell] = {
    **records.CHANGES,
    **leads.CHANGES,
    **contacts.CHANGES,
    **projects.CHANGES,
    **offers.CHANGES,
    **places.CHANGES,
    **workflow.CHANGES,
    **_OF_CHANGES,
}
