"""What stands in the table of the import page: columns of the sheet, its words, rows of a plan, and counts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from solartui.domain.contacts import Phone
from solartui.domain.importing.cells import Cell, as_text
from solartui.domain.importing.fields import BY_KEY, NEW_FIELD, heading_of, is_own
from solartui.domain.importing.guess import column_letter
from solartui.i18n import mark, ntr, tr
from solartui.services.import_reading import corrected
from solartui.services.import_report import Group, ImportReport
from solartui.services.import_source import ImportSource
from solartui.services.import_words import WordUse
from solartui.widgets.cells import cell_text, number
from solartui.widgets.columns import Column

if TYPE_CHECKING:
    from solartui.services.import_options import ImportOptions

_EXAMPLES = 3
_SAMPLE = 40
_SHOWN = 60
# By what a person knows a row again, in the order in which it is shown beside the name.
_NAMES = ("contact_name", "first_name", "last_name", "company", "name")
_REST = ("email", "phone", "city", "street", "address", "type", "monthly_kwh", "external_id")


class Line(NamedTuple):
    """One line of the table.

    Attributes:
        taken: whether it is brought in, or understood.
        row: the number of the row of the sheet that it is about.
        place: the index of the column that it is about.
    """

    id: int
    first: str
    second: str
    third: str
    taken: bool = True
    row: int = 0
    place: int = -1


def _cell(name: str, token: str) -> Callable[[Line, Any], Sequence[tuple[str, str]]]:
    return lambda line, _palette: [(cell_text(getattr(line, name)), token if line.taken else "mute")]


def _doubt(line: Line, _palette: Any) -> Sequence[tuple[str, str]]:
    return [(cell_text(line.second), "accent") if line.taken else (cell_text(line.second), "err")]


OF_SHEET: tuple[Column[Line], ...] = (
    Column("first", mark("Column"), 22, _cell("first", "text"), sortable=False, widest=32, lead=True),
    Column("second", mark("Becomes"), 20, _cell("second", "accent"), sortable=False, widest=24),
    Column("third", mark("Examples"), 26, _cell("third", "soft"), sortable=False, widest=90),
)
OF_WORDS: tuple[Column[Line], ...] = (
    Column("first", mark("In the sheet"), 24, _cell("first", "text"), sortable=False, widest=40, lead=True),
    Column("second", mark("Means"), 24, _doubt, sortable=False, widest=36),
    Column("third", mark("Column and rows"), 24, _cell("third", "soft"), sortable=False, widest=60),
)
OF_PROBLEMS: tuple[Column[Line], ...] = (
    Column("first", mark("Cell"), 20, _cell("first", "text"), sortable=False, widest=30, lead=True),
    # The reason names the value where that matters: it comes first where there is no room for both.
    Column("third", mark("What is wrong"), 48, _cell("third", "err"), sortable=False, widest=100),
    Column("second", mark("Value"), 14, _cell("second", "soft"), sortable=False, widest=24),
)
OF_ROWS: tuple[Column[Line], ...] = (
    Column("first", mark("Row"), 8, _cell("first", "mute"), sortable=False),
    Column("second", mark("Who"), 24, _cell("second", "text"), sortable=False, widest=36, lead=True),
    Column("third", mark("What"), 40, _cell("third", "soft"), sortable=False, widest=120),
)
OF_COUNTS: tuple[Column[Line], ...] = (
    Column("first", mark("Column"), 26, _cell("first", "text"), sortable=False, widest=40, lead=True),
    Column("second", mark("Becomes"), 22, _cell("second", "accent"), sortable=False, widest=30),
    Column("third", mark("Values brought in"), 20, _cell("third", "soft"), sortable=False, widest=30),
)


def of_sheet(source: ImportSource, own: Mapping[str, str], doubtful: Mapping[str, str]) -> list[Line]:
    """The columns of the sheet, what each becomes, and a few of its cells."""
    guess = source.guess
    sample = source.sample(_SAMPLE)
    lines = []
    for place, (heading, key) in enumerate(zip(guess.headings, guess.fields, strict=True)):
        cells = (row[place] for row in sample if place < len(row) and row[place] not in {None, ""})
        examples = " · ".join(list(dict.fromkeys(map(as_text, cells)))[:_EXAMPLES])
        known = place in guess.imported
        meaning = tr("left alone")
        if key == NEW_FIELD:
            meaning = "+ " + tr("a field of our own")
        elif key and known:
            meaning = own.get(key) or heading_of(key)
        if heading in doubtful:
            sign = tr("a comma before decimals") if doubtful[heading] == "," else tr("a point before decimals")
            examples = f"{examples}  ← {sign}"
        lines.append(Line(place + 1, heading, meaning, examples, known, place=place))
    return lines


def of_words(words: Sequence[WordUse]) -> list[Line]:
    """The words of the sheet, and what each means."""
    lines = []
    for place, use in enumerate(words, 1):
        rows = ntr("{n} row", "{n} rows", use.rows, n=number(use.rows))
        means = use.means or (tr("left out") if use.understood else tr("not understood"))
        lines.append(Line(place, use.text, means, f"{use.heading} · {rows}", use.understood))
    return lines


def of_problems(source: ImportSource, report: ImportReport, group: Group) -> list[Line]:
    """What is wrong with the rows of a group, each with its cell."""
    places = {heading: i for i, heading in enumerate(source.guess.headings)}
    lines: list[Line] = []
    for problem in report.problems:
        if report.fates.get(problem.row) != group.value:
            continue
        place = places.get(problem.column, -1)
        where = f"{column_letter(place)}{problem.row} {problem.column}" if place >= 0 else tr("row {n}", n=problem.row)
        lines.append(Line(len(lines) + 1, where, problem.value, problem.reason, True, problem.row, place))
    return lines


def cells_of(source: ImportSource, options: ImportOptions, numbers: Sequence[int]) -> dict[int, tuple[Cell, ...]]:
    """The cells of rows by their numbers, as they were corrected."""
    return dict(corrected(source.table.at(numbers).items(), options.corrections))


def of_rows(
    source: ImportSource, options: ImportOptions, report: ImportReport, numbers: Sequence[int], first: int
) -> list[Line]:
    """Rows of a plan by their numbers: who they are about, and what they bring or change."""
    columns = source.guess.imported
    cells = cells_of(source, options, numbers)
    lines = []
    for place, row in enumerate(numbers, first):
        said = {key: as_text(cells[row][i]) for i, key in columns.items() if row in cells and i < len(cells[row])}
        who = " ".join(said[key] for key in _NAMES if said.get(key)) or said.get("email") or said.get("phone") or ""
        what = _changes(report.changed[row]) if row in report.changed else _known(said)
        lines.append(Line(place, f"{row}", who, what, True, row))
    return lines


def of_counts(report: ImportReport, own: Mapping[str, str]) -> list[Line]:
    """For each column how many of its values were brought in; the columns that were left alone at the end."""
    lines = []
    for place, (heading, column) in enumerate(report.columns.items(), 1):
        values = ntr("{n} value", "{n} values", column["values"], n=number(column["values"]))
        # A field that this import has made is called after its heading.
        name = own.get(column["field"]) or (heading if is_own(column["field"]) else heading_of(column["field"]))
        lines.append(Line(place, heading, name, values, bool(column["values"])))
    for place, heading in enumerate(report.unmapped, len(lines) + 1):
        lines.append(Line(place, heading, tr("left alone"), "", taken=False))
    return lines


def _known(said: Mapping[str, str]) -> str:
    return " · ".join(said[key] for key in _REST if said.get(key))


def _changes(changes: Mapping[str, object]) -> str:
    """The fields that change, with what they are to be."""
    return " · ".join(f"{_label(key)}: {_value(value)}" for key, value in changes.items())


def _label(key: str) -> str:
    return tr("Use by month") if key == "consumption" else BY_KEY[key].heading if key in BY_KEY else heading_of(key)


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(_value(one) for one in value)
    if isinstance(value, Phone):
        return value.number
    if isinstance(value, bool):
        return tr("yes") if value else tr("no")
    if isinstance(value, datetime):
        return value.astimezone().strftime("%Y-%m-%d %H:%M")
    text = "–" if value is None else as_text(value) if isinstance(value, str | float | int) else str(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
