"""Which row of a sheet holds the headings, and which field each heading means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from solartui.domain.errors import Invalid
from solartui.domain.importing.cells import says_nothing
from solartui.domain.importing.columns import are_words, filled_width, may_be_id, no_numbers, only_words, points_in
from solartui.domain.importing.fields import (
    BY_KEY,
    CONSUMPTION,
    EXPORT_ONLY,
    heading_of,
    is_known,
    may_repeat,
)
from solartui.domain.importing.headings import contradicts, of_record
from solartui.domain.text import clean, fold, words
from solartui.i18n import tr

_CAMEL = re.compile(r"(?<=[a-z][a-z])(?=[A-Z][a-z])")
_EMAIL = re.compile(r"\be[\s_-]?mail")
_BRACKETS = re.compile(r"[(\[{]([^)\]}]*)[)\]}]")

_UNITS = frozenset({"kwh", "mwh", "kw", "kwp"})
_ABOUT_USE = frozenset({"zuzycie", "consumption", "use", "usage"})
# Words that say whose or ask for it, never what it is.
_FILLING = frozenset(
    words(
        "i w we na do z ze o u od dla lub albo oraz czy jaki jaka jakie jest ile wynosi the of a an for is are what "
        "your my please enter podaj prosze wpisz wybierz twoj twoja twoje swoj swoja swoje pana pani panstwa cie "
        "ciebie klienta kontaktowy kontaktowa kontaktowe kontaktu osoby kontaktowej leada lead customer client contact "
        "inwestycji instalacji montazu obiektu budynku wymagane required obowiazkowe opcjonalnie optional interesuje "
        "jestes zainteresowany zainteresowana posiadasz masz chcesz do to you interested in jak inwestora best reach"
    )
)
_CONTACT = frozenset(words("kontakt kontaktowe kontaktowy contact tel telefon phone email mail"))
_ABOUT_CONTACT = frozenset(words("dane osoby osoba nr numer adres details info lub or number do z klienta inwestora"))
_ADDRESS = frozenset({"street", "postcode", "city", "region", "country"})
# Too general to go by once the words around them are gone.
_GENERAL = frozenset(
    words(
        "nazwa name typ rodzaj type status stan data date numer nr number kod opis info id termin kontakt czas time "
        "miejsce place osoba person panel lat long obiekt nazwisko"
    )
)
# A heading with one of these asks for something else, whatever it mentions.
_OTHER = frozenset(
    words(
        "zgoda zgody consent agree agreement rodo gdpr newsletter godzina pora preferowana preferowany preferred moc "
        "pojemnosc capacity power cena price koszt cost kwota amount nip pesel regon vat powierzchnia dach dachu roof "
        "handlowca opiekuna doradcy przedstawiciela sprzedawcy agenta konsultanta pracownika partnera instalatora "
        "montera kierownika architekta wykonawcy dostawcy administratora zarzadcy ksiegowej ksiegowosci sasiada syna "
        "corki ojca matki rep salesperson consultant installer architect neighbour "
        "malzonka malzonki wspolmalzonka zony meza spouse wife husband pelnomocnika asystenta assistant assistants "
        "manager managers url link zdjecie photo wiek age faktura rachunek bill istniejaca existing nachylenie azymut "
        "verified"
    )
)
_NAME = frozenset({"name", "nazwa"})
# Beside the names of people this is "Mr" or "Director", not what a lead is called.
_TITLES = frozenset({("title",), ("tytul",)})
_NAMED = frozenset({"first_name", "last_name"})
# What an address book shows somebody as, which may be more than their name.
_SHOWN = frozenset({("display", "name"), ("nazwa", "wyswietlana"), ("wyswietlana", "nazwa")})
# Which of several addresses of somebody a heading speaks of.
_WHERE = {"home": "home", "domowy": "home", "business": "work", "work": "work", "sluzbowy": "work", "other": "other"}
_NUMBER = frozenset({("nr",), ("numer",), ("no",), ("number",)})
# What forms ask for in parts, each in brackets: "Address (City)", "Imię i nazwisko (Imię)".
_IN_PARTS = frozenset({"contact_name", "name", "address"})
# Headings that only our own export has: with one of them, a plain "ID" is the number of our lead.
_OURS = frozenset({"version", "created_entity"})
_NUMBERS = frozenset({"id", "contact_id"})
_OF_ENERGY = frozenset({"monthly_kwh", "annual_kwh"})
_UNSURE = frozenset({None, *CONSUMPTION})
_LEAST_COVERED = 0.6
_LEAST_WORDS = 2
_HEADINGS_WITHIN = 30
_MOST_DIGITS = 6
# What a company is called beside somebody there to speak to, and who else a "Person" is beside a "Name".
_CALLED = frozenset({("nazwa", "kontrahenta"), ("nazwa", "klienta"), ("customer", "name"), ("client", "name")})
_PERSON = frozenset({("person",), ("osoba",)})


@dataclass(frozen=True, slots=True)
class Guess:
    """What the columns of a sheet mean.

    Attributes:
        row: number of the row that holds the headings, 1 for the first of the sheet.
        headings: one for each column, no two alike; a column without one is called after its letter.
        fields: the key of a field for each column, None for a column that is left out.
    """

    row: int
    headings: tuple[str, ...]
    fields: tuple[str | None, ...]

    @property
    def unmapped(self) -> tuple[str, ...]:
        """The headings that no field was found for."""
        return tuple(h for h, field in zip(self.headings, self.fields, strict=True) if field is None)

    @property
    def imported(self) -> dict[int, str]:
        """The field of each column that is brought in, by the column's index."""
        return {i: field for i, field in enumerate(self.fields) if field is not None and field not in EXPORT_ONLY}

    @property
    def choices(self) -> dict[str, str | None]:
        """The fields by heading, as they are remembered and as `remap` takes them."""
        return dict(zip(self.headings, self.fields, strict=True))


