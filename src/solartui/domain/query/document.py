"""What the full-text index holds of a lead: folded words, each behind the sign of its section.

The signs are no letters or digits, so the index sees only words; they let a filter on one field look for
``~krak`` (a word of the city that begins with krak) in the same text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, TypedDict, Unpack

from solartui.domain.text import ascii_digits, fold, words

if TYPE_CHECKING:
    from solartui.domain.contacts import Phone

# Section name -> its sign. LIKE gives % and _ a meaning: no sign may be one of them.
SIGNS: Mapping[str, str] = {
    "name": "!",
    "contact": "@",
    "street": "/",
    "postcode": "#",
    "city": "~",
    "region": "^",
    "channel": "<",
    "email": "&",
    "phone": "+",
    "id": "=",
}

_NUMBER = SIGNS["id"]
_WORD = re.compile(r"[^\W_]+")
# Plain text, folded, with blanks between its words.
_PARTED = str.maketrans({letter: letter.lower() if letter.isalnum() else " " for letter in map(chr, range(128))})
_DIGITS = re.compile(r"[0-9]+")
# Country calling codes of one and of two digits; all others have three.
_ONE_DIGIT = frozenset("17")
_TWO_DIGITS = frozenset(
    str(code) for code in (20, 27, *range(30, 35), 36, 39, 40, 41, *range(43, 50), *range(51, 59), *range(60, 67),
                           81, 82, 84, 86, *range(90, 96), 98)
)  # fmt: skip
_LONG_NUMBER = 8
# The beginning of a number as it is dialled inside its country, as far as somebody has typed it; too many numbers
# have the first digit behind the zero.
_DIALLED = re.compile(r"0[1-9][0-9]{1,5}")


def plain_words(text: str) -> list[str]:
    """The words of a text as the filter language sees them.

    Folded twice, because letters such as ``Ǿ`` need it, and long numbers without the zeros of a dialling prefix.
    """
    return [_without_prefix(word) for word in words(text if text.isascii() else fold(text))]


def _without_prefix(word: str) -> str:
    if word[0] == "0" and len(word) >= _LONG_NUMBER and _DIGITS.fullmatch(word):
        return word.lstrip("0") or word
    return word


def dialled(word: str) -> str:
    """What numbers begin with that are dialled like this, behind the zero, which the index does not keep.

    Nothing for all other words: most are no digits, and a number that is typed to its end has lost its zero already.
    """
    return word[1:] if _DIALLED.fullmatch(word) else ""


def token(word: str) -> str:
    """A word as the index keeps it: letters that old versions of SQLite do not know are spelled out."""
    if word.isascii():
        return word
    return "".join(c if c.isascii() or _known(c) else f"u{ord(c):x}" for c in word)


def _known(letter: str) -> bool:
    # The tokenizer would take a letter younger than its own tables for a blank, and a blank inside a quoted
    # word is an error to an index without positions. Unicode 3.2 is older than any of its tables.
    return unicodedata.ucd_3_2_0.category(letter)[0] in "LN"


def tokens(text: str | None) -> Sequence[str]:
    """The words of a text as the index keeps them."""
    return _remembered_tokens(text) if text else ()


def _tokens(text: str) -> tuple[str, ...]:
    if text.isascii():
        found = text.translate(_PARTED).split()
    else:
        found = _WORD.findall(fold(text))
        if not "".join(found).isascii():
            return tuple(map(token, plain_words(text)))
    return tuple([word if word[0] != "0" else _without_prefix(word) for word in found])


# Towns and streets come again and again where very many leads are written, or looked through, at once.
_remembered_tokens = lru_cache(maxsize=1024)(_tokens)


def national(digits: str) -> str:
    """The digits of an international number without its country calling code."""
    if digits[:1] in _ONE_DIGIT:
        return digits[1:]
    return digits[2:] if digits[:2] in _TWO_DIGITS else digits[3:]


def phone_tokens(phone: Phone) -> list[str]:
    """Every way in which the digits of a number may be typed: with the country code, without it, as it was written."""
    whole = phone.e164 or (phone.number if phone.number.lstrip().startswith("+") else "")
    international, typed = _digits(whole), _digits(phone.number)
    found = (international, national(international), _without_prefix(typed) if typed else "")
    return list(dict.fromkeys([digits for digits in found if digits]))


def _digits(text: str) -> str:
    return ascii_digits(text) if text.isascii() else "".join(_DIGITS.findall(text))


def postcode_tokens(postcode: str | None) -> Sequence[str]:
    """The parts of a postcode and the whole of it: 30, 001 and 30001 for ``30-001``."""
    parts = tokens(postcode)
    return (*parts, "".join(parts)) if len(parts) > 1 else parts


class Indexed(TypedDict):
    """What of a lead can be searched for."""

    name: str
    contact: str
    street: str | None
    postcode: str | None
    city: str | None
    region: str | None
    channel: str | None
    emails: Iterable[str]
    phones: Iterable[Phone]


def sections(*, lead_id: int, **lead: Unpack[Indexed]) -> dict[str, Sequence[str]]:
    """The words of a lead by section, see `SIGNS`."""
    return {**_called(lead), **_placed(*_place(lead)), **_reached(lead), "id": (str(lead_id),)}


def search_text(*, lead_id: int, **lead: Unpack[Indexed]) -> str:
    """The text that the full-text index keeps of a lead."""
    return numbered(unnumbered_text(**lead), lead_id)


def unnumbered_text(**lead: Unpack[Indexed]) -> str:
    """As `search_text`, for a lead that has no number yet."""
    return _signed(_called(lead)) + _place_text(*_place(lead)) + _signed(_reached(lead))


def _called(lead: Indexed) -> dict[str, Sequence[str]]:
    # What is seldom the same for two leads is not remembered: it would only push out the towns and streets.
    return {"name": _tokens(lead["name"]), "contact": _tokens(lead["contact"])}


_Place = tuple[str | None, str | None, str | None, str | None, str | None]


def _place(lead: Indexed) -> _Place:
    return lead["street"], lead["postcode"], lead["city"], lead["region"], lead["channel"]


def _placed(
    street: str | None, postcode: str | None, city: str | None, region: str | None, channel: str | None
) -> dict[str, Sequence[str]]:
    """What many leads of a sheet, or of a town, have alike."""
    return {
        "street": tokens(street),
        "postcode": postcode_tokens(postcode),
        "city": tokens(city),
        "region": tokens(region),
        "channel": tokens(channel),
    }


@lru_cache(maxsize=1024)
def _place_text(*place: *_Place) -> str:
    return _signed(_placed(*place))


def _reached(lead: Indexed) -> dict[str, Sequence[str]]:
    return {
        "email": [word for address in lead["emails"] for word in _tokens(address)],
        "phone": [word for phone in lead["phones"] for word in phone_tokens(phone)],
    }


def _signed(parts: Mapping[str, Sequence[str]]) -> str:
    return "".join([SIGNS[name] + SIGNS[name].join(dict.fromkeys(words)) for name, words in parts.items() if words])


def numbered(text: str, lead_id: int) -> str:
    """The whole of a text that was made without the number of its lead."""
    return f"{text}{_NUMBER}{lead_id}"


def begin(words: Iterable[str], present: Sequence[str]) -> bool:
    """Whether each of `words` (as of `plain_words`) begins one of `present` (as of `tokens`)."""
    return all(any(there.startswith(word) for there in present) for word in map(token, words))
