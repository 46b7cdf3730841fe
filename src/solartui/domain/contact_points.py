"""E-mail addresses and telephone numbers: what they are, and when two of them are the same.

The form, the import, the intake and the database all go by these functions, so that a duplicate is one everywhere.
"""

from __future__ import annotations

import re

from solartui.domain.contacts import Phone
from solartui.domain.errors import Invalid
from solartui.domain.text import ascii_digits, clean, cut, unique_key
from solartui.i18n import tr

# Ordinary addresses need not pay for the whole standard: whatever this matches, `email_validator` accepts unchanged
# but for the case of the domain (a test compares the two). Two hyphens in a row are left to it: they may be Punycode.
_PLAIN_EMAIL = re.compile(
    r"([A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*)@((?:[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*\.)+([A-Za-z]{2,}))", re.ASCII
)
_RESERVED = {"arpa", "invalid", "local", "localhost", "onion"}
_NAMED = re.compile(r"[^<>]*<\s*([^<>\s]+)\s*>")

# Polish mobile numbers and town numbers whose ranges have been in use for decades; `phonenumbers` knows the rest.
_PLAIN_PHONE = re.compile(
    r"(?:(?:\+|00)?48)?("
    r"(?:45|5[0137]|6[069]|7[2389]|88)\d{7}"
    r"|(?:1[2-8]|2[2-5]|3[2-4]|4[1-4]|5[2456789]|6[1-35]|7[14-7]|8[1-79]|9[145])[2-9]\d{6})",
    re.ASCII,
)
_ORDINARY_PHONE = re.compile(r"\+?[0-9]+(?:[ -][0-9]+)*", re.ASCII)
_SEPARATORS = str.maketrans("", "", " -.()\u2010\u2011\u2012\u2013")
_FLOAT = re.compile(r"(\d{5,15})[.,]0+", re.ASCII)
_SCIENTIFIC = re.compile(r"(\d)(?:[.,](\d+))?[eE]\+?(\d{1,2})", re.ASCII)
_TAIL = re.compile(r"[^\W\d_].*|[(\[].*", re.DOTALL)
_LEAST_DIGITS = 5
_MOST_DIGITS = 20
_LONGEST = 254

# "i" is a letter, too: it parts two where another one follows.
_BETWEEN = re.compile(r"[,;|/\r\n]+|\s(?:lub|albo|or|oraz|and)\s|\s(?:i|&)\s(?=[+(]?\d|[^\s@]+@)", re.IGNORECASE)
_TWO_POLISH = re.compile(r"((?:(?:\+|00)48)?(?:[ .-]*\d){9})[ .-]*((?:(?:\+|00)48)?(?:[ .-]*\d){9})", re.ASCII)


def normalise_email(text: str) -> tuple[str, str]:
    """An address as it is stored, and the key under which it is unique.

    Takes ``mailto:jan@x.pl`` and ``Jan <jan@x.pl>`` too. The case of the part before the @ is kept.

    Raises:
        Invalid: it is no address; the message says so in one line.
    """
    address = clean(text)
    if address[:7].lower() == "mailto:":
        address = address[7:].partition("?")[0]
    named = _NAMED.fullmatch(address)
    if named:
        address = named.group(1)
    plain = plain_email(address)
    return (plain, plain.lower()) if plain is not None else _by_the_standard(address)


def plain_email(text: str) -> str | None:
    """An address of the ordinary form as it is stored; None for everything that needs a closer look."""
    plain = _PLAIN_EMAIL.fullmatch(text)
    if plain is None or not _is_plain(*plain.groups()):
        return None
    return f"{plain[1]}@{plain[2].lower()}"


def _is_plain(local: str, domain: str, top: str) -> bool:
    if len(local) > 64 or len(domain) > 63 or top.lower() in _RESERVED:
        return False
    return local.islower() or not local.isalpha()


def _by_the_standard(address: str) -> tuple[str, str]:
    from email_validator import EmailNotValidError, validate_email

    if len(address) <= _LONGEST:
        try:
            # Training desks are full of addresses that end in .test: they are well formed, so they pass.
            found = validate_email(address, check_deliverability=False, test_environment=True)
        except EmailNotValidError:
            pass
        else:
            return found.normalized, email_key(found.normalized)
    raise Invalid(tr("{text} is not an e-mail address.", text=_shown(address)), "email")


def email_key(text: str) -> str:
    """The key under which two spellings of an address are the same address."""
    return unique_key(text)


def phone_digits(phone: Phone) -> str:
    """The digits under which a number is found, with the code of its country where it is known."""
    text = phone.e164 or phone.number
    if text.isascii():
        return ascii_digits(text)
    return "".join(c for c in text if c.isdigit())


