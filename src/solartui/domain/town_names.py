"""Towns as people write them: with a postcode, a district or a neighbour, abbreviated, or with a slip of a key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import ascii_lowercase

from solartui.domain.text import words

_POSTCODE = r"(?:[A-Z]{1,2}[- ])?[0-9]{2}\s?[-–]\s?[0-9]{3}|[0-9]{4,6}"
_BESIDE = re.compile(rf"^(?:{_POSTCODE})\s+(?=\D)|(?<=\D)\s+(?:{_POSTCODE})$")
_KIND = re.compile(r"^(?:m\.\s?st\.|m\.|gm\.|gmina|miasto|wie[śs]|city of|town of)\s+", re.IGNORECASE)
_NEIGHBOUR = re.compile(r"\s+(?:k\.|k/|ko[łl]o|near|bei|b\.)\s*\S.*$", re.IGNORECASE)
_DISTRICT = re.compile(r"\s*[,(/].*$|\s+[-–]\s.*$")
_SHORT = re.compile(r"[^\W\d_]+\.|[^\W\d_]+")
# Abbreviations that many write without their full stop.
_SAINT = re.compile(r"^(st|ste|sw|św)\s+(?=\w)", re.IGNORECASE)
_FEWEST_LETTERS, _MOST_LETTERS = 4, 40
# Villages of these names are everywhere in Poland, far more than the gazetteer knows.
_VILLAGES = """
adamow aleksandrow antoniow borki borowa brzozowka dabrowa dabrowka dabie debina gora gorki helenow janow jozefow
julianow kamien kamionka karolew karolin katy kolonia lipa lipiny lipnica laski lazy majdan marianow nowa_wies nowiny
olszanka ostrow piaski podlesie poreba ruda rudnik stanislawow stara_wies wladyslawow wola wolka wygoda zagorze
zakrzew zalesie
"""
_EVERYWHERE = frozenset(name.replace("_", " ") for name in _VILLAGES.split())


def is_everywhere(name: str, country: str) -> bool:
    """Whether so many villages are called so that the name alone says nothing."""
    return country == "PL" and " ".join(words(name)) in _EVERYWHERE


def plain_name(name: str) -> str:
    """The name of a town without what people write beside it: ``m. Kraków``, ``30-001 Kraków``, ``X k. Krakowa``.

    Of a saint it has the full stop: ``St Gallen`` is ``St. Gallen``.
    """
    plain = _NEIGHBOUR.sub("", _KIND.sub("", _BESIDE.sub("", name.strip()))).strip()
    return _SAINT.sub(r"\1. ", plain)


def without_district(name: str) -> str:
    """``Kraków (Nowa Huta)`` and ``Kraków / Nowa Huta`` are in Kraków."""
    return _DISTRICT.sub("", name).strip()


def beginnings(name: str) -> Iterator[str]:
    """The first words of a name, the most of them first: ``Kraków Nowa Huta`` may be in Kraków."""
    parts = words(name)
    return (" ".join(parts[:count]) for count in range(len(parts) - 1, 0, -1))


def abbreviation(name: str) -> re.Pattern[str] | None:
    """What the folded name of a town has to be that is written with abbreviations; None where there are none.

    An abbreviation has the first letter of its word, and its other letters in their order: ``Wlkp.``, ``St.``
    """
    found = _SHORT.findall(name)
    if len("".join(found).replace(".", "")) < _FEWEST_LETTERS or not any(word.endswith(".") for word in found):
        return None
    patterns = []
    for word in found:
        folded = "".join(words(word))
        letters = "[a-z]*".join(map(re.escape, folded))
        patterns.append(letters + "[a-z]*" if word.endswith(".") else re.escape(folded))
    return re.compile(r"\W+".join(patterns))


def slips(key: str) -> Iterator[str]:
    """The folded names that one slip of a key makes of another one: a letter lost, doubled, wrong, or too early."""
    if not _FEWEST_LETTERS <= len(key) <= _MOST_LETTERS:
        return
    for place in range(len(key)):
        before, behind = key[:place], key[place + 1 :]
        yield before + behind
        yield before + key[place + 1 : place + 2] + key[place] + key[place + 2 :]
        for letter in ascii_lowercase:
            yield before + letter + behind
    for place in range(len(key) + 1):
        for letter in f"{ascii_lowercase} ":
            yield key[:place] + letter + key[place:]
