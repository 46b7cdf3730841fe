"""From options, ``field=value`` words and JSON to the fields of a lead, a contact or a project."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from solartui.adapters.text_input import read_text
from solartui.domain.errors import Invalid, NotFound
from solartui.domain.text import clean
from solartui.i18n import tr

_LONGEST_NUMBER = 18
_PLACE = ("street", "postcode", "city", "region", "country")
# Keys of a printed lead that say what the program knows by itself.
_READ_ONLY = frozenset(
    {"id", "created_by", "created_entity", "converted", "archived", "created_at", "updated_at", "version", "projects"}
)
_OTHER_NAMES = {
    "contact": "contact_id",
    "service_location": "location",
    "reason": "lost_reason",
    "company": "company_id",
}
_POINTS = {"email": "emails", "emails": "emails", "phone": "phones", "phones": "phones"}


def read_object(source: str) -> dict[str, Any]:
    """The one JSON object of a file, of standard input for ``-``.

    Raises:
        Invalid: it is something else.
    """
    import json

    text = read_text(source)
    try:
        found = json.loads(text, parse_int=_whole)
    except (ValueError, RecursionError) as error:
        place = (error.lineno, error.colno) if isinstance(error, json.JSONDecodeError) else (1, 1)
        message = tr("{path} is no JSON: line {line}, column {column}.", path=source, line=place[0], column=place[1])
        raise Invalid(message) from None
    if not isinstance(found, dict):
        raise Invalid(tr("{path} holds no JSON object.", path=source))
    return found


def _whole(digits: str) -> float:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else float(digits)


def points(values: Iterable[str]) -> tuple[str, ...]:
    """Single e-mail addresses or numbers out of texts that may hold several, parted by commas."""
    from solartui.domain.contact_points import split_points

    return tuple(part for value in values for part in split_points(value))


def record_number(text: str) -> int:
    """The number of a record, with or without ``#``.

    Raises:
        Invalid: it is no such number.
        NotFound: it is larger than any record's.
    """
    digits = text.removeprefix("#")
    if not (digits.isascii() and digits.isdigit()):
        raise Invalid(tr("“{text}” is no number of a record.", text=clean(text)[:60]))
    if len(digits) > _LONGEST_NUMBER:
        raise NotFound(tr("There is no record {id}.", id=digits[:30]))
    return int(digits)


def _number_or_none(value: Any) -> int | None:
    return None if value in (None, "") else record_number(str(value))


def _list_of_texts(value: Any, field: str) -> tuple[str, ...]:
    if value is None:
        return ()
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise Invalid(tr("{field}: needs a list of texts.", field=field), field)
    return points(texts)


def assignments(words: Iterable[str]) -> dict[str, Any]:
    """Fields out of words such as ``city=Kraków``; an empty value clears its field.

    Raises:
        Invalid: a word is none of this form, or a field is given twice.
    """
    fields: dict[str, Any] = {}
    for word in words:
        name, equals, value = word.partition("=")
        name = name.strip().lower().replace("-", "_").removeprefix("address.")
        if not equals or not name:
            raise Invalid(tr("“{word}” is not of the form field=value.", word=clean(word)[:60]))
        field = _field(_OTHER_NAMES.get(name, name), value)
        if not fields.keys().isdisjoint(field):
            raise Invalid(tr("{field} is given twice.", field=clean(name)[:40]), name)
        fields |= field
    return fields


def _field(name: str, value: str) -> dict[str, Any]:
    if name in {"contact_id", "company_id"}:
        return {name: _number_or_none(value)}
    if name == "unusable":
        return {name: points([value])}
    if name in _POINTS:
        return {_POINTS[name]: points([value])}
    return {name: months(value) if name == "consumption" else value}


def months(text: str) -> str:
    """Twelve values; between them stand blanks, semicolons or, where these are no decimal commas, commas.

    A list as in JSON does, too.
    """
    if text.strip().startswith("["):
        return ";".join(part.strip().replace("null", "") for part in text.strip().strip("[]").split(","))
    parted = ";" in text or len(text.split()) > 1
    return text if parted else text.replace(",", " ")


def lead_fields(document: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """The fields of a lead in JSON, and those of its new contact.

    Takes the form in which leads are printed, where it ignores what cannot be set, as well as flat fields.

    Returns:
        The fields as a draft takes them; the new contact's, None where the contact is known by its id.

    Raises:
        Invalid: a key holds something else than it should.
    """
    fields: dict[str, Any] = {}
    printed = "id" in document
    contact: Any = None
    for key, value in document.items():
        if key in _READ_ONLY or (key == "source" and printed):
            continue
        if key == "contact":
            contact = value
        elif key == "address":
            fields |= _address(value)
        elif key in {"assignee", "owner", "partner", "location", "service_location"}:
            fields[_OTHER_NAMES.get(key, key)] = _who(key, value)
        elif key == "contact_id":
            fields[key] = _number_or_none(value)
        else:
            fields[key] = value
    return _with_contact(fields, contact)


def _with_contact(fields: dict[str, Any], contact: Any) -> tuple[dict[str, Any], dict[str, Any] | None]:
    if contact is None or fields.get("contact_id"):
        return fields, None
    if not isinstance(contact, dict):
        return fields | {"contact_id": _number_or_none(contact)}, None
    known = _number_or_none(contact.get("id"))
    if known is not None:
        return fields | {"contact_id": known}, None
    new = {key: value for key, value in contact.items() if key != "id"}
    for key in ("emails", "phones"):
        if key in new:
            new[key] = _list_of_texts(new[key], f"contact.{key}")
    return fields, new


def _address(value: Any) -> dict[str, Any]:
    if value is None:
        return {}
    unknown = set(value) - {*_PLACE, "text"} if isinstance(value, dict) else {""}
    if unknown:
        names = ", ".join(_PLACE)
        raise Invalid(tr("address: needs an object with some of: {names}", names=names), "address")
    return {part: value[part] for part in _PLACE if part in value}


def _who(field: str, value: Any) -> str | None:
    """A person as the services find them by name: ``team:South``."""
    if value is None or isinstance(value, str):
        return value
    if not isinstance(value, dict) or not isinstance(value.get("name"), str):
        raise Invalid(tr("{field}: needs a name, or an object with kind and name.", field=field), field)
    kind = value.get("kind")
    return f"{kind}:{value['name']}" if kind and field == "assignee" else value["name"]
