"""What happens to contacts, in words."""

from __future__ import annotations

from collections.abc import Mapping

from solartui.domain.happened.words import Kind, Tell, name_of, named, plain, shown, told
from solartui.i18n import mark, tr

KINDS: Mapping[str, Kind] = {
    "merged": Kind("⇉", mark("Merged")),
    "secrets_read": Kind("◎", mark("Documents read")),
    "erased": Kind("∅", mark("Erased")),
}


SENTENCES: Mapping[str, Tell] = {
    "merged": told(mark("Contact merged in"), "name"),
    "secrets_read": plain(mark("Looked at the numbers of documents")),
    "erased": plain(mark("Erased on request")),
}

CHANGES: Mapping[str, Tell] = {
    "contact.created": named(mark("Contact {name} added")),
    "contact.edited": named(mark("Contact {name} edited")),
    "contact.deleted": named(mark("Contact {name} deleted")),
    "contact.secrets_read": named(mark("Numbers of documents of {name} read")),
    "contact.erased": plain(mark("A person was erased on request")),
    "contact.merged": lambda data, _names: tr(
        "Contact {gone} merged into {name}", gone=shown(data.get("gone")), name=name_of(data)
    ),
}
