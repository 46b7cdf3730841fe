"""Writing a list to a file as it is on the screen or with every field, with the few questions that takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from solartui.adapters.typed_paths import home_path
from solartui.domain.errors import SolarError
from solartui.domain.listing import Sort
from solartui.domain.selection import Chosen
from solartui.i18n import ntr, tr
from solartui.screens.dialogs.ask import AskDialog
from solartui.screens.dialogs.choose import ChooseDialog
from solartui.screens.dialogs.progress import ProgressDialog, Watched
from solartui.screens.outcome import LEADS, PROJECTS
from solartui.screens.saving import may_replace
from solartui.services.exports import format_of
from solartui.services.record_exports import ExportOptions
from solartui.widgets.cells import cell_text, number
from solartui.widgets.pick_list import PickItem

if TYPE_CHECKING:
    from solartui.adapters.workbook_writer import WriteReport
    from solartui.screens.base import BaseScreen
    from solartui.services.exports import ExportService
    from solartui.services.record_exports import RecordExports

_MARKED, _SHOWN = "marked", "shown"


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What the list shows.

    Attributes:
        query: its filter.
        sort: its order.
        columns: stable names of its columns, in their order.
        count: how many records the filter lets through.
        marked: the marked ones.
    """

    query: str
    sort: Sort
    columns: Sequence[str]
    count: int
    marked: Chosen = field(default_factory=Chosen)


@dataclass(frozen=True, slots=True)
class _Words:
    """What the records are called.

    Attributes:
        many: all of them, for the name of the file.
        said: so many of them.
        written: so many of them went to a file.
    """

    many: str
    said: Callable[[int], str]
    written: Callable[[int, str], str]


async def export_leads(page: BaseScreen, request: ExportRequest) -> None:
    """Ask what to write of leads and where to, write it, and say so."""

    def written(rows: int, path: str) -> str:
        return ntr("{n} lead written to {path}", "{n} leads written to {path}", rows, n=number(rows), path=path)

    await _export(page, request, page.session.services.exports, _Words(tr("leads"), LEADS.said, written))


async def export_contacts(page: BaseScreen, request: ExportRequest) -> None:
    """Ask what to write of contacts and where to, write it, and say so."""

    def said(count: int) -> str:
        return ntr("{n} contact", "{n} contacts", count, n=number(count))

    def written(rows: int, path: str) -> str:
        return ntr("{n} contact written to {path}", "{n} contacts written to {path}", rows, n=number(rows), path=path)

    await _export(page, request, page.session.services.contact_exports, _Words(tr("contacts"), said, written))


async def export_projects(page: BaseScreen, request: ExportRequest) -> None:
    """Ask what to write of projects and where to, write it, and say so."""

    def written(rows: int, path: str) -> str:
        return ntr("{n} project written to {path}", "{n} projects written to {path}", rows, n=number(rows), path=path)

    words = _Words(tr("projects"), PROJECTS.said, written)
    await _export(page, request, page.session.services.project_exports, words)


async def _export(
    page: BaseScreen, request: ExportRequest, exports: ExportService | RecordExports, words: _Words
) -> None:
    options = await _options(page, request, words)
    if options is None:
        return
    target = await _asked_target(page, words.many)
    if target is None:
        return
    count = request.count if options.chosen is None else options.chosen.count

    async def work(watched: Watched) -> WriteReport:
        watched.tell(0, count)
        write, form = exports.write, format_of(target)
        return await page.session.runner.read(write, target, form, options, watched.tell, watched.stopped)

    done = await page.ask(ProgressDialog(tr("Exporting"), work))
    if isinstance(done, SolarError):
        page.toast(done.message, bad=True)
    elif done is not None:
        page.toast(" · ".join([words.written(done.rows, cell_text(str(target))), *_lost(done)]))


def _lost(done: WriteReport) -> list[str]:
    """What no cell of the file could hold."""
    found = []
    if cut := done.cut_cells:
        found.append(ntr("{n} long text was cut", "{n} long texts were cut", cut, n=number(cut)))
    if dropped := done.dropped_characters:
        found.append(
            ntr("{count} character was left out: no spreadsheet can hold it",
                "{count} characters were left out: no spreadsheet can hold them", dropped)
        )  # fmt: skip
    return found


async def _asked_target(page: BaseScreen, what: str) -> Path | None:
    """The file that a person wants; None where they changed their mind, or want to keep the one that is there."""
    today = page.session.services.store.clock().astimezone().date()
    typed = await page.ask(
        AskDialog(
            tr("Export to"),
            str(Path.cwd() / f"{what}-{today.isoformat()}.xlsx"),
            check=lambda text: format_of(Path(text)),
            remark=".xlsx .csv .json",
        )
    )
    if not typed:
        return None
    target = home_path(typed)
    return target if await may_replace(page, target) else None


async def _options(page: BaseScreen, request: ExportRequest, words: _Words) -> ExportOptions | None:
    listed, marked = words.said(request.count), words.said(request.marked.count)
    choices = [
        ((_SHOWN,), tr("This list, the columns on screen"), listed),
        ((), tr("This list, every field"), listed),
    ]
    if request.marked.count:
        choices[:0] = [
            ((_MARKED,), tr("What is marked, every field"), marked),
            ((_MARKED, _SHOWN), tr("What is marked, the columns on screen"), marked),
        ]
    items = [PickItem(" ".join(what) or "all", ((title, "text"),), ((how, "mute"),)) for what, title, how in choices]
    picked = await page.ask(ChooseDialog(tr("Export"), items))
    if picked is None:
        return None
    asked = picked.split()
    columns = tuple(request.columns) if _SHOWN in asked else ()
    return ExportOptions(request.query, request.sort, columns, request.marked if _MARKED in asked else None)
