"""Hostile spreadsheets, and good ones with bytes or tags changed: a clear line or a correct import, nothing between.

Each file is read, planned and brought in. It is refused in one line, or every row is counted for and every new one is
there afterwards; a second import of it changes nothing.
"""

from __future__ import annotations

import io
import random
import re
import resource
import shutil
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from solartui.domain.errors import NotFound, Refused, SolarError
from solartui.services.import_source import ImportSource, Target
from tests.adapters.workbook_files import compound_file, old_workbook, open_document, raw_workbook, workbook

if TYPE_CHECKING:
    from solartui.services.container import Services

MOST_MEGABYTES = 512
HEADINGS = ["Imię i nazwisko", "E-mail", "Telefon", "Miasto", "Miesięczne zużycie", "Następny kontakt", "Bateria"]
ROWS: list[list[object]] = [
    [f"Osoba {n}", f"osoba{n}@x.example", 600_000_000 + n, "Łódź", 100.5 + n, datetime(2027, 1, 1 + n), n % 2 == 0]  # noqa: DTZ001
    for n in range(6)
]
_TAG = re.compile(rb"<[^>]+>")
_BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "ha"}">' for n in range(12))
_PIECES = (b"\0", b"\xff\xfe", b"&", b"<", b"&#0;", b"&lol;", b"NaN", b"1e999", b"-1", b"]]>", b"\xed\xa0\x80", b"A")


def _sheet(*rows: str, before: str = "", after: str = "") -> Callable[[Path], Path]:
    head = "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in HEADINGS)
    data = f"{before}<sheetData><row>{head}</row>{''.join(rows)}</sheetData>{after}"
    return lambda path: raw_workbook(path, data)


def _cells(*cells: str) -> str:
    return f"<row>{''.join(cells)}</row>"


def _text(text: str) -> str:
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


def _written(content: bytes) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return write


def _good(path: Path) -> Path:
    return workbook(path, [HEADINGS, *ROWS])


def _without(part: str) -> Callable[[Path], Path]:
    return lambda path: _changed(path, lambda name, text: None if name == part else text)


