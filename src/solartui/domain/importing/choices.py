"""Yes and no, and the fixed words of the desk, in the many ways in which people write them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cache

from solartui.domain.errors import Invalid
from solartui.domain.importing.cells import Cell, as_text, line, refuse_errors, says_nothing
from solartui.domain.stages import Stage, stage_named
from solartui.domain.text import clean, fold, words
from solartui.domain.vocabulary import LABELS, ContactKind, Gender, GridConnection, LeadType, Source
from solartui.i18n import tr

_YES = frozenset(words("tak t yes y true prawda 1 x ✓ ✔ ☑ v ok jest posiada ano si ja wl on zaznaczone checked"))
_YES_SIGNS = frozenset({"✓", "✔", "☑", "✅", "+", "☒"})
_NO = frozenset(
    {
        "nie",
        "n",
        "no",
        "false",
        "falsz",
        "0",
        "brak",
        "f",
        "wyl",
        "off",
        "unchecked",
        "niezaznaczone",
        "☐",
        "✗",
        "✘",
        "❌",
    }
)

_TYPES: Mapping[StrEnum, str] = {
    LeadType.RESIDENTIAL: "mieszkaniowy|mieszkaniowe|mieszkaniowa|mieszkalny|mieszkalne|mieszkalna|dom|domy|domek"
    "|dom jednorodzinny|dom wolnostojący|dom w budowie|dom prywatny|jednorodzinny|jednorodzinne|budynek jednorodzinny"
    "|budynek mieszkalny|wielorodzinny|budynek wielorodzinny|blok|szeregowiec|zabudowa szeregowa|bliźniak|mieszkanie"
    "|gospodarstwo domowe|prywatny|prywatne|osoba prywatna|osoba fizyczna|klient indywidualny|indywidualny|house|home"
    "|household|private|flat|apartment|single family|single family house|detached house|domestic|dom mieszkalny|b2c",
    LeadType.COMMERCIAL: "komercyjny|komercyjne|komercyjna|firma|firmowy|firmy|biznes|biznesowy|przedsiębiorstwo|sklep"
    "|biuro|biurowiec|hotel|pensjonat|restauracja|usługowy|usługi|lokal usługowy|budynek usługowy|handlowy|warsztat"
    "|mała firma|business|company|office|shop|store|retail|b2b|obiekt komercyjny|działalność gospodarcza|instytucja",
    LeadType.INDUSTRIAL: "przemysłowy|przemysłowe|przemysłowa|przemysł|fabryka|zakład produkcyjny|produkcja"
    "|produkcyjny|hala|hala produkcyjna|hala przemysłowa|zakład|zakład przemysłowy|magazyn|factory|industry|plant"
    "|manufacturing|warehouse|obiekt przemysłowy",
    LeadType.AGRICULTURAL: "rolniczy|rolnicze|rolnicza|rolny|rolne|rolnik|rolnictwo|gospodarstwo rolne|gospodarstwo"
    "|gospodarstwo rolnicze|farma|ferma|farm|farmer|agriculture|agro|sad|szklarnia|budynek gospodarczy|stodoła|obora",
}
_GRIDS: Mapping[StrEnum, str] = {
    GridConnection.ON_GRID: "on grid|ongrid|on|sieciowa|sieciowy|sieciowe|podłączona do sieci|podłączony do sieci"
    "|przyłączony do sieci|przyłączona do sieci|do sieci|z siecią|grid tied|grid tie|grid connected|connected|prosument"
    "|instalacja sieciowa|system sieciowy",
    GridConnection.OFF_GRID: "off grid|offgrid|off|wyspowa|wyspowy|wyspowe|wyspa|autonomiczna|autonomiczny|poza siecią"
    "|bez sieci|niezależna|niezależny|niepodłączona do sieci|stand alone|standalone|island|instalacja wyspowa"
    "|system wyspowy|system autonomiczny",
    GridConnection.ZERO_INJECTION: "zero injection|zero export|zero feed in|zeroinjection|zeroexport|zero eksport"
    "|zerowy eksport|zero eksportu|bez oddawania|bez oddawania do sieci|bez wysyłania do sieci|bez eksportu"
    "|bez wprowadzania do sieci|no export|no injection|zero|zero wypływu|zerowy wypływ|bez wypływu|bez zwrotu do sieci",
}
_SOURCES: Mapping[StrEnum, str] = {
    Source.COMPANY_LEADGEN: "leadgen|lead gen|lead generator|generator leadów|generator|formularz www",
    Source.MANUAL_ENTITIES: "manual|ręcznie|ręczne|ręczny|ręczne jednostki|ręcznie jednostki|by hand|manual entry"
    "|manualny|manualne|ręczny jednostki|manual entities",
}
_KINDS: Mapping[StrEnum, str] = {
    ContactKind.PERSON: "osoba|osoba fizyczna|osoba prywatna|klient indywidualny|klient prywatny|indywidualny|prywatny"
    "|individual|private|private person|human|b2c|prywatna|konsument|consumer",
    ContactKind.COMPANY: "firma|przedsiębiorstwo|spółka|biznes|biznesowy|klient biznesowy|business|b2b|organizacja"
    "|organization|organisation|osoba prawna|instytucja|corporate|działalność gospodarcza|przedsiębiorca|firmowy",
}
_GENDERS: Mapping[StrEnum, str] = {
    Gender.FEMALE: "kobieta|k|f|w|woman|pani|żeńska|ms|mrs|k.",
    Gender.MALE: "mężczyzna|m|man|pan|męska|mr|m.",
    Gender.OTHER: "inna|inne|other|x|nieokreślona|divers|d",
}
_OPTIONS: Mapping[str, Mapping[StrEnum, str]] = {
    "type": _TYPES,
    "grid_connection": _GRIDS,
    "source": _SOURCES,
    "contact_kind": _KINDS,
    "gender": _GENDERS,
}
# Words that mean a choice only where nothing else stands in the cell.
_ALONE = frozenset({"on", "off", "zero", "sad", "plant", "connected", "zaklad", "obiekt"})
# Other words for the stages that every desk begins with; a stage that was taken away no longer answers to them.
_STAGES = {
    "open": "nowy|nowa|nowe|new|otwarty|otwarta|open lead|świeży|do kontaktu|created|intake|not contacted"
    "|open not contacted|new lead|nowy lead|niekontaktowany|bez kontaktu",
    "contacted": "skontaktowany|skontaktowana|w kontakcie|po kontakcie|po rozmowie|zadzwoniono|nawiązano kontakt"
    "|rozmowa|called|in contact|attempted|w toku|in progress|attempted to contact|contact made|connected"
    "|working contacted",
    "assigned": "przypisany|przypisana|przydzielony|przydzielone|przekazany",
    "site_visit": "wizja|wizyta|wizyta lokalna|oględziny|audyt|spotkanie|visit|site inspection|meeting"
    "|wizja techniczna",
    "converted": "przekonwertowany|przekonwertowana|skonwertowany|wygrany|wygrana|won|sprzedane|sprzedany|umowa"
    "|podpisana umowa|customer|klient|closed won|closed converted",
    "lost": "utracony|utracona|przegrany|przegrana|stracony|rezygnacja|zrezygnował|odrzucony|odmowa|closed lost"
    "|unqualified|niezainteresowany|disqualified|not qualified|lost lead|junk lead|closed not converted",
    "closed": "zamknięty|zamknięta|zakończony|zakończone|nieaktualny|nieaktualne|done|archiwalny",
}


def yes_no(cell: Cell) -> bool | None:
    """Whether a cell says yes or no; None where it says neither.

    Raises:
        Invalid: it says something else.
    """
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, int | float) and cell in {0, 1}:
        return bool(cell)
    text = fold(clean(as_text(cell))).rstrip(".!")
    if text in _YES or text in _YES_SIGNS:
        return True
    if text in _NO:
        return False
    if says_nothing(cell):
        return None
    refuse_errors(cell)
    raise Invalid(tr("{text} is neither yes nor no.", text=clean(as_text(cell))[:40]))


def choice(field: str, cell: Cell) -> str | None:
    """The stable key of the word in a cell.

    Args:
        field: ``type``, ``grid_connection``, ``source`` or ``contact_kind``.
        cell: the cell.

    Raises:
        Invalid: it is none of the words of that field; the message lists them.
    """
    if says_nothing(cell):
        return None
    refuse_errors(cell)
    found = _chosen(field, clean(as_text(cell)))
    if found is None:
        known = ", ".join(tr(LABELS[option]) for option in _OPTIONS[field])
        raise Invalid(tr("{text} is none of: {choices}.", text=clean(as_text(cell))[:40], choices=known))
    return found


def source(cell: Cell) -> str | None:
    """The key of how a lead was made; any other text, such as the name of a fair, as it stands.

    Raises:
        Invalid: it is an error value or too long.
    """
    text = None if says_nothing(cell) else line(cell)
    return (_chosen("source", text) or text) if text else None


def _chosen(field: str, text: str) -> str | None:
    exact = _exact(field)
    form = " ".join(words(text))
    if form in exact:
        return exact[form]
    for option in _OPTIONS[field]:
        if form == " ".join(words(tr(LABELS[option]))):
            return option.value
    inside = {key for known, key in exact.items() if known not in _ALONE and f" {known} " in f" {form} "}
    return inside.pop() if len(inside) == 1 else None


@cache
def _exact(field: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for option, texts in _OPTIONS[field].items():
        for text in (option.value, LABELS[option], *texts.split("|")):
            found.setdefault(" ".join(words(text)), option.value)
    return found


def stage(cell: Cell, stages: Iterable[Stage]) -> str | None:
    """The key of the stage that a cell names, by its key, its name in either language or a common word for it.

    Raises:
        Invalid: no stage is called that; the message lists them.
    """
    if says_nothing(cell):
        return None
    refuse_errors(cell)
    text = clean(as_text(cell))
    known = tuple(stages)
    if found := stage_named(known, text):
        return found.key
    form = " ".join(words(text))
    for each in known:
        if form in _stage_words().get(each.key, ()):
            return each.key
    names = ", ".join(each.label for each in known)
    raise Invalid(tr("{text} is none of: {choices}.", text=text[:40], choices=names))


@cache
def _stage_words() -> dict[str, frozenset[str]]:
    return {key: frozenset(" ".join(words(text)) for text in texts.split("|")) for key, texts in _STAGES.items()}
