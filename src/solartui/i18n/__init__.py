"""Every word that a person sees, in English and Polish.

The English text is the key. `tr` translates when a person is about to see the text; `mark` only marks a text in
data (a command, a column) that `tr` translates later.
"""

from __future__ import annotations

import os

# Every call of the program imports this module: gettext, typing and pathlib would cost more than all the rest of it.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from gettext import NullTranslations

LANGUAGES = ("en", "pl")
_DOMAIN = "solartui"
_LOCALES = os.path.join(os.path.dirname(__file__), "locales")  # noqa: PTH118, PTH120

_language = "en"
_catalogue: NullTranslations | None = None


def use_language(language: str) -> None:
    """Switch the whole process to `language` (one of `LANGUAGES`)."""
    global _language, _catalogue  # noqa: PLW0603 - one process speaks one language
    if language not in LANGUAGES:
        raise ValueError(language)
    _language = language
    _catalogue = None if language == "en" else _catalogue_of(language)


def _catalogue_of(language: str) -> NullTranslations:
    from gettext import translation

    return translation(_DOMAIN, _LOCALES, [language], fallback=True)


def language() -> str:
    """The language in use, as its ISO 639-1 code."""
    return _language


def with_comma(number: str) -> str:
    """A number that is written with a point, with the decimal sign of the language in use."""
    return number.replace(".", ",") if _language == "pl" else number


def preferred_language() -> str:
    """The language that the environment asks for, English where we do not have it."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "pl" if value.lower().startswith("pl") else "en"
    return "en"


def tr(message: str, **values: object) -> str:
    """`message` in the language in use, with `{name}` places filled from `values`."""
    text = _catalogue.gettext(message) if message and _catalogue else message
    return text.format(**values) if values else text


_GROUPED = 10_000


def ntr(singular: str, plural: str, count: int, **values: object) -> str:
    """The form of a message that fits `count`, which also fills `{count}`; large ones in groups of three."""
    plain = singular if count == 1 else plural
    text = _catalogue.ngettext(singular, plural, count) if _catalogue else plain
    shown = f"{count:,}".replace(",", "\N{NO-BREAK SPACE}") if count >= _GROUPED else count
    return text.format(count=shown, **values)


def mark(message: str) -> str:
    """`message` itself: marks a text for translators where it stands as data."""
    return message