def plain_phone(text: str, region: str) -> Phone | None:
    """A Polish number in its ordinary notations, digits and single blanks or dashes; None for everything else."""
    if _ORDINARY_PHONE.fullmatch(text) is None or not (region == "PL" or text[0] == "+"):
        return None
    plain = _PLAIN_PHONE.fullmatch(text.translate(_SEPARATORS))
    return None if plain is None else Phone(text, f"+48{plain[1]}")


def parse_phone(text: str, region: str = "PL") -> Phone:
    """A number as it was written and, where it is a valid one, in E.164 form.

    Takes what spreadsheets make of numbers (``601234567.0``, ``4,8601234567E+10``) as long as no digit is lost.

    Args:
        text: the number in any notation, with or without the code of its country.
        region: two-letter code of the country that a number without a country code belongs to.

    Raises:
        Invalid: there are too few digits for a number, or far too many, or a spreadsheet has dropped some.
    """
    number = _unscientific(clean(text))
    plain = _PLAIN_PHONE.fullmatch(number.translate(_SEPARATORS)) if number.isascii() else None
    if plain and (region == "PL" or number.startswith("+")):
        return Phone(number, f"+48{plain.group(1)}")
    digits = sum(c.isdecimal() for c in number)
    if not _LEAST_DIGITS <= digits <= _MOST_DIGITS:
        raise Invalid(tr("{text} is not a telephone number.", text=_shown(number)), "phone")
    return Phone(number, _e164(number, region))


def _unscientific(number: str) -> str:
    found = _FLOAT.fullmatch(number)
    if found:
        return found.group(1)
    found = _SCIENTIFIC.fullmatch(number)
    if not found:
        return number
    digits, exponent = found.group(1) + (found.group(2) or ""), int(found.group(3))
    # One or two zeros at the end may have been left out; three are what a narrow column of Excel has rounded away.
    if len(digits) <= exponent - 2:
        reason = tr("{text} was shortened by the spreadsheet: enter the whole number as text.", text=number)
        raise Invalid(reason, "phone")
    return digits.ljust(exponent + 1, "0")[: exponent + 1]


def _e164(number: str, region: str) -> str | None:
    import phonenumbers

    for candidate in dict.fromkeys((number, _TAIL.sub("", number))):
        try:
            found = phonenumbers.parse(candidate, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(found):
            return phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164)
    return None


def _trimmed(piece: str) -> str:
    return piece.strip(" .").strip().strip(" .")


def split_points(text: str) -> list[str]:
    """The single addresses or numbers of a field that holds several: ``a@x.pl; b@x.pl``, ``601234567 / 602345678``.

    A piece that is too short for a number goes with the next one: in ``22/123 45 67`` the 22 is the town.
    """
    if not _BETWEEN.search(text) and text.count("@") < 2:
        return _two_polish(_trimmed(text)) or ([_trimmed(text)] if _trimmed(text) else [])
    if "@" in text:
        pieces = [piece for part in _BETWEEN.split(text) for piece in _by_blank(part.strip())]
        return [piece for piece in map(_trimmed, pieces) if piece]
    if is_one_float(text):
        return [text.strip()]
    found: list[str] = []
    current, start, gap = "", 0, ""
    for end, separator in [*((m.span(), m.group()) for m in _BETWEEN.finditer(text)), ((len(text), 0), "")]:
        piece = text[start : end[0]]
        if gap == "/" and (_too_short(current) or _too_short(piece)):
            current += gap + piece
        else:
            found.append(current.strip())
            current = piece
        start, gap = end[1], separator
    return [piece for piece in (*found, current.strip()) if piece]


def _two_polish(text: str) -> list[str]:
    """Two Polish numbers with nothing but a blank between them; none where it is anything else."""
    found = _TWO_POLISH.fullmatch(text)
    both = [part.strip(" .-") for part in found.groups()] if found else []
    return both if all(plain_phone(part, "PL") for part in both) else []


def is_one_float(text: str) -> bool:
    """Whether a spreadsheet has made a number of a telephone number, whose comma parts nothing."""
    return bool(_FLOAT.fullmatch(text.strip()) or _SCIENTIFIC.fullmatch(text.strip()))


def _too_short(piece: str) -> bool:
    return sum(c.isdecimal() for c in piece) < _LEAST_DIGITS


def _by_blank(piece: str) -> list[str]:
    return piece.split() if piece.count("@") > 1 else [piece]


def _shown(text: str) -> str:
    return cut(text, 60)
