"""The catalogue: which fields a filter can ask about, by which names, and which values they know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from solartui.domain.query.document import plain_words
from solartui.domain.stages import Stage
from solartui.domain.text import fold
from solartui.domain.vocabulary import OWN, GridConnection, LeadType, Source, label
from solartui.i18n import mark, tr


class Kind(StrEnum):
    """How the values of a field are read and compared."""

    TEXT = "text"
    CHOICE = "choice"
    STAGE = "stage"
    COUNTRY = "country"
    NUMBER = "number"
    DATE = "date"
    FLAG = "flag"
    PERSON = "person"
    ENTITY = "entity"
    PHONE = "phone"
    PLACE = "place"
    DAY = "day"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the catalogue.

    Attributes:
        name: its canonical name.
        aliases: other names, folded and without blanks or signs.
        example: a value that makes sense, for messages and help.
        optional: whether it may be empty, so that ``none`` can be asked for.
        future: whether an age such as ``7d`` counts forward from now.
        choices: names of its keys, folded, for fields of kind CHOICE.
        own: the number of the field, for one that the desk defined for itself.
    """

    name: str
    kind: Kind
    label: str
    example: str
    aliases: tuple[str, ...] = ()
    optional: bool = True
    future: bool = False
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    labels: tuple[StrEnum, ...] = ()
    own: int = 0

    @property
    def title(self) -> str:
        """What people read: a field of the desk's own is called as the desk calls it."""
        return self.label if self.own else tr(self.label)


_TYPES = {
    LeadType.RESIDENTIAL.value: ("residential", "mieszkaniowy", "mieszkaniowe", "mieszkaniowa"),
    LeadType.COMMERCIAL.value: ("commercial", "komercyjny", "komercyjne", "komercyjna"),
    LeadType.INDUSTRIAL.value: ("industrial", "przemyslowy", "przemyslowe", "przemyslowa"),
    LeadType.AGRICULTURAL.value: ("agricultural", "rolniczy", "rolnicze", "rolnicza"),
}
_GRIDS = {
    GridConnection.ON_GRID.value: ("ongrid",),
    GridConnection.OFF_GRID.value: ("offgrid",),
    GridConnection.ZERO_INJECTION.value: ("zeroinjection", "zeroexport", "zeroeksport"),
}
_SOURCES = {
    Source.COMPANY_LEADGEN.value: ("companyleadgen", "leadgen", "leadgenerator"),
    Source.MANUAL_ENTITIES.value: ("manualentities", "manual", "reczne", "recznie"),
}

