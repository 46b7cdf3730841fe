"""Files added, looked at, sorted into categories, saved and removed, on the page of any record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from solartui.domain.raster import Raster
from solartui.domain.records import Document, Subject
from solartui.domain.vocabulary import DocumentCategory, label
from solartui.i18n import ntr, tr
from solartui.screens.dialogs.choose import ChooseDialog
from solartui.screens.note_actions import open_file, save_file
from solartui.screens.said import said
from solartui.screens.watched import do_watched
from solartui.widgets import moments
from solartui.widgets.cells import cell_text
from solartui.widgets.documents_list import DocumentItem
from solartui.widgets.lead_snapshot import person
from solartui.widgets.notes_list import size_words
from solartui.widgets.painted import clip
from solartui.widgets.pick_list import PickItem

if TYPE_CHECKING:
    from solartui.domain.activity import Names
    from solartui.screens.connected import ConnectedScreen
    from solartui.services.container import Services

_SHOWN = 65_536


def document_items(documents: Iterable[Document], subject: Subject, names: Names, now: datetime) -> list[DocumentItem]:
    """Documents as lines, in their order."""
    return [_item(document, subject, names, now) for document in documents]


def _item(document: Document, subject: Subject, names: Names, now: datetime) -> DocumentItem:
    origin = ""
    if document.subject != subject:
        origin = tr("from the lead")
    elif document.note_id is not None:
        origin = tr("from a note")
    return DocumentItem(
        document.id,
        document.name,
        label(DocumentCategory(document.category)),
        size_words(document.size),
        person(document.uploaded_by),
        moments.clock(document.created_at.astimezone(names.zone), now),
        origin,
    )


async def add_files(page: ConnectedScreen, subject: Subject) -> None:
    """Choose files and what they are about, and keep them: all or none, with a bar where that takes long."""
    from solartui.screens.dialogs.file_dialog import FilesDialog

    services = page.session.services
    now = services.store.clock().astimezone()
    placeholder = tr("name, path, or a pattern such as *.jpg")
    paths = await page.ask(FilesDialog(Path.cwd(), now, title=tr("Add files"), placeholder=placeholder))
    if not paths:
        return
    name = paths[0].name if len(paths) == 1 else ntr("{count} file", "{count} files", len(paths))
    category = await _category(page, name, DocumentCategory.OTHER)
    if category is not None:
        add = partial(services.documents.add, subject, paths, category)
        await said(page, do_watched(page, tr("Adding files"), add))


async def _category(page: ConnectedScreen, name: str, current: DocumentCategory) -> DocumentCategory | None:
    items = [PickItem(one.value, ((label(one), "text"),)) for one in DocumentCategory]
    title = tr("What is it about?")
    chosen = await page.ask(ChooseDialog(title, items, current.value, clip(cell_text(name), 28)))
    return DocumentCategory(chosen) if chosen is not None else None


async def edit_document(page: ConnectedScreen, document: Document) -> None:
    """Choose another category."""
    chosen = await _category(page, document.name, DocumentCategory(document.category))
    if chosen is not None:
        await said(page, page.do(page.session.services.documents.edit, document, {"category": chosen.value}))


async def delete_document(page: ConnectedScreen, document: Document) -> None:
    """Take a file away; undo brings it back."""
    await said(page, page.do(page.session.services.documents.delete, document))


async def show_document(page: ConnectedScreen, document: Document) -> None:
    """Show a picture or what a text says; a copy can be opened or saved from there."""
    from solartui.screens.dialogs.file_preview import OPEN, PICTURE_DOTS, FilePreview

    content = await page.load(_content, page.session.services, document.id, PICTURE_DOTS)
    answer = await page.ask(FilePreview(document.name, size_words(document.size), content))
    if answer is not None:
        await (open_file if answer == OPEN else save_file)(page, document)


def _content(services: Services, document_id: int, dots: tuple[int, int]) -> str | Raster | None:
    """A picture of so many dots at most, or the beginning of a text; None where it is neither."""
    from solartui.adapters.raster_files import NoPicture, fitted
    from solartui.screens.dialogs.file_preview import DOT_HEIGHT

    content = services.documents.content(document_id)
    try:
        return fitted(content, *dots, DOT_HEIGHT)
    except NoPicture:
        return _text(content[:_SHOWN])


def _text(content: bytes) -> str | None:
    """The beginning of a text; None where it is none."""
    if b"\0" in content:
        return None
    try:
        # What was cut may end within a sign.
        return content.decode("utf-8", "ignore" if len(content) == _SHOWN else "strict")
    except UnicodeDecodeError:
        return content.decode("cp1250", "replace") if _looks_like_text(content) else None


def _looks_like_text(content: bytes) -> bool:
    controls = sum(byte < 32 and byte not in b"\t\n\r\f" for byte in content)
    return controls * 100 < len(content)
