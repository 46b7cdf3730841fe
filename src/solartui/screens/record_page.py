"""What the pages of one record have in common: tabs, its history, its notes and its files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.widget import Widget

from solartui.commands import Command, FooterEntry
from solartui.domain.activity import sentence
from solartui.domain.records import Document, Note, Subject
from solartui.i18n import mark, tr
from solartui.screens.base import BaseScreen
from solartui.screens.dialogs.choose import ChooseDialog
from solartui.screens.document_actions import document_items
from solartui.screens.histories import events_of, kind_items, kinds_of, kinds_words, note_items
from solartui.screens.lead.actions import copy_text
from solartui.screens.note_actions import write_note
from solartui.screens.row_acts import EventRows, FileRows, NoteRows, RowActs
from solartui.widgets.documents_list import DocumentsList, nothing_kept
from solartui.widgets.item_list import ItemList
from solartui.widgets.lead_log import LatestNotes, LeadLog
from solartui.widgets.lead_snapshot import person
from solartui.widgets.notes_list import NotesList
from solartui.widgets.record_head import RecordHead
from solartui.widgets.tab_row import TabRow
from solartui.widgets.timeline import Timeline, nothing_happened

if TYPE_CHECKING:
    from solartui.domain.activity import Names
    from solartui.domain.records import Activity
    from solartui.widgets.snapshot import Snapshot

_TABS = {
    "summary": mark("Summary"),
    "activities": mark("Activities"),
    "notes": mark("Notes"),
    "documents": mark("Documents"),
}
_NO_ROWS = RowActs()
_OF_ROWS = frozenset({"tab.open", "tab.edit", "tab.tick", "tab.delete", "tab.reverse"})


class RecordPage(BaseScreen):
    """A head, and below it a summary, the activities, the notes and the files, each in a tab.

    A subclass says what the page is about (`subject`, `remark`), makes its head and its summary, reads, and passes on
    what it read of the history (`show_history`).

    Attributes:
        head: what stands above the tabs.
    """

    head: RecordHead[Any]

    SCOPES: ClassVar[tuple[str, ...]] = ("global", "record", "detail")
    MORE_TABS: ClassVar[Mapping[str, str]] = {}
    """Tabs behind those of every record: the name of each (a text for `tr`) by its id."""
    FIRST_TABS: ClassVar[tuple[str, ...]] = ()
    """The tabs that come first, in this order."""

    def __init__(self) -> None:
        super().__init__()
        names = {**_TABS, **self.MORE_TABS}
        self.first_tab = "summary"
        self.tabs = TabRow({tab: names[tab] for tab in self.FIRST_TABS} | names)
        self.timeline = Timeline(nothing_happened(), id="timeline")
        self.notes_list = NotesList(id="notes")
        self.documents_list = DocumentsList(id="documents")
        self.notes: Sequence[Note] = ()
        self.documents: Sequence[Document] = ()
        self._activities: Sequence[Activity] = ()
        self._names: Names | None = None
        self._kind = ""
        self._regions: dict[str, Widget] = {}
        self.more_counts: dict[str, int] = {}
        self.acts: dict[Widget, RowActs] = {
            self.timeline: EventRows(self, self, self._choose_kind),
            self.notes_list: NoteRows(self, self),
            self.documents_list: FileRows(self, self),
        }

    # ---- for subclasses

    @property
    def subject(self) -> Subject:
        """The record."""
        raise NotImplementedError

    @property
    def remark(self) -> str:
        """The record's name, for the titles of dialogs."""
        raise NotImplementedError

    def made_summary(self) -> Widget:
        """The first tab; it can have the focus."""
        raise NotImplementedError

    def more_regions(self) -> Mapping[str, Widget]:
        """What is in the tabs of `MORE_TABS`; what the keys do with their rows stands in `acts`."""
        return {}

    # ---- layout

    def compose_body(self) -> ComposeResult:
        """The head, the tabs, and what is in them."""
        self.notes_list.set_empty(
            (tr("No notes yet; only your desk reads them."), "soft"),
            (f"   {self.key_of('detail.note')}", "bold accent"),
            (f" {tr('write one')}", "soft"),
        )
        self.documents_list.set_empty(*nothing_kept(self.key_of("tab.new")))
        self._regions = {
            "summary": self.made_summary(),
            "activities": self.timeline,
            "notes": self.notes_list,
            "documents": self.documents_list,
            **self.more_regions(),
        }
        with Vertical(id="record-head"):
            yield self.head
            yield self.tabs
        with Container(id="tab-body"):
            yield from self._regions.values()

    def on_mount(self) -> None:
        """Begin with the summary, or with the tab that was open on the page before."""
        self.show_tab(self.first_tab)

    # ---- what is shown

    def show_history(self, data: Snapshot) -> None:
        """Show what was read; cursor and place stay where they are. What somebody else did meanwhile is said."""
        known = self._activities[-1].id if self._activities else None
        self.notes, self.documents = data.notes, data.documents
        self._activities, self._names = data.activities, data.names
        self.notes_list.show(note_items(data.notes, data.names, data.now))
        self.documents_list.show(document_items(data.documents, self.subject, data.names, data.now))
        self._show_events()
        newest = data.activities[-1] if data.activities else None
        if newest is not None and known is not None and newest.id > known and not _is_mine(self, newest):
            self.toast(f"{person(newest.actor)}: {sentence(newest, data.names)}")

    def begin_history(self) -> None:
        """What is shown next is of another record."""
        self._activities = ()
        self.timeline.begin_again()
        self.notes_list.begin_again()
        self.documents_list.begin_again()

    def _show_events(self) -> None:
        if self._names is None:
            return
        kinds = kinds_of(self._kind)
        shown = [one for one in self._activities if kinds is None or one.kind in kinds]
        self.timeline.show(events_of(shown, self._names))
        only = tr("only: {kinds}", kinds=kinds_words(self._kind))
        remark = only if kinds is not None and self.tabs.active == "activities" else ""
        counts = {"activities": len(self._activities), "notes": len(self.notes), "documents": len(self.documents)}
        self.tabs.show(counts=counts | self.more_counts, remark=remark)

    # ---- tabs

    def show_tab(self, tab: str) -> None:
        """Open a tab."""
        self.tabs.show(tab)
        for name, region in self._regions.items():
            region.display = name == tab
        self._regions[tab].focus(scroll_visible=False)
        self._show_events()
        self.show_keys()

    def action_next_tab(self) -> None:
        """The tab to the right."""
        self.show_tab(self.tabs.beside(1))

    def action_previous_tab(self) -> None:
        """The tab to the left."""
        self.show_tab(self.tabs.beside(-1))

    @on(TabRow.Chosen)
    def _tab_clicked(self, event: TabRow.Chosen) -> None:
        self.show_tab(event.tab)

    @on(LeadLog.Pressed)
    def _log_clicked(self) -> None:
        self.show_tab("activities")

    @on(LatestNotes.Pressed)
    def _notes_clicked(self) -> None:
        self.show_tab("notes")

    def pressed(self, what: str) -> None:
        """A part of the page was clicked that stands for something: see `follow`."""
        follow(self, what)

    @on(RecordHead.Pressed)
    def _head_clicked(self, event: RecordHead.Pressed) -> None:
        self.pressed(event.what)

    # ---- what works where the focus is

    @property
    def _row_commands(self) -> frozenset[str]:
        return self.focused.COMMANDS if isinstance(self.focused, ItemList) else frozenset()

    @property
    def _rows(self) -> RowActs:
        """What the keys of a tab do, where the focus is."""
        return (self.acts.get(self.focused) if self.focused is not None else None) or _NO_ROWS

    def works(self, one: Command) -> bool:
        """Whether a command acts on what has the focus; among files a new row is a file, not a note."""
        if one.id == "detail.note" and not self._rows.TAKES_NOTES:
            return False
        return super().works(one) and (one.scope != "tab" or one.id in self._row_commands)

    def footer_scopes(self) -> Iterable[str]:
        """The keys of the row under the cursor come first."""
        return ("tab", "detail", "global") if self._row_commands else self.SCOPES

    def key_entries(self, *, marking: bool) -> list[FooterEntry]:
        """Where there are no rows, nothing is offered that acts on one."""
        entries = super().key_entries(marking=marking)
        if isinstance(self.focused, ItemList) and not self.focused.items:
            return [one for one in entries if one.command_id not in _OF_ROWS]
        return entries

    def help_scopes(self) -> Sequence[str]:
        """What acts on a row is told where there are rows."""
        return ("table", "tab", *self.SCOPES) if self._row_commands else self.SCOPES

    def on_descendant_focus(self) -> None:
        """Other keys are possible now."""
        self.show_keys()

    @on(ItemList.Filled)
    def _rows_came(self) -> None:
        self.show_keys()

    # ---- rows

    def action_reverse(self) -> None:
        """The oldest first, or the newest."""
        self._rows.reverse()

    def reverse_history(self) -> None:
        """Notes, files and activities from the other end."""
        for rows in (self.timeline, self.notes_list, self.documents_list):
            rows.reverse()
        self.toast(tr("The newest first.") if self.timeline.newest_first else tr("The oldest first."))

    async def action_filter(self) -> None:
        """Show only some rows."""
        await self._rows.filter()

    async def _choose_kind(self) -> None:
        items = kind_items(self._activities)
        chosen = await self.ask(ChooseDialog(tr("Show activities"), items, self._kind or "all"))
        if chosen is not None:
            self._kind = "" if chosen == "all" else chosen
            self.timeline.begin_again()
            self._show_events()

    def why_disabled(self, command_id: str) -> str | None:
        """Rows are needed where there are none."""
        return self._rows.why_disabled(command_id) or super().why_disabled(command_id)

    async def action_new_row(self) -> None:
        """Add a row."""
        await self._rows.new()

    async def action_new_note(self) -> None:
        """Write a note."""
        await write_note(self, self.subject, self.remark)

    async def action_new_comment(self) -> None:
        """Write a comment into the history."""
        from solartui.screens.dialogs.comment import CommentBox

        if await self.ask(CommentBox(self.session, self.subject, self.remark)):
            self.toast(tr("Comment written."))

    async def action_edit_row(self) -> None:
        """Change the row under the cursor."""
        await self._rows.edit()

    async def action_open_row(self) -> None:
        """Open what is under the cursor."""
        await self._rows.open()

    @on(ItemList.Opened)
    def _row_clicked(self) -> None:
        self.action_command("tab.open")

    async def action_delete_row(self) -> None:
        """Take the row under the cursor away."""
        await self._rows.delete()

    async def action_export_row(self) -> None:
        """Write the row under the cursor to a file."""
        await self._rows.export()

    def action_copy_row(self) -> None:
        """Copy what the row under the cursor says."""
        self._rows.copy()


def _is_mine(page: RecordPage, one: Activity) -> bool:
    return one.actor == page.session.services.people.current.name


def follow(page: RecordPage, what: str) -> None:
    """Do what was clicked: a command, ``copy:`` and a text, or ``open:`` and a record."""
    verb, _, rest = what.partition(":")
    if verb == "copy":
        copy_text(page, rest)
    elif verb == "open":
        kind, _, number = rest.partition(":")
        page.host.open_record(kind, int(number))
    else:
        page.action_command(what)