def guess(rows: Sequence[tuple[int, Sequence[object]]]) -> Guess:
    """Find the headings among the first rows of a sheet, and a field for each of them.

    Args:
        rows: numbers and cells of the first rows, blank ones left out; a few rows of data make the guess safer.

    Raises:
        Invalid: there is no row at all.
    """
    if not rows:
        raise Invalid(tr("The sheet has no rows."))
    place = _heading_place(rows[:_HEADINGS_WITHIN])
    number, cells = rows[place]
    texts = [_text(cell) for cell in cells]
    if place and rows[place - 1][0] == number - 1:
        texts = _under(rows[place - 1][1], texts)
    below = [cells for _, cells in rows[place + 1 :]]
    width = max([filled_width(texts), *(filled_width(row) for row in below)])
    texts = (texts + [""] * width)[:width]
    named = _with_points(_with_names(_assign(texts), texts, below), texts, below)
    fields = _with_filled_address(named, texts, below)
    fields = _without_foreign_ids(fields, texts, below)
    return Guess(number, _headings(texts), tuple(fields))


def _with_names(fields: list[str | None], texts: Sequence[str], below: Sequence[Sequence[object]]) -> list[str | None]:
    """Take another column for that of names where it has only numbers, by which other programs know their customers."""
    i = fields.index("contact_name") if "contact_name" in fields else len(texts)
    cells = [row[i] for row in below if i < len(row) and not says_nothing(row[i])]
    if not cells or not all(str(cell).strip().isdecimal() and not isinstance(cell, bool) for cell in cells):
        return fields
    others = _assign(["" if place == i else text for place, text in enumerate(texts)])
    return others if "contact_name" in others else fields


def _with_points(fields: list[str | None], texts: Sequence[str], below: Sequence[Sequence[object]]) -> list[str | None]:
    """Take a column for what stands in it where its heading only says that it is about the contact.

    Beside "Klient", "Kontakt" has numbers or addresses more often than names.
    """
    kinds = {i: kind for i, text in enumerate(texts) if _says_contact(text) and (kind := points_in(below, i))}
    named = [i for i in kinds if fields[i] == "contact_name"]
    if named:
        others = _assign(["" if i in named else text for i, text in enumerate(texts)])
        if "contact_name" not in others and not _NUMBERS.isdisjoint(fields):
            return fields  # as our own exports: somebody is called like an address
        fields = others
    return [kinds[i] if i in kinds and field is None else field for i, field in enumerate(fields)]


def _says_contact(text: str) -> bool:
    said = set(_words(text))
    return not said.isdisjoint(_CONTACT) and said <= _CONTACT | _ABOUT_CONTACT


