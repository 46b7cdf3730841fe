"""A TOML text that knows its lines: what is wrong in it is told with the line where it stands."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from solartui.domain.errors import Refused
from solartui.domain.text import clean
from solartui.i18n import tr

LARGEST = 256 * 1024
# The reader of TOML takes minutes for a key of thousands of parts.
_LONGEST_LINE = 1_000
_HEADER = re.compile(r"\s*\[(\[)?\s*([\w.\- ]+?)\s*\]")
_KEY = re.compile(r"\s*([\w-]+)\s*=")
_QUOTES = re.compile(r'"""|\'\'\'')
_SHOWN = 60

Path = tuple[str | int, ...]


def lines_of(text: str) -> dict[Path, int]:
    """The line of every table and every key that stands at the beginning of one, counted from 1."""
    found: dict[Path, int] = {(): 1}
    here: Path = ()
    counts: dict[Path, int] = {}
    inside = False
    for number, line in enumerate(text.split("\n"), 1):
        if inside:
            inside = len(_QUOTES.findall(line)) % 2 == 0
            continue
        if header := _HEADER.match(line):
            here = _place(header[2], bool(header[1]), counts)
            found.setdefault(here, number)
        elif key := _KEY.match(line):
            found.setdefault((*here, key[1]), number)
        inside = len(_QUOTES.findall(line)) % 2 == 1
    return found


def _place(name: str, listed: bool, counts: dict[Path, int]) -> Path:
    parts = [part.strip() for part in name.split(".")]
    place: Path = ()
    for part in parts[:-1]:
        place = (*place, part)
        if place in counts:
            place = (*place, counts[place])
    place = (*place, parts[-1])
    if not listed:
        return place
    counts[place] = counts.get(place, -1) + 1
    return (*place, counts[place])


def load(text: str) -> Entry:
    """The tables of a text.

    Raises:
        Refused: it is no TOML, or too large.
    """
    import tomllib

    if len(text) > LARGEST:
        raise Refused(tr("A workflow has {n} kB at most.", n=LARGEST // 1024))
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > _LONGEST_LINE:
            problem = tr("this line is longer than {n} characters.", n=_LONGEST_LINE)
            raise Refused(tr("line {line}: {problem}", line=number, problem=problem))
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused(_syntax(str(error))) from None
    except (RecursionError, ValueError):
        raise Refused(tr("This is no TOML that can be read.")) from None
    return Entry((), data, lines_of(text))


def _syntax(message: str) -> str:
    """What the reader says, with the line first."""
    found = re.search(r"\(at line (\d+), column (\d+)\)", message)
    why = clean(message.partition(" (at ")[0])[:_SHOWN]
    if found:
        return tr("line {line}: {problem}", line=found[1], problem=tr("this is no TOML: {why}", why=why))
    return tr("This is no TOML: {why}", why=why)


@dataclass(frozen=True, slots=True)
class Entry:
    """A table of the text, which knows where it stands."""

    path: Path
    data: Mapping[str, Any] = field(hash=False)
    lines: Mapping[Path, int] = field(hash=False)

    def line(self, name: str | None = None) -> int:
        """The line of a key, or of the nearest thing around it."""
        path: Path = self.path if name is None else (*self.path, name)
        while path not in self.lines:
            path = path[:-1]
        return self.lines[path]

    def wrong(self, name: str | None, problem: str) -> Refused:
        """An error with its line."""
        return Refused(tr("line {line}: {problem}", line=self.line(name), problem=problem))

    def only(self, known: Collection[str]) -> None:
        """Refuse keys that mean nothing."""
        for name in self.data:
            if name not in known:
                near = get_close_matches(name, list(known), 1)
                hint = " " + tr("Did you mean {word}?", word=near[0]) if near else ""
                raise self.wrong(name, tr("there is no key {name}.", name=clean(name)[:_SHOWN]) + hint)

    def get(self, name: str, kind: type | tuple[type, ...], default: Any = None) -> Any:
        """A value of a kind; the default where it is not given and there is one."""
        value = self.data.get(name)
        if value is None:
            if default is None:
                raise self.wrong(name, tr("{name} is missing.", name=name))
            return default
        number = kind is int and isinstance(value, bool)
        if not isinstance(value, kind) or number:
            raise self.wrong(name, tr("{name} is not of the right kind.", name=name))
        return value

    def text(self, name: str, longest: int = 200) -> str | None:
        """A short text; None where it is not given."""
        if name not in self.data:
            return None
        value = clean(self.get(name, str))
        if not value or len(value) > longest:
            raise self.wrong(name, tr("{name} needs a text of {n} characters at most.", name=name, n=longest))
        return value

    def texts(self, name: str, most: int = 200) -> tuple[str, ...]:
        """A list of short texts; empty where it is not given."""
        values = self.get(name, list, [])
        if len(values) > most or not all(isinstance(value, str) and 0 < len(value) <= 200 for value in values):
            raise self.wrong(name, tr("{name} needs a list of texts.", name=name))
        return tuple(clean(value) for value in values)

    def entries(self, name: str, most: int) -> Iterator[Entry]:
        """The tables of a list of tables."""
        values = self.get(name, list, [])
        if len(values) > most:
            raise self.wrong(name, tr("there are more than {n} of {name}.", n=most, name=name))
        for number, value in enumerate(values):
            entry = Entry((*self.path, name, number), value, self.lines)
            if not isinstance(value, dict):
                raise entry.wrong(None, tr("{name} needs [[{name}]] tables.", name=name))
            yield entry

    def one_of(self, name: str, known: Collection[str]) -> str:
        """One of a few words."""
        value: str = self.get(name, str)
        if value not in known:
            choices = ", ".join(known)
            shown = clean(value)[:_SHOWN]
            raise self.wrong(name, tr("{value} is none of: {choices}", value=shown, choices=choices))
        return value
