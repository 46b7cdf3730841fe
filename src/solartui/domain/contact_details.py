"""What is known of a person beyond name and addresses, and what of it only some may read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from solartui.domain.errors import Invalid
from solartui.domain.text import clean, fold, unique_key
from solartui.domain.vocabulary import Gender
from solartui.i18n import tr

SECRETS = frozenset({"passport", "licence"})
"""Fields that are masked for everybody who may not read them, and in all that is kept or sent about a contact."""

_MASK = "••••"
_SHOWN = 2
_LONG_ENOUGH = 6
_NOT_IN_LOGINS = re.compile(r"[^a-z0-9]+")
_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@+-]{1,59}")


@dataclass(frozen=True, slots=True)
class ContactDetails:
    """More details of a contact; passport and licence are masked here.

    Attributes:
        login: the user name for the customer portal.
        birth_date: such as ``1980-05-17``.
    """

    login: str | None = None
    middle_name: str | None = None
    gender: Gender | None = None
    birth_date: str | None = None
    passport: str | None = None
    licence: str | None = None


@dataclass(frozen=True, slots=True)
class Secrets:
    """Numbers of documents in plain, for those who may read them."""

    passport: str | None
    licence: str | None


def masked(number: str | None) -> str | None:
    """A number of a document as everybody may see it: its last two signs, and none of a short one."""
    if not number:
        return None
    return _MASK + (number[-_SHOWN:] if len(number) >= _LONG_ENOUGH else "")


def is_mask(text: str | None) -> bool:
    """Whether a text is a mask, and no number that somebody entered."""
    return bool(text) and str(text).startswith(_MASK)


def check_birth_date(day: str | None, today: date) -> None:
    """Nobody is born tomorrow.

    Raises:
        Invalid: the day is in the future.
    """
    if day is not None and date.fromisoformat(day) > today:
        raise Invalid(tr("{text} is in the future.", text=day), "birth_date")


def checked_login(value: object) -> str | None:
    """A user name for the portal as it is stored.

    Raises:
        ValueError: it is none; the message can stand behind the name of the field.
    """
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError(tr("is no text"))
    login = clean(value)
    if not login:
        return None
    if not _LOGIN.fullmatch(login.lower()):
        raise ValueError(tr("is no login: 2 to 60 letters, digits and . _ - + @"))
    return login


def login_key(login: str) -> str:
    """The key under which two spellings are the same login."""
    return unique_key(login)


def proposed_login(name: str, emails: tuple[str, ...] = ()) -> str:
    """A login made of a name, or of an address where the name gives none: ``Anna Nowak`` is ``anna.nowak``."""
    parts = [part for part in _NOT_IN_LOGINS.sub(" ", fold(name)).split() if part]
    login = ".".join(parts)[:50].strip(".")
    if len(login) < 2 and emails:
        login = _NOT_IN_LOGINS.sub(".", fold(emails[0].partition("@")[0])).strip(".")[:50]
    return login if len(login) >= 2 else "customer"
