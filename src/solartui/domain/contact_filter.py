"""The filter of the contact list: words of a name or address, and the kind and origin that contacts must have."""

from __future__ import annotations

from solartui.domain.frozen import frozen
from solartui.domain.vocabulary import ContactKind, ContactOrigin


@frozen
class ContactFilter:
    """What a text such as ``nowak kind:company origin:leadgen`` means.

    Attributes:
        words: what a name or an e-mail address must have.
        kind: None for both.
        origin: None for both.
    """

    words: str = ""
    kind: ContactKind | None = None
    origin: ContactOrigin | None = None

    @property
    def text(self) -> str:
        """The filter as it is typed; the inverse of `read_contact_filter`."""
        parts = [self.words]
        if self.kind is not None:
            parts.append(f"kind:{self.kind}")
        if self.origin is not None:
            parts.append(f"origin:{self.origin}")
        return " ".join(part for part in parts if part)


def read_contact_filter(text: str) -> ContactFilter:
    """What a text means. Nothing is wrong: what names no kind and no origin is a word."""
    words, kind, origin = [], None, None
    for word in text.split():
        name, _, value = word.casefold().partition(":")
        if name == "kind" and value in set(ContactKind):
            kind = ContactKind(value)
        elif name == "origin" and value in set(ContactOrigin):
            origin = ContactOrigin(value)
        else:
            words.append(word)
    return ContactFilter(" ".join(words), kind, origin)