def _changed(path: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """A good workbook, each of whose parts is changed, or left out."""
    _good(path)
    kept = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if (text := change(name, old.read(name))) is not None:
                new.writestr(name, text)
    path.write_bytes(kept.getvalue())
    return path


def _entities(path: Path) -> Path:
    def change(name: str, text: bytes) -> bytes:
        if name != "xl/worksheets/sheet1.xml":
            return text
        return f"<!DOCTYPE x [{_BOMB}]>".encode() + text.replace(b"<v>", b"<v>&e11;", 1)

    return _changed(path, change)


def _hidden_first(path: Path) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    first = book.worksheets[0]
    first.append(["tajne"])
    first.sheet_state = "hidden"
    second = book.create_sheet("Leady")
    for row in (HEADINGS, *ROWS):
        second.append(row)
    book.active = 1
    book.save(path)
    return path


def _changed_document(path: Path, old: bytes, new: bytes) -> Path:
    """A good .ods in whose content something stands instead of something else, once."""
    open_document(path, [HEADINGS, *([str(c) for c in row] for row in ROWS)])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["content.xml"] = parts["content.xml"].replace(old, new, 1)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def _repeated(cells: str, rows: str) -> Callable[[Path], Path]:
    old = b'</table:table-row><table:table-row><table:table-cell office:value-type="string">'
    new = f'</table:table-row><table:table-row {rows}><table:table-cell {cells} office:value-type="string">'
    return lambda path: _changed_document(path, old, new.encode())


def _document_bomb(path: Path) -> Path:
    return _changed_document(path, b"<office:document", f"<!DOCTYPE x [{_BOMB}]><office:document".encode())


_SHARED = "".join(_cells(*(f'<c t="s"><v>{n * 3 + c}</v></c>' for c in range(3))) for n in range(4))


def _shared(path: Path) -> Path:
    """A workbook whose texts stand in a part of their own, as Excel writes them."""
    texts = [*HEADINGS[:2], "Miasto", *(str(cell) for row in ROWS[:3] for cell in (row[0], row[1], row[3]))]
    part = "".join(f"<si><t>{text}</t></si>" for text in texts)
    return raw_workbook(
        path, f"<sheetData>{_SHARED}</sheetData>", more={"xl/sharedStrings.xml": f"<sst>{part}</sst>".encode()}
    )


_NAME = _text("Jan Kot")
_FAR = '<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>Jan Kot</t></is></c></row>'
_ENDINGS = (".xlsx", ".xls", ".ods", ".csv", ".txt", ".xlsm", "", ".XLSX")
_SERIALS = ("60", "-1", "1e10", "NaN", "INF", "2958466", "0", "1e400", "0x10", "")
_CYCLE = "<mergeCells>" + "".join(f'<mergeCell ref="A{n}:G{n + 3}"/>' for n in range(1, 9)) + "</mergeCells>"
CORPUS: dict[str, tuple[str, Callable[[Path], Path]]] = {
    "good": (".xlsx", _good),
    "shared": (".xlsx", _shared),
    "old": (".xls", lambda path: old_workbook(path, [HEADINGS, *([str(c) for c in row] for row in ROWS)])),
    "open document": (".ods", lambda path: open_document(path, [HEADINGS, *([str(c) for c in row] for row in ROWS)])),
    "entity bomb": (".xlsx", _entities),
    "dimension of a million rows": (".xlsx", _sheet(_cells(_NAME), _FAR, before='<dimension ref="A1:XFD1048576"/>')),
    "dimension too small": (".xlsx", _sheet(_cells(_NAME), before='<dimension ref="A1"/>')),
    "far cell": (".xlsx", _sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
    "5,000 columns": (".xlsx", _sheet(_cells(*[_NAME] * 5_000))),
    "cycles of merged cells": (".xlsx", _sheet(_cells(_NAME), after=_CYCLE)),
    "hidden first sheet": (".xlsx", _hidden_first),
    "no workbook part": (".xlsx", _without("xl/workbook.xml")),
    "no sheet part": (".xlsx", _without("xl/worksheets/sheet1.xml")),
    "no shared strings": (".xlsx", lambda path: raw_workbook(path, f"<sheetData>{_SHARED}</sheetData>")),
    "no styles": (".xlsx", _without("xl/styles.xml")),
    "no relations": (".xlsx", _without("xl/_rels/workbook.xml.rels")),
    "no content types": (".xlsx", _without("[Content_Types].xml")),
    "encrypted": (".xlsx", lambda path: compound_file(path, "EncryptedPackage", b"x" * 5_000)),
    "encrypted document": (".ods", lambda path: open_document(path, [HEADINGS], encrypted=True)),
    "web page": (".xlsx", _written(b"<html><table><tr><td>Name</td></tr></table></html>")),
    "text": (".xlsx", _written("Imię i nazwisko;E-mail\nJan;jan@x.example\n".encode())),
    "picture": (".csv", _written(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)),
    "empty": (".xlsx", _written(b"")),
    "zeros": (".xls", _written(b"\0" * 10_000)),
    "bomb": (".xlsx", lambda path: raw_workbook(path, "<sheetData/>", more={"xl/big.xml": b" " * 90_000_000})),
    "workbook named text": (".csv", _good),
    "text named old workbook": (".xls", _written("Imię i nazwisko\tE-mail\nJan\tjan@x.example\n".encode("cp1250"))),
    "duplicate headings": (".csv", _written(b"Telefon;Telefon;;E-mail;E-mail\n601234567;602345678;x;a@x.pl;b@x.pl\n")),
    "formula without value": (".xlsx", _sheet(_cells(_NAME, "<c><f>A1</f></c>"))),
    "error value": (".xlsx", _sheet(_cells(_NAME, '<c t="e"><v>#N/A</v></c>'))),
    "booleans": (".xlsx", _sheet(_cells('<c t="b"><v>1</v></c>', *['<c t="b"><v>0</v></c>'] * 6))),
    "serials": (".xlsx", _sheet(*(_cells(_NAME, f'<c r="F{n}"><v>{v}</v></c>') for n, v in enumerate(_SERIALS, 2)))),
    "controls": (".csv", _written(b"Name;E-mail\nJa\0n \x1b]52;c;x\x07;jan@x.example\n")),
    "open quote": (".csv", _written(b'Name;E-mail\n"Jan;jan@x.example\nOla;ola@x.example\n')),
    "bank": (".csv", _written("Klient;Miesięczne zużycie\nŻółć;1 234,50\n".encode("cp1250"))),
    "wide": (".csv", _written("Klient\tE-mail\nŻółć\tz@x.example\n".encode("utf-16"))),
    "latin": (".csv", _written("Klient;E-mail\nJosé\x83;jose@x.example\n".encode("latin-1"))),
    "5,000 columns of a document": (".ods", lambda path: open_document(path, [[f"c{n}" for n in range(5_000)]] * 2)),
    "5,000 columns of text": (".csv", _written((";".join(HEADINGS) + ";x" * 5_000 + "\n").encode() * 2)),
    "cells repeated": (".ods", _repeated('table:number-columns-repeated="16384"', "")),
    "rows repeated": (".ods", _repeated("", 'table:number-rows-repeated="1048576"')),
    "entity bomb of a document": (".ods", _document_bomb),
    "marked": (".csv", _written(b"\xef\xbb\xbf" + "Klient,E-mail\nŻółć,z@x.example\n".encode())),
}  # fmt: skip


def bring_in(services: Services, path: Path, *, contacts: bool = False, keep: bool = False) -> str:
    """Bring a file in, or be told why not; what became of it.

    Args:
        services: the desk.
        path: the file.
        contacts: whether its rows become contacts without leads.
        keep: whether unknown columns become fields of the desk's own.

    Raises:
        AssertionError: a line that is none, rows that are lost, a half import.
    """
    before = _there(services, contacts=contacts)
    try:
        source = services.imports.read(path)
    except (Refused, NotFound) as refusal:
        return _refused(services, before, refusal, "refused")
    with source:
        source = _aimed(services, source, contacts=contacts, keep=keep)
        try:
            plan = services.imports.plan(source)
            done = services.imports.apply(source).value
        except SolarError as refusal:
            return _refused(services, before, refusal, "not mapped")
        body = sum(1 for _ in source.body())
        again = services.imports.plan(source) if not keep else None
    if again is None:
        # What was unknown is known now.
        with services.imports.read(path) as source:
            again = services.imports.plan(_aimed(services, source, contacts=contacts, keep=keep))
    assert (plan.new, plan.refused, plan.rows) == (done.new, done.refused, done.rows)
    assert done.rows == done.new + done.updated + done.unchanged + done.skipped + done.refused <= body
    assert _there(services, contacts=contacts) >= before + done.new
    assert contacts or _there(services) == before + done.new
    assert (again.new, again.updated) == (0, 0), again
    return "brought in" if done.new or done.unchanged else "rows refused"


def _aimed(services: Services, source: ImportSource, *, contacts: bool, keep: bool) -> ImportSource:
    target = Target.CONTACTS if contacts else Target.LEADS
    # A sheet with these headings may have brought something else before.
    source = source if source.target is target else services.imports.aimed(source, target)
    return source.keeping_all() if keep else source


def _refused(services: Services, before: int, refusal: SolarError, what: str) -> str:
    assert "\n" not in refusal.message
    assert 5 < len(refusal.message) < 500
    assert before in {_there(services), _there(services, contacts=True)}
    return what


def _there(services: Services, *, contacts: bool = False) -> int:
    return (services.contacts.open_list("") if contacts else services.leads.open_list("archived:any")).count()


def mutated(content: bytes, dice: random.Random) -> bytes:
    """The bytes of a file with some changed, lost, doubled, or the end cut off."""
    found = bytearray(content)
    for _ in range(dice.randint(1, 6)):
        place = dice.randrange(len(found))
        match dice.randrange(5):
            case 0:
                found[place] = dice.randrange(256)
            case 1:
                del found[place : place + dice.randint(1, 40)]
            case 2:
                found[place:place] = dice.choice(_PIECES)
            case 3:
                found[place:place] = found[place : place + dice.randint(1, 60)]
            case _:
                if len(found) > 200 and dice.random() < 0.3:
                    del found[place:]
        if len(found) < 20:
            break
    return bytes(found)


def mutated_parts(path: Path, dice: random.Random) -> Path:
    """A workbook whose archive is sound, and one of whose parts is not."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = dice.choice(sorted(parts))
    if dice.random() < 0.1:
        place = dice.choice(sorted(parts))
        parts[name], parts[place] = parts[place], parts[name]
    tags = list(_TAG.finditer(parts[name]))
    if tags and dice.random() < 0.5:
        one, other = dice.choice(tags), dice.choice(tags)
        text = parts[name]
        parts[name] = text[: one.start()] + other.group() * dice.randint(0, 3) + text[one.end() :]
    elif parts[name]:
        parts[name] = mutated(parts[name], dice)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, text in parts.items():
            archive.writestr(part, text)
    return path


def hostile_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """The corpus, each file by its name."""
    for number, (name, (ending, make)) in enumerate(CORPUS.items()):
        yield name, make(folder / f"{number}{ending}")


def mutations(folder: Path, count: int, dice: random.Random) -> Iterator[tuple[str, Path]]:
    """Good files of every kind that were changed by chance."""
    kinds = ("good", "shared", "old", "open document", "bank", "marked")
    for number in range(count):
        ending, make = CORPUS[kinds[number % len(kinds)]]
        ending = dice.choice(_ENDINGS) if dice.random() < 0.1 else ending
        path = make(folder / f"m{number}{ending}")
        if zipfile.is_zipfile(path) and dice.random() < 0.7:
            mutated_parts(path, dice)
        else:
            path.write_bytes(mutated(path.read_bytes(), dice))
        yield f"mutation {number}", path


def run(count: int, dice: random.Random, *, corpus: bool = True, minutes: float | None = None) -> Counter[str]:
    """Bring in the corpus, and so many mutations, each into the desk that the ones before have left.

    Args:
        count: of mutations at most.
        dice: what chooses them.
        corpus: whether the files that are hostile on purpose come first.
        minutes: after which it ends, wherever it is.
    """
    from solartui.bootstrap import open_services
    from tests.desk import make_template

    seen: Counter[str] = Counter()
    place = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(dir=place, prefix="solartui-soak-") as name:
        folder = Path(name)
        make_template(folder / "template.db")
        files = chain(hostile_files(folder) if corpus else (), mutations(folder, count, dice))
        end = None if minutes is None else time.monotonic() + 60 * minutes
        for number, (what, path) in enumerate(files):
            if number % 50 == 0:
                shutil.copy(folder / "template.db", folder / "desk.db")
                services = open_services(str(folder / "desk.db"))
            try:
                seen[bring_in(services, path, contacts=number % 5 == 4, keep=number % 3 == 2)] += 1
                _check_memory()
            except BaseException as error:
                kept = Path(tempfile.gettempdir()) / f"solartui-hostile{path.suffix}"
                shutil.copy(path, kept)
                shutil.copy(folder / "desk.db", kept.with_suffix(".db"))
                error.add_note(f"{what}: {kept}")
                raise
            path.unlink()
            if number % 50 == 49:
                services.close()
                if end is not None and time.monotonic() > end:
                    break
    return seen


def _check_memory() -> None:
    """Neither this process nor any that has read a file was ever too large."""
    for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN):
        megabytes = resource.getrusage(who).ru_maxrss / 1024
        assert megabytes < MOST_MEGABYTES, f"{megabytes:.0f} MB"
