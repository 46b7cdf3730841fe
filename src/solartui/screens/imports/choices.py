"""What the import page asks: the field of a column, the meaning of a word, what happens with what is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from solartui.adapters.typed_paths import home_path
from solartui.domain.errors import Invalid, SolarError
from solartui.domain.importing.cells import as_text
from solartui.domain.importing.fields import NEW_FIELD
from solartui.domain.importing.numbers import NumberStyle, measured
from solartui.domain.importing.policies import Key, OnDuplicate
from solartui.domain.vocabulary import Source, label
from solartui.i18n import mark, ntr, tr
from solartui.screens.dialogs.ask import AskDialog
from solartui.screens.dialogs.choose import ChooseDialog
from solartui.screens.imports import lines
from solartui.services.import_options import ImportOptions
from solartui.services.import_source import ImportSource, Target
from solartui.services.imports import field_labels
from solartui.widgets.cells import cell_text, number
from solartui.widgets.pick_list import PickItem

if TYPE_CHECKING:
    from solartui.screens.base import BaseScreen
    from solartui.screens.imports.lines import Line
    from solartui.services.import_report import ImportReport
    from solartui.services.import_words import WordUse

LEAVE = "-"
_USUAL = "usual"
# What each choice does with a row that is about something known.
ON_DUPLICATE = {
    OnDuplicate.LINK: mark("leave it, link new leads to known contacts"),
    OnDuplicate.UPDATE: mark("take over what differs"),
    OnDuplicate.SKIP: mark("skip every row that is known"),
}
OF_CONTACTS = {
    OnDuplicate.LINK: mark("add new addresses and numbers"),
    OnDuplicate.UPDATE: mark("take over what differs"),
    OnDuplicate.SKIP: mark("skip every row that is known"),
}
KEYS = {
    Key.EMAIL: mark("E-mail"),
    Key.PHONE: mark("Phone"),
    Key.EXTERNAL: mark("External ID"),
    Key.PLACE: mark("Name and address"),
}
TARGETS = {Target.LEADS: mark("leads with their contacts"), Target.CONTACTS: mark("contacts alone")}


def policies_of(target: Target) -> Mapping[OnDuplicate, str]:
    """The sentence for each policy."""
    return OF_CONTACTS if target is Target.CONTACTS else ON_DUPLICATE


def _item(name: str, text: str, colour: str = "text") -> PickItem:
    return PickItem(name, ((text, colour),))


async def choose_field(page: BaseScreen, source: ImportSource, line: Line, own: Mapping[str, str]) -> ImportSource:
    """What a column becomes."""
    current = source.guess.fields[line.place]
    items = [_item(LEAVE, tr("left alone"), "mute")]
    items += [_item(key, name) for key, name in field_labels(source.target).items()]
    items += [_item(key, name, "accent") for key, name in own.items()]
    items.append(_item(NEW_FIELD, tr("a new field of our own: {name}", name=cell_text(line.first)), "accent"))
    chosen = await page.ask(ChooseDialog(tr("What is it?"), items, current or LEAVE, cell_text(line.first)))
    if chosen is None:
        return source
    try:
        return source.mapped({line.first: None if chosen == LEAVE else chosen})
    except Invalid as error:
        page.toast(error.message, bad=True)
        return source


async def choose_known(page: BaseScreen, options: ImportOptions, target: Target) -> ImportOptions:
    """What happens with rows that are known, in general or by what they are known."""
    said = policies_of(target)
    items = [_item(one.value, tr(words)) for one, words in said.items()]
    items.append(PickItem("", ((tr("By what they are known"), "mute"),), heading=True))
    for key, name in KEYS.items():
        policy = options.by_key.get(key)
        answer = tr(said[policy]) if policy else tr("as usual")
        items.append(PickItem(key.value, ((tr(name), "text"),), ((answer, "soft"),)))
    chosen = await page.ask(ChooseDialog(tr("Rows that are known"), items, options.on_duplicate.value))
    if chosen is None:
        return options
    if chosen in set(OnDuplicate):
        return replace(options, on_duplicate=OnDuplicate(chosen))
    key = Key(chosen)
    items = [_item(_USUAL, tr("as usual")), *(_item(one.value, tr(words)) for one, words in said.items())]
    remark = tr("Rows that are known by this")
    picked = await page.ask(ChooseDialog(tr(KEYS[key]), items, str(options.by_key.get(key, _USUAL)), remark))
    if picked is None:
        return options
    others = {one: how for one, how in options.by_key.items() if one is not key}
    return replace(options, by_key=others if picked == _USUAL else {**others, key: OnDuplicate(picked)})


async def choose_source(page: BaseScreen, options: ImportOptions) -> ImportOptions:
    """How new leads were made."""
    items = [_item(one.value, label(one)) for one in Source]
    chosen = await page.ask(ChooseDialog(tr("New leads are"), items, options.source.value))
    return replace(options, source=Source(chosen)) if chosen else options


async def choose_target(page: BaseScreen, source: ImportSource) -> Target:
    """What rows become."""
    items = [_item(one.value, tr(words)) for one, words in TARGETS.items()]
    chosen = await page.ask(ChooseDialog(tr("Rows become"), items, source.target.value))
    return Target(chosen) if chosen else source.target


async def choose_sheet(page: BaseScreen, source: ImportSource) -> str | None:
    """Another sheet of the file."""
    items = [_item(name, cell_text(name)) for name in source.table.sheets]
    chosen = await page.ask(ChooseDialog(tr("Sheet"), items, source.table.sheet))
    return chosen if chosen != source.table.sheet else None


async def choose_word(
    page: BaseScreen, source: ImportSource, options: ImportOptions, use: WordUse
) -> ImportOptions:  # fmt: skip
    """What a word of the sheet means."""
    service = page.session.services.imports
    meanings = await page.session.runner.read(service.meanings, source, use.field)
    items = [_item(LEAVE, tr("left out"), "mute"), *(_item(word, cell_text(name)) for word, name in meanings)]
    chosen = await page.ask(ChooseDialog(cell_text(use.text), items, None, cell_text(use.heading)))
    return options if chosen is None else options.meaning(use.field, use.text, "" if chosen == LEAVE else chosen)


async def choose_decimals(
    page: BaseScreen, source: ImportSource, options: ImportOptions, doubtful: Mapping[str, str]
) -> ImportOptions | None:  # fmt: skip
    """How the numbers of each column are meant that can be read in two ways; None where a person would not say."""
    for heading, sign in doubtful.items():
        example = _example(source, heading)
        items = [_item(one, f"{example} = {_read_as(example, one)}") for one in (sign, "," if sign == "." else ".")]
        question = tr("Which number is {text}?", text=example)
        chosen = await page.ask(ChooseDialog(question, items, sign, cell_text(heading)))
        if chosen is None:
            return None
        options = replace(options, decimals={**options.decimals, heading: chosen})
    return options


def _example(source: ImportSource, heading: str) -> str:
    """A number of a column that can be read in two ways."""
    place = source.guess.headings.index(heading)
    texts = (as_text(row[place]) for row in source.sample(200) if place < len(row) and isinstance(row[place], str))
    return cell_text(next((text for text in texts if _read_as(text, ".") != _read_as(text, ",")), "1.500"))


def _read_as(text: str, sign: str) -> str:
    try:
        value = measured(text, NumberStyle(sign))[0]
    except Invalid:
        return ""
    return "" if value is None else number(value, 3).rstrip("0").rstrip(".,")


async def choose_cell(
    page: BaseScreen, source: ImportSource, options: ImportOptions, line: Line
) -> Line | None:  # fmt: skip
    """Which cell of a row is to be corrected; the whole row is there to read meanwhile."""
    guess = source.guess
    cells = await page.session.runner.read(lines.cells_of, source, options, [line.row])
    stands = {place: as_text(cell) for place, cell in enumerate(cells.get(line.row, ()))}
    items = [
        PickItem(
            str(place),
            ((cell_text(guess.headings[place]), "soft"),),
            ((cell_text(stands.get(place, "")), "text"),),
        )
        for place in guess.imported
    ]
    chosen = await page.ask(ChooseDialog(cell_text(line.second), items, None, tr("row {n}", n=line.row)))
    return None if chosen is None else line._replace(first=guess.headings[int(chosen)], place=int(chosen), third="")


async def fix_cell(page: BaseScreen, source: ImportSource, options: ImportOptions, line: Line) -> ImportOptions:
    """Another value instead of one of the sheet."""
    cells = await page.session.runner.read(lines.cells_of, source, options, [line.row])
    row = cells.get(line.row, ())
    stands = as_text(row[line.place]) if line.place < len(row) else ""
    typed = await page.ask(AskDialog(cell_text(line.first), cell_text(stands), remark=cell_text(line.third)))
    return options if typed is None else options.corrected((line.row, line.place), typed)


async def write_refused(page: BaseScreen, source: ImportSource, report: ImportReport, options: ImportOptions) -> None:
    """Write the refused rows to a file, to be corrected and imported again."""
    path = source.table.path
    proposed = str(path.with_name(f"{path.stem}-{tr('refused')}.xlsx"))
    typed = await page.ask(AskDialog(tr("Write the refused rows to"), proposed))
    if not typed:
        return
    target = home_path(typed)
    try:
        written = await page.session.runner.read(
            page.session.services.imports.write_refused, source, report, target, options
        )
    except SolarError as error:
        page.toast(error.message, bad=True)
        return
    rows, shown = written.rows, cell_text(str(target))
    page.toast(ntr("{n} row written to {path}", "{n} rows written to {path}", rows, n=rows, path=shown))
