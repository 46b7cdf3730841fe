"""Every word that a person sees, in English and Polish.

The English text is the key. `tr` translates when a person is about to see the text; `mark` only marks a text in
data (a command, a column) that `tr` translates later.
"""

from __future__ import annotations

import gettext as _gettext
import os
from pathlib import Path

LANGUAGES = ("en", "pl")
_DOMAIN = "solartui"
_LOCALES = Path(__file__).parent / "locales"

_language = "en"
_catalogue: _gettext.NullTranslations = _gettext.NullTranslations()


def use_language(language: str) -> None:
    """Switch the whole process to `language` (one of `LANGUAGES`)."""
    global _language, _catalogue  # noqa: PLW0603 - one process speaks one language
    if language not in LANGUAGES:
        raise ValueError(language)
    _language = language
    _catalogue = _gettext.translation(_DOMAIN, _LOCALES, [language], fallback=True)


def language() -> str:
    """The language in use, as its ISO 639-1 code."""
    return _language


def preferred_language() -> str:
    """The language that the environment asks for, English where we do not have it."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "pl" if value.lower().startswith("pl") else "en"
    return "en"


def tr(message: str, **values: object) -> str:
    """`message` in the language in use, with `{name}` places filled from `values`."""
    text = _catalogue.gettext(message) if message else ""
    return text.format(**values) if values else text


def ntr(singular: str, plural: str, count: int, **values: object) -> str:
    """The form of a message that fits `count`, which also fills `{count}`."""
    return _catalogue.ngettext(singular, plural, count).format(count=count, **values)


def mark(message: str) -> str:
    """`message` itself: marks a text for translators where it stands as data."""
    return message
