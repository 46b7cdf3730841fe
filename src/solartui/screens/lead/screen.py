"""The page of one lead: all that is known of it, everything that happened, and the notes."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.widgets import Input

from solartui.domain.errors import NotFound
from solartui.domain.records import Subject
from solartui.i18n import mark, tr
from solartui.screens.lead.reading import read_lead
from solartui.screens.lead_commands import LeadPage
from solartui.screens.lists.walk import Walk, go_on, why_not
from solartui.screens.note_actions import QuickDraft, add_note
from solartui.screens.proposals.rows import ProposalRows
from solartui.screens.radar import show_due
from solartui.screens.record_page import RecordPage
from solartui.screens.site_pictures import SitePictures
from solartui.widgets.cells import cell_text
from solartui.widgets.lead_head import LeadHead
from solartui.widgets.lead_part import LeadPart
from solartui.widgets.lead_summary import LeadSummary
from solartui.widgets.painted import clip
from solartui.widgets.pictures.place_picture import PlacePicture
from solartui.widgets.proposals_list import ProposalsList, nothing_offered

if TYPE_CHECKING:
    from textual.widget import Widget

    from solartui.domain.leads import Lead
    from solartui.widgets.lead_snapshot import LeadSnapshot

_LONGEST_REMINDER = 200
_SHOWN_KEYS = (
    "lead.log",
    "lead.done",
    "lead.follow_up",
    "lead.map",
    "record.copy",
    "record.edit",
    "lead.convert",
    "detail.note",
)


class LeadScreen(RecordPage, LeadPage):
    """One lead, in three tabs.

    Args:
        lead_id: which one.
        walk: the list that it was opened from, for going on to the next; None where there was none.
    """

    SCOPES: ClassVar[tuple[str, ...]] = ("global", "record", "lead", "detail")
    PLACE: ClassVar[str | None] = "leads"
    PURPOSE: ClassVar[str] = mark("Everything about one lead: read it, call, write down what was said, decide.")
    MORE_TABS: ClassVar[Mapping[str, str]] = {"proposals": mark("Proposals")}
    TOPICS: ClassVar[frozenset[str]] = frozenset({"leads", "contacts", "notes", "projects", "users", "settings"})

    def __init__(self, lead_id: int, walk: Walk | None = None) -> None:
        super().__init__()
        self.lead_id = lead_id
        self.walk = walk
        self.data: LeadSnapshot | None = None
        self._unfinished = False
        self._walking = asyncio.Lock()
        self.head = LeadHead()
        self.proposals_list = ProposalsList(id="proposals")
        convert = partial(self.action_command, "lead.convert")
        self.offers = ProposalRows(self, self.proposals_list, self._projects, convert)
        self.acts[self.proposals_list] = self.offers

    def _projects(self) -> list[tuple[int, str]]:
        return [(one.id, one.name) for one in self.data.lead.projects] if self.data else []

    # ---- what the page is about

    @property
    def subject(self) -> Subject:
        """The lead."""
        return Subject("lead", self.lead_id)

    @property
    def remark(self) -> str:
        """The lead's name."""
        return clip(cell_text(self.data.lead.name), 30) if self.data else ""

    def here(self) -> int | None:
        """The lead of the page."""
        return self.lead_id

    def seen(self) -> int:
        """The version of the lead that stands on the page."""
        return self.data.lead.version if self.data and self.data.lead.id == self.lead_id else 0

    # ---- layout

    def more_regions(self) -> Mapping[str, Widget]:
        """The offers of the projects that were made of the lead."""
        return {"proposals": self.proposals_list}

    def made_summary(self) -> Widget:
        """What is to be done next, what is known, what it uses, what was said."""
        self.summary = LeadSummary({name: self.key_of(name) for name in _SHOWN_KEYS})
        self._draft = QuickDraft(self, self.summary.quick)
        self._site = SitePictures(self, self.summary.picture)
        return self.summary

    # ---- reading

    async def ready(self) -> None:
        """Read the lead."""
        await self._begin(self.lead_id)

    async def _begin(self, lead_id: int) -> None:
        self.lead_id = lead_id
        self.begin_history()
        await self._read()
        self.summary.action_edge(-1)
        await self._look_for_draft()

    async def _look_for_draft(self) -> None:
        self._unfinished = await self._draft.begin(self.subject)
        kept = tr("an unfinished note is kept; {key} goes on with it", key=self.key_of("detail.note"))
        self.summary.quick.placeholder = kept if self._unfinished else tr("add a note in one line")

    async def changed(self, topics: frozenset[str]) -> None:
        """Read again; tab, cursor and place stay."""
        await self._read()

    async def _read(self) -> None:
        try:
            self.data = data = await self.load(read_lead, self.session.services, self.lead_id)
        except NotFound as gone:
            self.toast(gone.message, bad=True)
            if self.is_current:
                self.dismiss()
            return
        self.head.show(data)
        self.summary.show(data)
        self._site.show(data.lead)
        project = bool(data.lead.projects)
        key = self.key_of("tab.new" if project else "lead.convert")
        self.proposals_list.set_empty(*nothing_offered(key, project=project))
        self.offers.show(data.proposals, data.names.zone, data.now)
        self.more_counts["proposals"] = len(data.proposals)
        self.show_history(data)
        self.show_keys()
        await show_due(self)

    # ---- the list it came from

    def why_disabled(self, command_id: str) -> str | None:
        """Going on needs a list."""
        return why_not(self.walk, command_id) or super().why_disabled(command_id)

    async def action_next_record(self) -> None:
        """The next lead of the list."""
        await self._walk_on(1)

    async def action_previous_record(self) -> None:
        """The lead before it in the list."""
        await self._walk_on(-1)

    async def _walk_on(self, by: int) -> None:
        ends = tr("This is the first lead of the list."), tr("This is the last lead of the list.")
        async with self._walking:
            if (found := await go_on(self, self.walk, by, ends)) is not None:
                await self._begin(found)

    # ---- the picture of the site

    @on(PlacePicture.Sized)
    def _picture_sized(self) -> None:
        self._site.resized()

    async def action_digest(self) -> None:
        """Show what matters of the history on one screen."""
        from solartui.domain.digest import digest
        from solartui.screens.dialogs.digest import DigestDialog
        from solartui.screens.histories import past_of

        if self.data is not None:
            await self.ask(DigestDialog(self.data.lead.name, digest(past_of(self.data))))

    async def action_picture(self) -> None:
        """Show the place as large as the window."""
        from solartui.screens.lead.actions import show_place

        if self.data is not None:
            await show_place(self, self.data.lead, self.data.lead.name)

    @on(PlacePicture.Pointed)
    def _picture_clicked(self) -> None:
        self.action_command("detail.picture")

    # ---- what was clicked

    @on(LeadPart.Pressed)
    def _part_clicked(self, event: LeadPart.Pressed) -> None:
        self.pressed(event.what)

    # ---- rows

    def about(self, lead: Lead) -> str:
        """A follow-up out of the list of notes is about the note under the cursor."""
        note = self.notes_list.current
        if self.focused is self.notes_list and note is not None:
            return note.body.partition("\n")[0][:_LONGEST_REMINDER]
        return super().about(lead)

    async def action_open_row(self) -> None:
        """Open the project or the note under the cursor."""
        project = self.summary.projects.current
        if self.focused is self.summary.projects and project is not None:
            self.host.open_record("project", project.id)
        else:
            await super().action_open_row()

    # ---- notes of one line

    def footer_scopes(self) -> Iterable[str]:
        """In the line for notes its own keys."""
        return ("quick",) if self.focused is self.summary.quick else super().footer_scopes()

    async def action_new_note(self) -> None:
        """Write a note: in the line of the summary, or in the editor where there is more to it."""
        if self.tabs.active == "summary" and not self._unfinished:
            self.summary.quick.focus()
            return
        await super().action_new_note()
        await self._look_for_draft()

    @on(Input.Changed)
    def _typed(self) -> None:
        self._draft.typed()

    async def action_save_quick_note(self) -> None:
        """Save the line as a note."""
        if await add_note(self, self.subject, self.summary.quick.value):
            await self._draft.saved()

    async def action_more_lines(self) -> None:
        """Go on in the editor."""
        await self._draft.leave()
        self.summary.focus()
        await super().action_new_note()
        await self._look_for_draft()

    async def action_leave_quick_note(self) -> None:
        """Leave the line; what stands there is kept."""
        self.summary.focus()
        await self._look_for_draft()

    def on_unmount(self) -> None:
        """Keep what stands in the line."""
        self._draft.stop()
