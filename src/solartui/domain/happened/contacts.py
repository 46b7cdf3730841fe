"""What happens to contacts, in words."""

from __future__ import annotations

from collections.abc import Mapping

from solartui.domain.happened.words import Kind, Tell, name_of, named, shown, told
from solartui.i18n import mark, tr

KINDS: Mapping[str, Kind] = {
    "merged": Kind("⇉", mark("Merged")),
}


SENTENCES: Mapping[str, Tell] = {
    "merged": told(mark("Contact merged in"), "name"),
}

CHANGES: Mapping[str, Tell] = {
    "contact.created": named(mark("Contact {name} added")),
    "contact.edited": named(mark("Contact {name} edited")),
    "contact.deleted": named(mark("Contact {name} deleted")),
    "contact.merged": lambda data, _names: tr(
        "Contact {gone} merged into {name}", gone=shown(data.get("gone")), name=name_of(data)
    ),
}
