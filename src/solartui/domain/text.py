"""Text that people and files bring: cleaned where it enters, folded for searching and sorting.

Escape sequences, bidirectional controls and invisible characters are hostile to terminals and to eyes; everything
else stays as it was typed, in Unicode form NFC.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# C0 and C1 controls, DEL, bidirectional marks and isolates, invisible separators, lone surrogates, non-characters.
_HOSTILE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\ufffe\uffff]"
)
_LINE_END = re.compile("[\r\n\t\v\f\u2028\u2029]")
_LINE_ENDS = re.compile("\r\n|[\r\v\f\u2028\u2029]")
_BLANK_RUN = re.compile(r"[ \t\n\u00a0\u2007\u202f]+")
_WORD = re.compile(r"[^\W_]+")
# Letters that no decomposition takes apart, so that "zolc" finds "Żółć" and "strasse" finds "Straße".
_PLAIN = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ħ": "h", "ı": "i", "æ": "ae",
                        "Æ": "AE", "œ": "oe", "Œ": "OE", "ß": "ss", "þ": "th", "ð": "d"})  # fmt: skip
# Letters of Europe with their signs taken off: what is made of these alone needs no decomposition. Tables that name
# the letters that stay as they are, too, are read twice as fast.
_ASCII = {c: c for c in range(128)}
_LATIN = _ASCII | _PLAIN
# Anything but what folding and ordering leave as it is: plain letters, and signs that stand in many a name.
_STRANGE = re.compile("[^\x00-\x7f–—„”“’‘«»]")
_ONLY_DIGITS = {c: chr(c) if chr(c).isdigit() else None for c in _ASCII}
_REMEMBERED = 200
_POLISH = "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"
_RANK = {letter: chr(ord("A") + place) for place, letter in enumerate(_POLISH)}
_RANKS = _ASCII | str.maketrans(_RANK)


def _without_signs(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


_LATIN.update({c: plain for c in range(0xC0, 0x250) if c not in _PLAIN and (plain := _without_signs(chr(c))).isascii()})


def clean(text: str) -> str:
    """One line of text as it may be stored: no controls, runs of blanks as one, trimmed, NFC."""
    if text.isascii() and text.isprintable():
        return _BLANK_RUN.sub(" ", text).strip() if "  " in text or text[:1] == " " or text[-1:] == " " else text
    visible = _HOSTILE.sub("", _LINE_END.sub(" ", text))
    return _BLANK_RUN.sub(" ", unicodedata.normalize("NFC", visible)).strip()


def clean_block(text: str) -> str:
    """Text of several lines as it may be stored: line ends as newline, tabs kept, other controls removed."""
    text = _LINE_ENDS.sub("\n", text)
    kept = _HOSTILE.sub(lambda found: found.group() if found.group() in "\n\t" else "", text)
    return unicodedata.normalize("NFC", kept).strip("\n").rstrip()


def fold(text: str) -> str:
    """Lower case without diacritics, for searching: ``fold("Żółć") == "zolc"``."""
    if text.isascii():
        return text.lower()
    return _folded(text) if len(text) <= _REMEMBERED else _folded.__wrapped__(text)


@lru_cache(maxsize=1024)
def _folded(text: str) -> str:
    latin = text.translate(_LATIN)
    if latin.isascii() or _STRANGE.search(latin) is None:
        return latin.lower()
    return _without_signs(text.translate(_PLAIN)).casefold()


def words(text: str) -> list[str]:
    """The words of a text, folded, in their order."""
    return _WORD.findall(fold(text))


@lru_cache(maxsize=2048)
def sort_key(text: str) -> str:
    """A key whose plain order is the order of a Polish dictionary: ł after l, ż after ź, case ignored."""
    lower = unicodedata.normalize("NFC", text).casefold().strip()
    ranked = lower.translate(_RANKS)
    if ranked.isascii() or _STRANGE.search(ranked) is None:
        return ranked
    out = []
    for c in lower:
        if c in _RANK:
            out.append(_RANK[c])
        else:
            out.extend(_RANK.get(p, p) for p in fold(c))
    return "".join(out)


def cut(text: str, most: int) -> str:
    """A text of so many characters at most; one that is longer ends with an ellipsis."""
    return text if len(text) <= most else text[: most - 1] + "…"


def ascii_digits(text: str) -> str:
    """The digits of a text that is all ASCII."""
    return text.translate(_ONLY_DIGITS)


def unique_key(text: str) -> str:
    """The key under which two spellings are the same thing: NFKC, case folded, no blanks or invisible characters."""
    if text.isascii() and text.isprintable():
        return "".join(text.lower().split())
    return "".join(unicodedata.normalize("NFKC", _HOSTILE.sub("", text)).casefold().split())
