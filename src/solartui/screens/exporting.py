"""Writing a list of leads to a file, with the few questions that takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
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
from solartui.screens.outcome import PROJECTS
from solartui.screens.saving import may_replace
from solartui.services.exports import ExportOptions, format_of
from solartui.widgets.cells import cell_text, number
from solartui.widgets.pick_list import PickItem

if TYPE_CHECKING:
    from solartui.adapters.workbook_writer import WriteReport
    from solartui.screens.base import BaseScreen

_MARKED, _MARKED_SHOWN, _SHOWN, _WHOLE = "marked", "marked_shown", "shown", "whole"


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What the list shows.

    Attributes:
        query: its filter.
        sort: its order.
        columns: stable names of its columns, in their order.
        marked: the marked leads.
        count: how many leads the filter lets through.
    """

    query: str
    sort: Sort
    columns: Sequence[str]
    marked: Chosen
    count: int


async def export_leads(page: BaseScreen, request: ExportRequest) -> None:
    """Ask what to write and where to, write it, and say so."""
    options = await _options(page, request)
    if options is None:
        return
    target = await _asked_target(page, tr("leads"))
    if target is None:
        return
    count = request.count if options.chosen is None else options.chosen.count
    await _write(page, target, options, count)


async def export_contacts(page: BaseScreen, text: str, sort: Sort, count: int) -> None:
    """Ask where to, write the contacts that the list shows, and say so."""

    def words(rows: int, path: str) -> str:
        return ntr("{n} contact written to {path}", "{n} contacts written to {path}", rows, n=number(rows), path=path)

    await _export(page, page.session.services.contact_exports.write, (text, sort, count), (tr("contacts"), words))


async def export_projects(page: BaseScreen, text: str, sort: Sort, count: int, marked: Chosen) -> None:
    """Ask where to, write the projects that the list shows or those that are marked, and say so."""

    def words(rows: int, path: str) -> str:
        return ntr("{n} project written to {path}", "{n} projects written to {path}", rows, n=number(rows), path=path)

    save: Callable[..., WriteReport] = page.session.services.project_exports.write
    if marked:
        shown, which = PROJECTS.said(count), PROJECTS.said(marked.count)
        items = [
            PickItem(_MARKED, ((tr("What is marked, every field"), "text"),), ((which, "mute"),)),
            PickItem(_WHOLE, ((tr("This list, every field"), "text"),), ((shown, "mute"),)),
        ]
        picked = await page.ask(ChooseDialog(tr("Export"), items))
        if picked is None:
            return
        if picked == _MARKED:
            save, count = partial(save, chosen=marked), marked.count
    await _export(page, save, (text, sort, count), (tr("projects"), words))


async def _export(
    page: BaseScreen,
    save: Callable[..., WriteReport],
    shown: tuple[str, Sort, int],
    said: tuple[str, Callable[[int, str], str]],
) -> None:
    (text, sort, count), (what, words), runner = shown, said, page.session.runner
    target = await _asked_target(page, what)
    if target is None:
        return

    async def work(watched: Watched) -> WriteReport:
        watched.tell(0, count)

        def write() -> WriteReport:
            form = format_of(target)
            return save(target, form, text, sort, progress=watched.tell, cancelled=watched.stopped)

        return await runner.read(write)

    written = await page.ask(ProgressDialog(tr("Exporting"), work))
    if isinstance(written, SolarError):
        page.toast(written.message, bad=True)
    elif written is not None:
        page.toast(words(written.rows, cell_text(str(target))))


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


async def _options(page: BaseScreen, request: ExportRequest) -> ExportOptions | None:
    leads = ntr("{n} lead", "{n} leads", request.count, n=number(request.count))
    items = [
        PickItem(_SHOWN, ((tr("This list, the columns on screen"), "text"),), ((leads, "mute"),)),
        PickItem(_WHOLE, ((tr("This list, every field"), "text"),), ((leads, "mute"),)),
    ]
    if request.marked.count:
        leads_marked = ntr("{n} lead", "{n} leads", request.marked.count, n=number(request.marked.count))
        items.insert(0, PickItem(_MARKED, ((tr("What is marked, every field"), "text"),), ((leads_marked, "mute"),)))
        marked_shown = ((tr("What is marked, the columns on screen"), "text"),)
        items.insert(1, PickItem(_MARKED_SHOWN, marked_shown, ((leads_marked, "mute"),)))
    chosen = await page.ask(ChooseDialog(tr("Export"), items))
    if chosen is None:
        return None
    columns = tuple(request.columns) if chosen in {_SHOWN, _MARKED_SHOWN} else ()
    marked = request.marked if chosen in {_MARKED, _MARKED_SHOWN} else None
    return ExportOptions(request.query, request.sort, columns, marked)


async def _write(page: BaseScreen, target: Path, options: ExportOptions, count: int) -> None:
    service, runner = page.session.services.exports, page.session.runner

    async def work(watched: Watched) -> WriteReport:
        watched.tell(0, count)
        return await runner.read(service.write, target, format_of(target), options, watched.tell, watched.stopped)

    written = await page.ask(ProgressDialog(tr("Exporting"), work))
    if written is None:
        return
    if isinstance(written, SolarError):
        page.toast(written.message, bad=True)
        return
    words = ntr("{n} lead written to {path}", "{n} leads written to {path}", written.rows,
                n=number(written.rows), path=cell_text(str(target)))  # fmt: skip
    if written.cut_cells:
        cut = ntr("{n} long text was cut", "{n} long texts were cut", written.cut_cells, n=number(written.cut_cells))
        words = f"{words} · {cut}"
    page.toast(words)
