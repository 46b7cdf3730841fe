"""Collect every text that a person sees, keep the translations beside it, and compile them for the program.

python -m scripts.messages            collect, keep what is translated, compile
python -m scripts.messages --check    change nothing; say what is stale, missing or not compiled
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TypeAlias

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "solartui"
LOCALES = SOURCE / "i18n" / "locales"
# English is the text in the source.
LANGUAGES = ("pl",)
# The calls that take a text, and how many forms of it they take.
KEYWORDS = {"tr": 1, "ntr": 2, "mark": 1}
# What gettext needs of a catalogue's header; the other lines change with every run or say nothing.
KEPT = (b"Language:", b"Plural-Forms:", b"MIME-Version:", b"Content-Type:", b"Content-Transfer-Encoding:")
HEADER_LINE = re.compile(rb'^"([A-Z][\w-]+:).*\n', re.MULTILINE)
# The forms of a text: one, or one for each number that the language tells apart.
Forms: TypeAlias = tuple[str, ...]
PLACE = re.compile(r"\{(\w+)[^{}]*\}")


def collect() -> Catalog:
    """Every text in the source, with the files that it stands in."""
    catalogue = Catalog(project="SolarTUI", domain="solartui", charset="utf-8", fuzzy=False)
    for path in sorted(SOURCE.rglob("*.py")):
        place = path.relative_to(ROOT).as_posix()
        for line, text in texts_of(path):
            catalogue.add(text if len(text) > 1 else text[0], None, [(place, line)])
    return catalogue


def texts_of(path: Path) -> Iterator[tuple[int, Forms]]:
    """The texts of one file with their lines, those inside f-strings too: Babel sees these on some Pythons only."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: node.lineno):
        count = KEYWORDS.get(call.func.id, 0) if isinstance(call.func, ast.Name) else 0
        values = (each.value for each in call.args[:count] if isinstance(each, ast.Constant))
        text = tuple(value for value in values if isinstance(value, str))
        if text and len(text) == count:
            yield call.lineno, text


def path_of(language: str, ending: str) -> Path:
    """Where the catalogue of a language lies, as text (`po`) or compiled (`mo`)."""
    return LOCALES / language / "LC_MESSAGES" / f"solartui.{ending}"


def stored(language: str) -> Catalog:
    """The translations as they are in the repository; empty where there are none yet."""
    path = path_of(language, "po")
    if not path.exists():
        return Catalog(locale=language, project="SolarTUI", domain="solartui", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain="solartui")


def merged(language: str, texts: Catalog) -> Catalog:
    """The stored translations of exactly these texts; nothing is guessed for a text that has none."""
    catalogue = stored(language)
    catalogue.update(texts, no_fuzzy_matching=True)
    catalogue.fuzzy = False
    catalogue.header_comment = "# SolarTUI in another language. Fill in every msgstr; `just messages` does the rest."
    return catalogue


def as_text(catalogue: Catalog) -> bytes:
    """A catalogue as the bytes of a .po file that only change when a text or a translation does."""
    out = BytesIO()
    write_po(out, catalogue, width=110, sort_output=True, ignore_obsolete=True, include_lineno=False)
    header, blank, body = out.getvalue().partition(b"\n\n")
    return HEADER_LINE.sub(lambda line: line[0] if line[1] in KEPT else b"", header + b"\n") + blank[1:] + body


def compiled(language: str) -> dict[Forms, Forms] | None:
    """The translations that the program would find; None where nothing is compiled yet."""
    path = path_of(language, "mo")
    if not path.exists():
        return None
    with path.open("rb") as file:
        return translations(read_mo(file))


def translations(catalogue: Catalog) -> dict[Forms, Forms]:
    """What a catalogue says: text to translation, the untranslated left out."""
    return {parts(each.id): parts(each.string) for each in catalogue if each.id and translated(each)}


def finished(catalogue: Catalog) -> Catalog:
    """The part of a catalogue that is translated: the program shows the rest in English."""
    part = Catalog(locale=catalogue.locale, charset="utf-8", fuzzy=False)
    for message in catalogue:
        if message.id and translated(message):
            part.add(message.id, message.string)
    return part


def translated(message: Message) -> bool:
    """Whether every form of a text has a translation that somebody stands for."""
    return all(parts(message.string)) and not message.fuzzy


def parts(text: object) -> Forms:
    """The forms of a text as gettext keeps them, in one or many."""
    return tuple(str(form or "") for form in text) if isinstance(text, list | tuple) else (str(text or ""),)


def places_differ(message: Message) -> bool:
    """Whether a translation asks for a value that the text does not have, or leaves one out."""
    texts = parts(message.id)
    wanted = {place for text in texts for place in PLACE.findall(text)}
    # One form of a plural may spell its number out.
    optional = {"count"} if len(texts) > 1 else set()
    return any(not wanted - optional <= set(PLACE.findall(form)) <= wanted for form in parts(message.string))


def update(language: str, texts: Catalog) -> int:
    """Write the catalogue of a language, as text and compiled; returns how many texts still lack a translation."""
    catalogue = merged(language, texts)
    path_of(language, "po").parent.mkdir(parents=True, exist_ok=True)
    path_of(language, "po").write_bytes(as_text(catalogue))
    if compiled(language) != translations(catalogue):
        with path_of(language, "mo").open("wb") as file:
            write_mo(file, finished(catalogue))
    return sum(1 for message in catalogue if message.id and not translated(message))


def problems(language: str, texts: Catalog) -> list[str]:
    """One line for each thing that keeps the catalogue of a language from being complete, current and compiled."""
    before = stored(language)
    found = []
    known, wanted = ({parts(message.id) for message in each if message.id} for each in (before, texts))
    found += [f"{language}: not in the catalogue: {text[0]!r}" for text in sorted(wanted - known)]
    found += [f"{language}: no longer in the source: {text[0]!r}" for text in sorted(known - wanted)]
    for message in before:
        if message.id and not translated(message):
            found.append(f"{language}: not translated: {parts(message.id)[0]!r}")
        elif message.id and places_differ(message):
            found.append(f"{language}: other places than the text: {parts(message.id)[0]!r}")
    if compiled(language) != translations(before):
        found.append(f"{language}: compiled from another text; run scripts.messages")
    return found


def main() -> int:
    """Update the catalogues, or check them."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--check", action="store_true", help="change nothing, fail when anything is to be done")
    check = options.parse_args().check
    texts = collect()
    if check:
        found = [line for language in LANGUAGES for line in problems(language, texts)]
        print("\n".join(found) or f"{len(texts)} texts in {len(LANGUAGES) + 1} languages")
        return 1 if found else 0
    for language in LANGUAGES:
        print(f"{language}: {len(texts)} texts, {update(language, texts)} without a translation")
    return 0


if __name__ == "__main__":
    sys.exit(main())