_CATALOGUE = (
    Field("id", Kind.NUMBER, mark("Number"), "123", ("number", "nr", "numer"), optional=False),
    Field("name", Kind.TEXT, mark("Name"), "dach", ("lead", "nazwa"), optional=False),
    Field("stage", Kind.STAGE, mark("Stage"), "open", ("status", "etap"), optional=False),
    Field(
        "type",
        Kind.CHOICE,
        mark("Type"),
        "residential",
        ("leadtype", "facility", "facilitytype", "typ", "obiekt", "typobiektu"),
        optional=False,
        choices=_TYPES,
        labels=tuple(LeadType),
    ),
    Field(
        "grid",
        Kind.CHOICE,
        mark("Grid connection"),
        "on_grid",
        ("gridconnection", "connection", "siec", "przylacze", "typprzylacza"),
        optional=False,
        choices=_GRIDS,
        labels=tuple(GridConnection),
    ),
    Field(
        "source",
        Kind.CHOICE,
        mark("Source"),
        "manual",
        ("origin", "zrodlo", "pochodzenie"),
        choices=_SOURCES,
        labels=tuple(Source),
    ),
    Field("channel", Kind.TEXT, mark("Channel"), "web", ("kanal",)),
    Field("contact", Kind.TEXT, mark("Contact"), "nowak", ("customer", "client", "kontakt", "klient"), optional=False),
    Field("phone", Kind.PHONE, mark("Phone"), "601234567", ("tel", "telephone", "mobile", "telefon", "komorka")),
    Field("email", Kind.TEXT, mark("E-mail"), "anna@example.com", ("mail", "poczta")),
    Field("street", Kind.TEXT, mark("Street"), "długa", ("ulica", "ul")),
    Field("city", Kind.TEXT, mark("Town"), "krak", ("town", "miasto", "miejscowosc")),
    Field("postcode", Kind.TEXT, mark("Postcode"), "30-001", ("zip", "zipcode", "postalcode", "kod", "kodpocztowy")),
    Field("region", Kind.TEXT, mark("Region"), "małopolskie", ("state", "county", "wojewodztwo", "woj")),
    Field("country", Kind.COUNTRY, mark("Country"), "pl", ("kraj", "panstwo")),
    Field("location", Kind.TEXT, mark("Location"), "krak", ("place", "site", "lokalizacja", "miejsce")),
    Field(
        "near",
        Kind.PLACE,
        mark("Near"),
        "30-001,25km",
        ("within", "around", "distance", "blisko", "okolice", "okolica", "wpoblizu", "odleglosc", "kolo"),
        optional=False,
    ),
    Field(
        "located",
        Kind.FLAG,
        mark("On the map"),
        "yes",
        ("coordinates", "onthemap", "wspolrzedne", "namapie"),
        optional=False,
    ),
    Field("assignee", Kind.PERSON, mark("Assignee"), "me", ("assigned", "przypisany", "przypisane", "osobaprzypisana")),
    Field("owner", Kind.PERSON, mark("Owner"), "me", ("wlasciciel", "opiekun")),
    Field(
        "createdby",
        Kind.PERSON,
        mark("Created by"),
        "me",
        ("creator", "author", "autor", "tworca", "utworzyl", "uzytkowniktworzacy"),
    ),
    Field(
        "entity",
        Kind.ENTITY,
        mark("Creating entity"),
        "south",
        ("createdentity", "creatingentity", "jednostka", "jednostkatworzaca"),
    ),
    Field("kwh", Kind.NUMBER, mark("kWh a month"), "400", ("monthlykwh", "consumption", "use", "zuzycie")),
    Field("score", Kind.NUMBER, mark("Score"), "50", ("points", "ocena", "punkty")),
    Field("battery", Kind.FLAG, mark("Battery"), "yes", ("bateria", "magazyn"), optional=False),
    Field("heatpump", Kind.FLAG, mark("Heat pump"), "yes", ("pompa", "pompaciepla"), optional=False),
    Field("panel", Kind.FLAG, mark("Panels"), "yes", ("panels", "pv", "panele", "fotowoltaika"), optional=False),
    Field(
        "created",
        Kind.DATE,
        mark("Created"),
        "7d",
        ("createdat", "utworzono", "utworzony", "dodano"),
        optional=False,
    ),
    Field(
        "updated",
        Kind.DATE,
        mark("Updated"),
        "7d",
        ("updatedat", "changed", "zmieniono", "zmieniony"),
        optional=False,
    ),
    Field("contacted", Kind.DATE, mark("Last contacted"), "14d", ("lastcontacted", "lastcontact", "ostatnikontakt")),
    Field(
        "due",
        Kind.DATE,
        mark("Follow-up"),
        "today",
        ("followup", "nextfollowup", "reminder", "termin", "przypomnienie"),
        future=True,
    ),
    Field(
        "response",
        Kind.DATE,
        mark("Answer by"),
        "late",
        ("respondby", "answer", "answerby", "clock", "odpowiedz", "odpowiedzdo", "reakcja", "zegar"),
        future=True,
    ),
    Field("converted", Kind.FLAG, mark("Converted"), "yes", ("przekonwertowany", "przekonwertowane"), optional=False),
    Field("archived", Kind.FLAG, mark("Archived"), "any", ("zarchiwizowany", "zarchiwizowane"), optional=False),
)

FIELDS: Mapping[str, Field] = {entry.name: entry for entry in _CATALOGUE}
_BY_NAME = {name: entry for entry in _CATALOGUE for name in (entry.name, *entry.aliases)}


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The fields that a list has, and the flags that may stand alone.

    Attributes:
        by_name: the fields of the program, under all their names.
        bare_flags: the flags that may stand alone.
        own: the fields of the desk's own that are in use.
        by_own_name: those and the ones out of use, under the names that they have.
    """

    by_name: Mapping[str, Field]
    bare_flags: Mapping[str, str]
    own: tuple[Field, ...] = ()
    by_own_name: Mapping[str, Field] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[Field], bare_flags: Mapping[str, str]) -> Catalogue:
        """A catalogue of these fields, each under all its names."""
        return cls({name: entry for entry in entries for name in (entry.name, *entry.aliases)}, bare_flags)

    def named(self, name: str) -> Field | None:
        """The field that a name in either language means."""
        if "." in name:
            return self.by_own_name.get(own_name(name))
        return self.by_name.get(compact(name)) or self.by_own_name.get(compact(name))

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every field once, those of the desk's own at the end."""
        return (*dict.fromkeys(self.by_name.values()), *self.own)

    def similar(self, name: str) -> str | None:
        """The canonical name of the field that a wrong name was probably meant for."""
        from difflib import get_close_matches

        known = self.by_own_name if "." in name else {**self.by_name, **self.by_own_name}
        close = get_close_matches(own_name(name) if "." in name else compact(name), known, n=1, cutoff=0.75)
        return known[close[0]].name if close else None


