"""Countries as people write them, as ISO 3166 two-letter codes."""

from __future__ import annotations

from functools import cache

from solartui.domain.country_codes import known_country
from solartui.domain.errors import Invalid
from solartui.domain.importing.cells import Cell, as_text, refuse_errors, says_nothing
from solartui.domain.text import clean, words
from solartui.i18n import tr

_NAMES = {
    "PL": "Polska|Poland|POL|Rzeczpospolita Polska|RP",
    "AU": "Australia|AUS",
    "NZ": "Nowa Zelandia|New Zealand|NZL",
    "DE": "Niemcy|Germany|Deutschland|DEU|GER",
    "CZ": "Czechy|Czech Republic|Czechia|Republika Czeska|CZE",
    "SK": "Słowacja|Slovakia|SVK",
    "UA": "Ukraina|Ukraine|UKR",
    "LT": "Litwa|Lithuania|LTU",
    "LV": "Łotwa|Latvia|LVA",
    "EE": "Estonia|EST",
    "BY": "Białoruś|Belarus|BLR",
    "GB": "Wielka Brytania|United Kingdom|UK|Great Britain|Anglia|England|Szkocja|Scotland|Walia|Wales|GBR",
    "IE": "Irlandia|Ireland|IRL",
    "FR": "Francja|France|FRA",
    "ES": "Hiszpania|Spain|España|ESP",
    "PT": "Portugalia|Portugal|PRT",
    "IT": "Włochy|Italy|Italia|ITA",
    "NL": "Holandia|Niderlandy|Netherlands|The Netherlands|NLD",
    "BE": "Belgia|Belgium|BEL",
    "LU": "Luksemburg|Luxembourg|LUX",
    "AT": "Austria|Österreich|AUT",
    "CH": "Szwajcaria|Switzerland|CHE",
    "HU": "Węgry|Hungary|HUN",
    "RO": "Rumunia|Romania|ROU",
    "BG": "Bułgaria|Bulgaria|BGR",
    "GR": "Grecja|Greece|GRC",
    "HR": "Chorwacja|Croatia|HRV",
    "SI": "Słowenia|Slovenia|SVN",
    "RS": "Serbia|SRB",
    "TR": "Turcja|Turkey|Türkiye|TUR",
    "SE": "Szwecja|Sweden|SWE",
    "NO": "Norwegia|Norway|NOR",
    "DK": "Dania|Denmark|DNK",
    "FI": "Finlandia|Finland|FIN",
    "IS": "Islandia|Iceland|ISL",
    "MT": "Malta|MLT",
    "CY": "Cypr|Cyprus|CYP",
    "US": "USA|United States|Stany Zjednoczone|United States of America",
    "CA": "Kanada|Canada|CAN",
    "ZA": "RPA|Południowa Afryka|South Africa|ZAF",
    "IN": "Indie|India|IND",
    "IL": "Izrael|Israel|ISR",
    "AE": "Emiraty|Zjednoczone Emiraty Arabskie|United Arab Emirates|UAE|ARE",
}


def country(cell: Cell) -> str | None:
    """The code of the country in a cell: ``Polska``, ``Poland``, ``pl`` are PL.

    Raises:
        Invalid: it is neither a code nor a name that is known.
    """
    if says_nothing(cell):
        return None
    refuse_errors(cell)
    text = clean(as_text(cell))
    code = code_of(text)
    if code is None:
        raise Invalid(tr("{text} is no known country; use its two-letter code, such as PL.", text=text[:40]))
    return code


def code_of(text: str) -> str | None:
    """The code that a name or a two-letter code stands for, None where it stands for none."""
    if code := _codes().get(" ".join(words(text))):
        return code
    return known_country(text)


@cache
def _codes() -> dict[str, str]:
    found = {code.lower(): code for code in _NAMES}
    return found | {" ".join(words(name)): code for code, names in _NAMES.items() for name in names.split("|")}