def _with_filled_address(
    fields: list[str | None], texts: Sequence[str], below: Sequence[Sequence[object]]
) -> list[str | None]:  # fmt: skip
    """Take the address at work where that at home is blank: address books have columns for both, filled in or not."""
    blank = {i for i in range(len(texts)) if all(i >= len(row) or row[i] in (None, "") for row in below)}
    places = {i for i, field in enumerate(fields) if field in _ADDRESS}
    if not (below and places and places <= blank):
        return fields
    others = _assign(["" if i in places else text for i, text in enumerate(texts)])
    return others if any(field in _ADDRESS for i, field in enumerate(others) if i not in blank) else fields


def remap(found: Guess, choices: Mapping[str, str | None]) -> Guess:
    """A guess with the fields that a person chose, by heading; headings that are not named keep theirs.

    Raises:
        Invalid: a heading is not in the sheet, a field does not exist, or two columns are to carry one field.
    """
    places = {fold(heading): i for i, heading in enumerate(found.headings)}
    fields = list(found.fields)
    for heading, key in choices.items():
        place = places.get(fold(clean(heading)))
        if place is None:
            raise Invalid(tr("There is no column {heading} in the sheet.", heading=clean(heading)), "mapping")
        if key and not is_known(key):
            raise Invalid(tr("There is no field {field}; see the list of fields.", field=clean(key)), "mapping")
        fields[place] = key or None
    chosen = {places[fold(clean(heading))] for heading in choices}
    for key in {field for field in fields if field and not may_repeat(field)}:
        columns = [i for i, field in enumerate(fields) if field == key]
        asked = [i for i in columns if i in chosen] or columns[:1]
        if len(asked) > 1:
            reason = tr("Two columns are to be {field}: choose one of them.", field=heading_of(key))
            raise Invalid(reason, "mapping")
        fields = [None if field == key and i != asked[0] else field for i, field in enumerate(fields)]
    return replace(found, fields=tuple(fields))


def signature(headings: Sequence[str]) -> str:
    """A key for the headings of a sheet, under which its mapping is remembered."""
    return "|".join(" ".join(words(heading)) for heading in headings)


def guessed(heading: str) -> str | None:
    """The field that a heading means by itself, if any."""
    found = _candidates(heading)
    return max(found, key=lambda one: one[1])[0] if found else None