# A flag that may stand alone, without a colon: ``archived``, ``-archived``.
BARE_FLAGS: Mapping[str, str] = {"archived": "archived", "zarchiwizowane": "archived"}
LEAD_FIELDS = Catalogue(_BY_NAME, BARE_FLAGS)

NONE = frozenset({"none", "empty", "brak", "puste"})
NEVER = NONE | {"never", "nigdy"}
NOBODY = NONE | {"nobody", "unassigned", "nikt", "nieprzypisane", "nieprzypisany"}
ME = frozenset({"me", "my", "mine", "ja", "mnie", "moje"})
YES = frozenset({"yes", "y", "true", "1", "tak", "t", "prawda"})
NO = frozenset({"no", "n", "false", "0", "nie", "falsz"})
ANY = frozenset({"any", "all", "both", "dowolne", "dowolny", "wszystkie"})
_RESERVED = NEVER | NOBODY | ME | {"system"}

_COUNTRIES: Mapping[str, tuple[str, ...]] = {
    "AT": ("austria",),
    "AU": ("australia",),
    "BE": ("belgium", "belgia"),
    "BG": ("bulgaria",),
    "CH": ("switzerland", "szwajcaria"),
    "CZ": ("czechia", "czechrepublic", "czechy"),
    "DE": ("germany", "niemcy"),
    "DK": ("denmark", "dania"),
    "EE": ("estonia",),
    "ES": ("spain", "hiszpania"),
    "FI": ("finland", "finlandia"),
    "FR": ("france", "francja"),
    "GB": ("unitedkingdom", "greatbritain", "uk", "wielkabrytania"),
    "GR": ("greece", "grecja"),
    "HR": ("croatia", "chorwacja"),
    "HU": ("hungary", "wegry"),
    "IE": ("ireland", "irlandia"),
    "IT": ("italy", "wlochy"),
    "LT": ("lithuania", "litwa"),
    "LU": ("luxembourg", "luksemburg"),
    "LV": ("latvia", "lotwa"),
    "NL": ("netherlands", "holandia", "niderlandy"),
    "NO": ("norway", "norwegia"),
    "NZ": ("newzealand", "nowazelandia"),
    "PL": ("poland", "polska"),
    "PT": ("portugal", "portugalia"),
    "RO": ("romania", "rumunia"),
    "SE": ("sweden", "szwecja"),
    "SI": ("slovenia", "slowenia"),
    "SK": ("slovakia", "slowacja"),
    "UA": ("ukraine", "ukraina"),
    "US": ("unitedstates", "usa", "stanyzjednoczone"),
}


def compact(text: str) -> str:
    """A name without what people write differently: case, diacritics, blanks and signs."""
    return "".join(plain_words(text))


def own_name(name: str) -> str:
    """The name of a field of the desk's own, as `Catalogue.by_own_name` has it: ``custom.roof_kind``."""
    _, _, key = name.partition(".")
    return OWN + fold(key).replace("-", "_")


def field_named(name: str) -> Field | None:
    """The field that a name in either language means."""
    return _BY_NAME.get(compact(name))


def reserved(text: str) -> bool:
    """Whether an unquoted text means more than itself in some field."""
    return compact(text) in _RESERVED


def keys_of(entry: Field, text: str, stages: Iterable[Stage]) -> tuple[str, ...]:
    """The keys that a value of a field means: by its exact key, by a name, or by the beginning of one.

    More than one where several have the same name; none where it is unknown or not clear.
    """
    if entry.kind is Kind.COUNTRY:
        return _countries(text)
    names: Mapping[str, tuple[str, ...]] = entry.choices
    if entry.kind is Kind.STAGE:
        names = {stage.key: (compact(stage.label_en), compact(stage.label_pl)) for stage in stages}
    if text in names:
        return (text,)
    return _matching(names, compact(text))


def known_values(entry: Field, stages: Iterable[Stage]) -> str:
    """The values of a field in the language in use, in one line."""
    if entry.kind is Kind.STAGE:
        return ", ".join(stage.label for stage in stages)
    if entry.kind is Kind.COUNTRY:
        return tr("two-letter codes such as {example}", example="PL")
    return ", ".join(label(value) for value in entry.labels) or ", ".join(entry.choices)


def _matching(names: Mapping[str, tuple[str, ...]], wanted: str) -> tuple[str, ...]:
    if not wanted:
        return ()
    exact = tuple(key for key, known in names.items() if wanted in (compact(key), *known))
    if exact:
        return exact
    begun = {key for key, known in names.items() if any(n.startswith(wanted) for n in (compact(key), *known))}
    return tuple(begun) if len(begun) == 1 else ()


def _countries(text: str) -> tuple[str, ...]:
    bare = text.strip()
    if len(bare) == 2 and bare.isascii() and bare.isalpha() and bare.lower() != "uk":
        return (bare.upper(),)
    return _matching(_COUNTRIES, compact(text))
