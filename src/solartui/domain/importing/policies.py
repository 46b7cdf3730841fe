"""What rows of a spreadsheet do that are about somebody, or something, that is there already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class OnDuplicate(StrEnum):
    """What a row does that is about somebody, or something, that is there already."""

    LINK = "link"
    UPDATE = "update"
    SKIP = "skip"


class Key(StrEnum):
    """By what a row was recognised."""

    NUMBER = "id"
    EXTERNAL = "external_id"
    CONTACT = "contact_id"
    EMAIL = "email"
    PHONE = "phone"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Policies:
    """What rows do that are about somebody, or something, that is there already.

    Attributes:
        usual: for everything that is not said otherwise. Under `LINK` a row with a number of ours, or with what another
            program calls its record, still updates that record: it was made to do so.
        by_key: by what they were recognised, where a person wants it otherwise.
    """

    usual: OnDuplicate = OnDuplicate.LINK
    by_key: Mapping[Key, OnDuplicate] = field(default_factory=dict)

    def of(self, key: Key | None) -> OnDuplicate:
        """What a row does that was recognised by a key."""
        if key is not None and key in self.by_key:
            return self.by_key[key]
        names_it = key in {Key.NUMBER, Key.EXTERNAL}
        return OnDuplicate.UPDATE if names_it and self.usual is OnDuplicate.LINK else self.usual

    def of_contact(self, key: Key | None) -> OnDuplicate:
        """What a row does to the contact itself.

        What another program calls its record comes with the first import: the second one must not take over what the
        first one left alone.
        """
        return self.by_key.get(key, self.usual) if key is Key.EXTERNAL else self.of(key)
