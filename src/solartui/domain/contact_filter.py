"""The filter of the contact list: words of a name or address, and the kind and origin that contacts must have."""

from __future__ import annotations

import re
import unicodedata

from solartui.domain.frozen import frozen
from solartui.domain.vocabulary import ContactKind, ContactOrigin

_OWN = re.compile(r"(?i:custom|wlasne|własne)\.")


@frozen
class ContactFilter:
    """What a text such as ``nowak kind:company origin:leadgen`` means.

    Attributes:
        words: what a name or an e-mail address must have.
        kind: None for both.
        origin: None for both.
        own: the conditions on fields of the desk's own, as they were typed.
    """

    words: str = ""
    kind: ContactKind | None = None
    origin: ContactOrigin | None = None
    own: str = ""

    @property
    def text(self) -> str:
        """The filter as it is typed; the inverse of `read_contact_filter`."""
        parts = [self.words]
        if self.kind is not None:
            parts.append(f"kind:{self.kind}")
        if self.origin is not None:
            parts.append(f"origin:{self.origin}")
        parts.append(self.own)
        return " ".join(part for part in parts if part)


def read_contact_filter(text: str) -> ContactFilter:
    """What a text means. Nothing is wrong: what names no kind, no origin and no field of the desk's own is a word."""
    words, kind, origin = [], None, None
    own = own_conditions(text)
    for word in (_less(text, own) if own else text).split():
        name, _, value = word.casefold().partition(":")
        if name == "kind" and value in set(ContactKind):
            kind = ContactKind(value)
        elif name == "origin" and value in set(ContactOrigin):
            origin = ContactOrigin(value)
        else:
            words.append(word)
    return ContactFilter(" ".join(words), kind, origin, own.strip())


def own_conditions(text: str) -> str:
    """The conditions on fields of the desk's own, each where it stands in a text, with blanks for everything else."""
    if not _OWN.search(text):
        return ""
    from solartui.domain.query.lexer import MAX_LENGTH, spans

    whole = unicodedata.normalize("NFC", text)
    if len(whole) > MAX_LENGTH:
        return ""
    found = [" "] * len(whole)
    for piece, start, end in spans(whole):
        if "." in piece.field:
            found[start:end] = whole[start:end]
    return "".join(found) if any(sign != " " for sign in found) else ""


def _less(text: str, own: str) -> str:
    """A text without the conditions that stand in `own`."""
    whole = unicodedata.normalize("NFC", text)
    return "".join(" " if mine != " " else sign for sign, mine in zip(whole, own, strict=True))
