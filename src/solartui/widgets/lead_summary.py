"""The first tab of a lead: what is to be done next, what is known, what it uses, what was said and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Input

from solartui.commands.bindings import bindings_for
from solartui.i18n import tr
from solartui.widgets.estimate_block import EstimateBlock
from solartui.widgets.follow_up_box import FollowUpBox
from solartui.widgets.lead_facts import LeadFacts, LeadOrigin, LeadPlace
from solartui.widgets.lead_log import LatestNotes, LeadLog
from solartui.widgets.lead_snapshot import LeadSnapshot
from solartui.widgets.pictures.place_picture import PlacePicture
from solartui.widgets.project_list import ProjectHeading, ProjectList
from solartui.widgets.use_chart import UseChart

_LATEST = 4
_NOTES = 3
_SLIM = 72


class QuickNote(Input, inherit_bindings=True):
    """One line that becomes a note."""

    BINDINGS = bindings_for("quick")

    def __init__(self) -> None:
        super().__init__(placeholder=tr("add a note in one line"), select_on_focus=False)
        self.cursor_blink = False

    def on_mount(self) -> None:
        """Stay in sight while somebody writes: every note saved above it pushes the line down."""
        self.screen.screen_layout_refresh_signal.subscribe(self, self._stay_in_sight)

    def _stay_in_sight(self, _screen: Screen[object]) -> None:
        if self.has_focus:
            self.scroll_visible(animate=False)


class LeadSummary(VerticalScroll, can_focus=True, inherit_bindings=False):
    """Two columns where there is room for them, else one; it scrolls with the keys of a list.

    Args:
        keys: the keys of the commands that are shown, by id.
    """

    # A list inside of it has the same keys and comes first.
    BINDINGS: ClassVar[list[BindingType]] = [
        replace(one, priority=False) if isinstance(one, Binding) else one for one in bindings_for("table")
    ]

    def __init__(self, keys: Mapping[str, str]) -> None:
        super().__init__(id="summary")
        # Next comes first where there is one column, and below the chart where there are two.
        self._next = FollowUpBox(keys, classes="next-first"), FollowUpBox(keys, classes="next-beside")
        self.picture = PlacePicture(id="site")
        self._place = LeadPlace(keys)
        self._facts = LeadFacts(keys)
        self._origin = LeadOrigin(keys)
        self._heading = ProjectHeading(keys.get("lead.convert", ""))
        self.projects = ProjectList()
        self._use = UseChart(keys.get("record.edit", ""))
        self._estimate = EstimateBlock()
        self._log = LeadLog(_LATEST)
        self._notes = LatestNotes(_NOTES, keys.get("detail.note", ""))
        self.quick = QuickNote()

    def compose(self) -> ComposeResult:
        """What is known on the left, what goes on on the right."""
        yield self._next[0]
        with Container(classes="lead-columns"):
            with Vertical(classes="lead-known"):
                with Container(classes="lead-site"):
                    yield self.picture
                    yield self._place
                    yield self._facts
                yield self._heading
                yield self.projects
                yield self._estimate
                yield self._origin
            with Vertical(classes="lead-going"):
                yield self._use
                yield self._next[1]
                yield self._log
                with Vertical(classes="lead-notes"):
                    yield self._notes
                    yield self.quick

    def show(self, data: LeadSnapshot) -> None:
        """Show a lead."""
        for box in self._next:
            box.show(data)
        for part in (self._place, self._facts, self._origin):
            part.show(data)
        self._use.show(data.lead)
        self._estimate.show(data.lead, data.now.date(), data.figures)
        self._log.show(data)
        self._notes.show(data)
        self._heading.show(len(data.lead.projects))
        self.projects.show(data.lead.projects)
        self.projects.display = bool(data.lead.projects)
        self.projects.refresh(layout=True)

    def on_resize(self) -> None:
        """In a slim window there is no room beside the facts."""
        self.set_class(self.size.width < _SLIM, "-slim")

    def action_cursor(self, by: int) -> None:
        """Some lines down, or up."""
        self.scroll_relative(y=by, animate=False)

    def action_page(self, by: int) -> None:
        """A page down, or up."""
        self.scroll_relative(y=by * max(1, self.scrollable_content_region.height - 1), animate=False)

    def action_edge(self, by: int) -> None:
        """To the end, or to the beginning."""
        self.scroll_to(y=0 if by < 0 else self.max_scroll_y, animate=False)
