"""Numbers of metering points: Australia's NMI with its check digit, and Poland's PPE."""

from __future__ import annotations

import re

from solartui.domain.errors import Invalid
from solartui.domain.text import clean
from solartui.i18n import tr

_NMI = re.compile(r"[0-9A-HJ-NP-Z]{10}[0-9]?")
_PPE = re.compile(r"[0-9]{18}")
_NMI_LENGTH = 10
_LONGEST = 60


def nmi_check(number: str) -> int:
    """The check digit of the ten signs of an NMI: their ASCII codes, every other one doubled from the right on."""
    total = 0
    for place, sign in enumerate(reversed(number)):
        code = ord(sign) * (2 if place % 2 == 0 else 1)
        total += sum(map(int, str(code)))
    return (10 - total % 10) % 10


def metering_point(text: str, country: str | None) -> str:
    """The number of a metering point as it is stored.

    Args:
        text: as it was typed; blanks and hyphens between its signs are dropped where the country's form is known.
        country: two letters; a number of a country whose form is not known is taken as it is.

    Raises:
        Invalid: it is no such number.
    """
    typed = clean(text)
    plain = re.sub(r"[\s-]", "", typed).upper()
    shown = typed[:_LONGEST]
    if country == "PL":
        if not _PPE.fullmatch(plain):
            raise Invalid(
                tr("metering_point: {text} is no PPE number, which has 18 digits.", text=shown), "metering_point"
            )
        return plain
    if country == "AU":
        if not _NMI.fullmatch(plain):
            message = tr(
                "metering_point: {text} is no NMI: 10 letters (not O or I) or digits, then a check digit.", text=shown
            )
            raise Invalid(message, "metering_point")
        if len(plain) > _NMI_LENGTH and int(plain[-1]) != nmi_check(plain[:_NMI_LENGTH]):
            raise Invalid(tr("metering_point: the check digit of {text} is wrong.", text=shown), "metering_point")
        return plain
    if len(typed) > _LONGEST:
        message = tr("metering_point: has {n} characters at most.", n=_LONGEST)
        raise Invalid(message, "metering_point")
    return typed
