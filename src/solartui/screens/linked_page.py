"""What the pages of a contact and of a project have in common: each begins with the records that belong to it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from solartui.domain.errors import NotFound
from solartui.domain.records import Subject
from solartui.screens.record_page import RecordPage
from solartui.widgets.cells import cell_text
from solartui.widgets.painted import clip

if TYPE_CHECKING:
    from solartui.services.container import Services
    from solartui.widgets.related_list import RelatedList

from solartui.widgets.snapshot import Snapshot

Data = TypeVar("Data", bound=Snapshot)


class LinkedPage(RecordPage, Generic[Data]):
    """A subclass reads its record (`read`), shows it (`show`), and says where its list of records is (`related`).

    Args:
        record_id: which record.

    Attributes:
        RECORD: what it is.
        data: what was read last.
    """

    RECORD: ClassVar[str]

    def __init__(self, record_id: int) -> None:
        super().__init__()
        self.record_id = record_id
        self.data: Data | None = None

    @property
    def subject(self) -> Subject:
        """The record."""
        return Subject(self.RECORD, self.record_id)

    # ---- for subclasses

    @abstractmethod
    def read(self, services: Services) -> Data:
        """The record with its history; called in a reader thread.

        Raises:
            NotFound: it is gone.
        """

    @abstractmethod
    def show(self, data: Data) -> None:
        """Show it in the head and in the summary."""

    @property
    @abstractmethod
    def related(self) -> RelatedList:
        """The records that belong to it."""

    @property
    @abstractmethod
    def title_text(self) -> str:
        """Its name, empty until it was read."""

    # ---- reading

    @property
    def remark(self) -> str:
        """The name, for the titles of dialogs."""
        return clip(cell_text(self.title_text), 30)

    async def ready(self) -> None:
        """Read the record."""
        await self._read()

    async def changed(self, topics: frozenset[str]) -> None:
        """Read again; tab, cursor and place stay."""
        await self._read()

    async def _read(self) -> None:
        try:
            self.data = data = await self.load(self.read, self.session.services)
        except NotFound as gone:
            self.toast(gone.message, bad=True)
            if self.is_current:
                self.dismiss()
            return
        self.show(data)
        self.show_history(data)
        self.show_keys()

    # ---- the summary

    def show_tab(self, tab: str) -> None:
        """Open a tab; in the summary the list has the focus."""
        super().show_tab(tab)
        if tab == "summary":
            self.related.focus(scroll_visible=False)

    def footer_scopes(self) -> Iterable[str]:
        """Beside the record under the cursor, what can be done with the one of the page."""
        return ("tab", *self.SCOPES) if self.focused is self.related else super().footer_scopes()

    async def action_open_row(self) -> None:
        """Open the record or the note under the cursor."""
        here = self.related.current
        if self.focused is not self.related:
            await super().action_open_row()
        elif here is not None:
            self.host.open_record(here.kind, here.id)