def column_letter(index: int) -> str:
    """What spreadsheets call the column with this index: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, place = divmod(index - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters


def _text(cell: object) -> str:
    return clean(cell) if isinstance(cell, str) else ""


def _under(above: Sequence[object], texts: list[str]) -> list[str]:
    """Headings of two rows: a cell that is merged over both, or one word over several columns (use, over the months).

    A row with one cell in it is a title and says nothing of the columns.
    """
    over = [_text(cell) for cell in above]
    if sum(bool(text) for text in over) < 2:
        return texts
    texts = texts + [""] * (len(over) - len(texts))
    found, last = [], ""
    for i, text in enumerate(texts):
        last = (over[i] if i < len(over) else "") or last
        if not text:
            found.append(over[i] if i < len(over) else "")
        elif last and not _candidates(text) and _candidates(f"{last} {text}"):
            found.append(f"{last} {text}")
        else:
            found.append(text)
    return found


def _are_below(above: Sequence[object], below: Sequence[object]) -> bool:
    """Whether a row holds the headings of single columns under one that holds those of several.

    Words such as "company" are headings and values alike: nearly all of the row must be headings, and where the row
    above has none.
    """
    texts = [_text(cell) for cell in below]
    filled = sum(cell not in (None, "") for cell in below)
    fields = _assign(texts)
    gaps = sum(field is not None and (i >= len(above) or above[i] in (None, "")) for i, field in enumerate(fields))
    return gaps >= 1 and sum(field is not None for field in fields) * 5 >= filled * 4 and filled >= 2


def _heading_place(rows: Sequence[tuple[int, Sequence[object]]]) -> int:
    """The row with the most known headings; where hardly any is known, the first row that is as wide as the table."""
    # Months do not count: Jan is a first name and Maj a surname.
    known = [sum(1 for field in _assign(_headings_in(cells)) if field not in _UNSURE) for _, cells in rows]
    best = max(range(len(rows)), key=lambda i: (known[i], -i))
    if known[best] >= 2:
        return best + 1 if best + 1 < len(rows) and _are_below(rows[best][1], rows[best + 1][1]) else best
    filled = [sum(cell not in (None, "") for cell in cells) for _, cells in rows]
    wide = next(i for i, count in enumerate(filled) if count * 2 >= max(filled))
    # One word above what looks like the headings of a wider table is about all of it: "Klient", whose account it is.
    alone = filled[best] == 1 and best < wide and filled[wide] > 2 and are_words(rows[wide][1])
    return best if known[best] and best <= wide and not alone else wide


def _headings_in(cells: Sequence[object]) -> list[str]:
    """The texts of a row that may be headings: "tel. 600100200" and addresses are values."""
    texts = [_text(cell) for cell in cells]
    return ["" if "@" in text or sum(c.isdecimal() for c in text) > _MOST_DIGITS else text for text in texts]


def _headings(texts: Sequence[str]) -> tuple[str, ...]:
    found: list[str] = []
    seen: set[str] = set()
    for i, text in enumerate(texts):
        plain = text or tr("Column {letter}", letter=column_letter(i))
        heading, again = plain, 1
        while fold(heading) in seen:
            again += 1
            heading = f"{plain} ({again})"
        seen.add(fold(heading))
        found.append(heading)
    return tuple(found)


def _assign(texts: Sequence[str]) -> list[str | None]:
    """A field for each heading, the surest first; a field that is taken is not given again."""
    fields: list[str | None] = [None] * len(texts)
    people = any(_is_plain_name(text) or _NAMED & dict(_candidates(text)).keys() for text in texts)
    found = [
        (score, i, key)
        for i, text in enumerate(texts)
        if text and not (people and _words(text) in _TITLES)
        for key, score in _candidates(text)
    ]
    taken: set[str] = set()
    for _, i, key in sorted(found, key=lambda one: (-one[0], one[1])):
        if fields[i] is None and key not in taken:
            fields[i] = key
            if not BY_KEY[key].several:
                taken.add(key)
    _settle_names(fields, texts)
    _settle_numbers(fields, texts)
    _settle_places(fields, texts)
    return fields


def _settle_names(fields: list[str | None], texts: Sequence[str]) -> None:
    """Tell what a plain "Name" is: the first name beside a surname, the lead's in our own export, else a contact's."""
    for i, text in enumerate(texts):
        if fields[i] is None and _words(text) in _CALLED and "contact_name" in fields and "company" not in fields:
            fields[i] = "company"
        if fields[i] == "name" and _is_plain_name(text) and _words(_of(fields, texts, "contact_name")) in _PERSON:
            fields[fields.index("contact_name")], fields[i] = None, "contact_name"
            continue
        if fields[i] == "contact_name" and _words(text) in _SHOWN and set(fields) >= _NAMED:
            fields[i] = None
        if fields[i] != "contact_name" or not _is_plain_name(text):
            continue
        if "last_name" in fields and "first_name" not in fields:
            fields[i] = "first_name"
        elif "last_name" in fields and "company" not in fields and _words(text) == ("nazwa",):
            fields[i] = "company"
        elif "last_name" in fields or _OURS & set(fields):
            fields[i] = "name" if "name" not in fields else None


def _of(fields: Sequence[str | None], texts: Sequence[str], key: str) -> str:
    """The heading of the column of a field."""
    return texts[fields.index(key)] if key in fields else ""


def _settle_places(fields: list[str | None], texts: Sequence[str]) -> None:
    """Take no part of the address at home for one at work."""
    where = {i: _where(texts[i]) for i, field in enumerate(fields) if field in _ADDRESS and _where(texts[i])}
    first = next((where[i] for key in ("city", "street", "postcode") for i in where if fields[i] == key), None)
    for i, place in where.items():
        if first is not None and place != first:
            fields[i] = None


def _where(text: str) -> str | None:
    return next((_WHERE[word] for word in _words(text) if word in _WHERE), None)


def _settle_numbers(fields: list[str | None], texts: Sequence[str]) -> None:
    """A plain "Nr" right of the street is the number of the house."""
    for i, (before, text) in enumerate(zip(fields, texts[1:], strict=False), 1):
        if before == "street" and fields[i] is None and _words(text) in _NUMBER and "house_number" not in fields:
            fields[i] = "house_number"


def _is_plain_name(text: str) -> bool:
    return bool(_words(text)) and _NAME.issuperset(_words(text))


def _without_foreign_ids(
    fields: list[str | None], texts: Sequence[str], below: Sequence[Sequence[object]]
) -> list[str | None]:
    """Leave out ids that are another program's: taken for ours, they would change the wrong leads.

    And ratings in words ("hot", "warm") and use in spans ("300 to 500 kWh"), of which no row could be read.
    """
    ours = bool(_OURS & set(fields))
    for i, field in enumerate(fields):
        plain, cells = _words(texts[i]) == ("id",), [row[i] for row in below if i < len(row)]
        if plain and ours and "id" not in fields:
            fields[i] = "id"
        if field in {"id", "contact_id"} and not all(map(may_be_id, cells)):
            fields[i] = None
        if _words(texts[i]) == ("rating",) and only_words(cells):
            fields[i] = None
        if field in _OF_ENERGY and no_numbers(cells):
            fields[i] = None
    return fields


@cache
def _words(text: str) -> tuple[str, ...]:
    return tuple(words(_EMAIL.sub("email", _CAMEL.sub(" ", text).lower())))


def _without(found: Sequence[str], *sets: frozenset[str]) -> tuple[str, ...]:
    return tuple(word for word in found if not any(word in one for one in sets))


@cache
def _known() -> tuple[dict[tuple[str, ...], tuple[str, float]], list[tuple[frozenset[str], str, float]]]:
    """Every known heading by its words, and the sets of words to look for in longer ones, with how sure they are."""
    exact: dict[tuple[str, ...], tuple[str, float]] = {}
    sets: list[tuple[frozenset[str], str, float]] = []
    for field in BY_KEY.values():
        for place, text in enumerate((field.key, field.label, *field.synonyms)):
            doubt = min(place, 90) / 10
            found = _words(text)
            exact.setdefault(found, (field.key, doubt))
            bare = _without(found, _UNITS)
            if bare != found and _ABOUT_USE & set(bare):
                exact.setdefault(bare, (field.key, doubt))
            if len(bare) >= _LEAST_WORDS:
                sets.append((frozenset(bare), field.key, doubt))
    del exact[("id",)]
    return exact, sets


@cache
def _words_of_sets() -> frozenset[str]:
    """The words of which something in the cells has to have some: most texts have none, and there are many headings."""
    return frozenset().union(*(words_of_one for words_of_one, _, _ in _known()[1]))


@cache
def _candidates(text: str) -> tuple[tuple[str, float], ...]:
    """The fields that a heading may mean, each with a score; the highest is the surest."""
    found: dict[str, float] = {}
    for key, score in _matches(text):
        if not contradicts(text, key):
            found[key] = max(found.get(key, 0), score)
    if _is_plain_name(text):
        found = {"contact_name": 60.0, "name": 55.0}
    return tuple(found.items())


def _matches(text: str) -> Iterator[tuple[str, float]]:
    exact, sets = _known()
    outside = _words(_BRACKETS.sub(" ", text))
    forms = (_words(text), _without(_words(text), _UNITS), outside, _without(outside, _UNITS))
    for form, score in zip(forms, (100, 95, 85, 84), strict=True):
        if form in exact and not (score < 100 and not set(form) - _UNITS):
            key, doubt = exact[form]
            yield key, score - doubt
    if _OTHER & set(_words(text)):
        return
    core = tuple(word for word in _without(outside, _UNITS, _FILLING) if not word.isdecimal())
    if core in exact and not set(core) <= _GENERAL:
        key, doubt = exact[core]
        yield key, 75 - doubt
    yield from _contained(frozenset(core), sets)
    whole = exact.get(outside, ("", 0))[0]
    for inside in _BRACKETS.findall(text):
        if (form := _words(inside)) in exact and (not set(form) <= _GENERAL or exact[form][0] in _NAMED):
            part = exact[form][0]
            yield part, 90 if whole in _IN_PARTS and part not in _IN_PARTS else 40
    yield from _of_record(text)


def _of_record(text: str) -> Iterator[tuple[str, float]]:
    """What a heading means that names its record first."""
    found = of_record(text)
    if found is None:
        return
    field, name = found
    yield from [(name, 98.0)] if name else [(key, score - 2) for key, score in _matches(field)]


def _contained(core: frozenset[str], sets: Sequence[tuple[frozenset[str], str, float]]) -> Iterator[tuple[str, float]]:
    """The field whose known heading covers most of a longer one, unless two fields cover the same part."""
    if len(core & _words_of_sets()) < _LEAST_WORDS:
        return
    best: dict[str, float] = {}
    for known, key, _ in sets:
        if known <= core and len(known) >= _LEAST_COVERED * len(core):
            best[key] = max(best.get(key, 0), len(known) / len(core))
    ranked = sorted(best.items(), key=lambda one: -one[1])
    if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
        yield ranked[0][0], 50 + ranked[0][1]
