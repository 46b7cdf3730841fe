"""Comments in the history of a record; like all history they are only added."""

from __future__ import annotations

from solartui.domain.comments import COLOURS, ICONS, checked
from solartui.domain.errors import Invalid
from solartui.domain.records import Subject
from solartui.domain.text import clean_block
from solartui.i18n import tr
from solartui.services.desk import Desk
from solartui.services.documents import check_subject
from solartui.services.result import Changed
from solartui.store.reading.history import related

TOPICS = frozenset({"notes", "leads"})
_LONGEST = 2_000


class CommentService:
    """Writes comments."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def add(self, subject: Subject, text: str, icon: str = "comment", colour: str = "grey") -> Changed[None]:
        """Write a comment into the history of a record.

        Args:
            subject: which record.
            text: what it says.
            icon: one of `solartui.domain.comments.ICONS`.
            colour: one of `solartui.domain.comments.COLOURS`.

        Raises:
            Invalid: there is no text, or no such sign or colour.
            NotFound: there is no such record.
        """
        body = clean_block(text).strip()
        if not body:
            raise Invalid(tr("A comment needs some text."), "text")
        if len(body) > _LONGEST:
            raise Invalid(tr("A comment can have {limit} characters at most.", limit=_LONGEST), "text")
        data = {
            "text": body,
            "icon": checked(icon, ICONS, "icon"),
            "colour": checked(colour, COLOURS, "colour"),
        }
        with self._desk.writing("notes.add") as work:
            check_subject(work.raw, subject)
            work.activity("comment", subject, data, **related(work.raw, subject))
            work.describe("comment.added", undoable=False, text=body[:80])
            return Changed(None, TOPICS, work.change_id)
