"""Filters of the list of contacts as SQL."""

from __future__ import annotations

from solartui.domain.query import Query
from solartui.store.conditions import Piece
from solartui.store.list_shape import Selection
from solartui.store.lists import CONTACTS
from solartui.store.record_search import Searched, as_number

_MAIL = "EXISTS (SELECT 1 FROM contact_email m WHERE m.contact_id = c.id{test})"
_PHONE = "EXISTS (SELECT 1 FROM contact_phone f WHERE f.contact_id = c.id{test})"
_HAS_MAIL = _MAIL.format(test=" AND instr(m.address_key, ?) > 0")
_HAS_PHONE = _PHONE.format(test=" AND instr(f.digits, ?) > 0")
_WORKS_FOR = (
    "(c.company_id IS NOT NULL AND EXISTS (SELECT 1 FROM contact w WHERE w.id = c.company_id "
    "AND instr(w.name_fold, ?) > 0))"
)
_ANY_WORD = f"(instr(c.name_fold, ?) > 0 OR {_HAS_MAIL} OR {_WORKS_FOR})"
_ANY_DIGITS = f"(instr(c.name_fold, ?) > 0 OR {_HAS_MAIL} OR {_WORKS_FOR} OR {_HAS_PHONE} OR c.id = ?)"


# A single letter stands in nearly every name and address: it has to begin a word.
_BEGINS = (
    "(instr(' ' || c.name_fold, ' ' || ?) > 0 OR "
    + _MAIL.format(test=" AND instr('.' || replace(m.address_key, '@', '.'), '.' || ?) > 0")
    + " OR c.id = ?)"
)


def _any_word(word: str) -> Piece:
    if len(word) == 1:
        return _BEGINS, [word, word, as_number(word)]
    if word.isascii() and word.isdecimal():
        return _ANY_DIGITS, [word, word, word, word, as_number(word)]
    return _ANY_WORD, [word, word, word]


_CONTACTS = Searched(
    record="contact",
    shape=CONTACTS,
    any_word=_any_word,
    columns={
        "id": "c.id",
        "name": "c.name_fold",
        "kind": "c.kind",
        "origin": "c.origin",
        "login": "c.login",
        "leads": "(SELECT count(*) FROM lead l WHERE l.contact_id = c.id AND l.deleted_at IS NULL)",
        "projects": (
            "(SELECT count(*) FROM project_contact pc JOIN project p ON p.id = pc.project_id "
            "WHERE pc.contact_id = c.id AND p.deleted_at IS NULL)"
        ),
        "created": "c.created_at",
        "updated": "c.updated_at",
    },
    words={"email": _HAS_MAIL, "phone": _HAS_PHONE, "company": _WORKS_FOR},
    empty={
        "email": "NOT " + _MAIL.format(test=""),
        "phone": "NOT " + _PHONE.format(test=""),
        "company": "c.company_id IS NULL",
    },
)


def select_contacts(query: Query) -> Selection:
    """The contacts that a query means."""
    return _CONTACTS.select(query)
