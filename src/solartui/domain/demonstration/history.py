"""What happened to each lead: activities and notes in the order of time, and what they leave on the lead."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from solartui.domain.demonstration.dice import Dice
from solartui.domain.demonstration.hours import HOUR, Calendar
from solartui.domain.demonstration.paths import (
    ASSIGNED,
    CLOSED,
    CONTACTED,
    CONVERTED,
    LOST,
    OPEN,
    SITE_VISIT,
    Path,
    Paths,
)
from solartui.domain.demonstration.records import DemoActivity, DemoNote
from solartui.domain.demonstration.staff import NOBODY, Carrier, Crew, Staff
from solartui.domain.demonstration.writing import Teller, Writer

_LOGGED = 200  # characters of a note that its line of history repeats


class Case(NamedTuple):
    """A lead before anything has happened to it.

    Attributes:
        contact_name: the new contact's name, None for a customer who is known.
        creator_id: the user who made it; None for one from the web form.
        zone: seconds by which the office of its territory is ahead of UTC.
    """

    lead_id: int
    contact_id: int
    lead_name: str
    contact_name: str | None
    creator_id: int | None
    crew: Crew
    writer: Writer
    teller: Teller
    path: Path
    zone: int


class Story:
    """One lead's history while it is told, and what it has come to.

    Attributes:
        moment: the last thing that happened, seconds since 1970; `at` is its text, as are all other times.
        converted_moment: when it was won.
        turn: how many talks there were.
    """

    __slots__ = (
        "activities", "archived", "at", "carrier", "case", "contacted", "converted", "converted_moment", "created",
        "due", "due_note", "lost_reason", "moment", "notes", "owner_id", "reached", "stage", "stage_since", "turn",
        "version", "visited", "worker_id",
    )  # fmt: skip

    def __init__(self, case: Case, moment: int, created: str, worker_id: int) -> None:
        self.case = case
        self.moment = moment
        self.created = self.at = self.stage_since = created
        self.worker_id = worker_id
        self.owner_id = case.creator_id
        self.carrier: Carrier = NOBODY
        self.stage = OPEN
        self.contacted: str | None = None
        self.converted: str | None = None
        self.converted_moment: int | None = None
        self.archived: str | None = None
        self.due: str | None = None
        self.due_note: str | None = None
        self.lost_reason: str | None = None
        self.reached = self.visited = False
        self.turn = 0
        self.version = 1
        self.notes: list[DemoNote] = []
        self.activities: list[DemoActivity] = []


class Historian:
    """Tells the stories of all leads; the numbers of notes and activities run on."""

    def __init__(self, dice: Dice, calendar: Calendar, staff: Staff, paths: Paths) -> None:
        self._dice = dice
        self._calendar = calendar
        self._staff = staff
        self._paths = paths
        self._notes = 0
        self._activities = 0
        self._steps = {
            "attempt": self._attempt, "contact": self._contact, "talk": self._talk, "give": self._give,
            "assign": self._assign, "plan": self._plan, "visit": self._visit, "win": self._win, "lose": self._lose,
            "close": self._close, "archive": self._archive,
        }  # fmt: skip

    def tell(self, case: Case) -> Story:
        """Everything up to now, the project of a converted lead left out."""
        due = None if case.path.due_in is None else self._calendar.appointment(case.path.due_in, case.zone)
        moments = self._moments(case, due)
        text = self._calendar.text
        worker_id = case.creator_id or self._dice.pick(case.crew.user_ids)
        story = Story(case, moments[0], text(moments[0]), worker_id)
        self._begin(story)
        for step, moment in zip(case.path.steps, moments[1:], strict=True):
            story.moment, story.at = moment, text(moment)
            self._steps[step](story)
        if due is not None:
            self._follow_up(story, text(due))
        return story

    def _moments(self, case: Case, due: int | None) -> list[int]:
        """The moment the lead was made and the moments of its steps, found from the last one backwards."""
        calendar, path = self._calendar, case.path
        age = path.age
        if due is not None and due < calendar.now:  # what is late was agreed before it was late
            age = max(age, calendar.now - due + int((8 + 80 * self._dice.roll()) * HOUR))
        moment = calendar.now - age
        moments = []
        for step in reversed(path.steps):
            moment = calendar.at_work(moment, case.zone)
            moments.append(moment)
            moment -= self._paths.gap(step)
        by_hand = case.creator_id is not None
        moments.append(calendar.at_work(moment, case.zone) if by_hand else calendar.awake(moment, case.zone))
        moments.reverse()
        return moments

    def log(
        self, story: Story, kind: str, data: dict[str, object], user_id: int | None, project_id: int | None = None
    ) -> None:
        """Write a line of history: on the lead, or on a project made from it."""
        case = story.case
        self._activities += 1
        subject = ("lead", case.lead_id) if project_id is None else ("project", project_id)
        lead_id = case.lead_id if project_id is None else None
        story.activities.append(
            DemoActivity(
                self._activities, story.at, user_id, kind, *subject, lead_id, case.contact_id, project_id, data
            )
        )

    def _note(self, story: Story, body: str, user_id: int | None) -> None:
        self._notes += 1
        story.notes.append(DemoNote(self._notes, story.case.lead_id, body, user_id, story.at))
        self.log(story, "note_added", {"text": body[:_LOGGED]}, user_id)

    def _say(self, story: Story, kind: str, text: str) -> None:
        """A call, mail or visit."""
        story.contacted = story.at
        story.version += 1
        self.log(story, kind, {"text": text, "at": story.at}, story.worker_id)

    def _move(self, story: Story, stage: str, reason: str | None = None) -> None:
        data: dict[str, object] = {"from": story.stage, "to": stage}
        if reason:
            data["reason"] = reason
        self.log(story, "moved", data, story.worker_id)
        story.stage, story.stage_since = stage, story.at
        story.version += 1

    def _begin(self, story: Story) -> None:
        case = story.case
        user_id = case.creator_id
        if case.contact_name is not None:
            self._activities += 1
            about, data = case.contact_id, {"name": case.contact_name}
            story.activities.append(
                DemoActivity(self._activities, story.at, user_id, "created", "contact", about, None, about, None, data)
            )
        self.log(story, "created", {"name": case.lead_name}, user_id)
        if user_id is None and self._dice.roll() < 0.55:
            self._note(story, case.writer.inquiry(case.teller), None)

    def _attempt(self, story: Story) -> None:
        self._say(story, "call", story.case.writer.attempt(story.case.teller, story.turn))
        story.turn += 1

    def _contact(self, story: Story) -> None:
        self._say(story, "call", "")
        self._move(story, CONTACTED)
        story.reached = True
        self._note(story, story.case.writer.call(story.case.teller, story.turn), story.worker_id)
        story.turn += 1

    def _talk(self, story: Story) -> None:
        story.reached = True
        self._say(story, "call" if self._dice.roll() < 0.7 else "mail", "")
        self._note(story, story.case.writer.call(story.case.teller, story.turn), story.worker_id)
        story.turn += 1

    def _give(self, story: Story) -> None:
        carrier = self._staff.carrier(story.case.crew)
        self.log(story, "assigned", {"from": None, "to": self._staff.brief(carrier)}, story.worker_id)
        story.carrier = carrier
        story.version += 1
        if carrier.user_id is not None:
            story.owner_id = carrier.user_id

    def _assign(self, story: Story) -> None:
        self._give(story)
        self._move(story, ASSIGNED)
        story.worker_id = story.carrier.user_id or story.worker_id

    def _plan(self, story: Story) -> None:
        self._move(story, SITE_VISIT)
        if self._dice.roll() < 0.6:
            self._note(story, story.case.writer.visit(story.case.teller, story.turn, over=False), story.worker_id)
            story.turn += 1

    def _visit(self, story: Story) -> None:
        story.reached = story.visited = True
        self._say(story, "visit", "")
        self._note(story, story.case.writer.visit(story.case.teller, story.turn, over=True), story.worker_id)
        story.turn += 1

    def _win(self, story: Story) -> None:
        if self._dice.roll() < 0.7:
            self._note(story, story.case.writer.won(story.case.teller, story.turn), story.worker_id)
        story.converted, story.converted_moment = story.at, story.moment

    def _lose(self, story: Story) -> None:
        writer = story.case.writer
        reason = writer.lost_reason(reached=story.reached, visited=story.visited)
        self._note(story, writer.lost(story.case.teller, reason, story.turn), story.worker_id)
        self._move(story, LOST, reason)
        story.lost_reason = reason

    def _close(self, story: Story) -> None:
        self._note(story, story.case.writer.closed(story.case.teller), story.worker_id)
        self._move(story, CLOSED)

    def _archive(self, story: Story) -> None:
        story.archived = story.at
        self.log(story, "archived", {"name": story.case.lead_name}, story.worker_id)
        story.version += 1

    def _follow_up(self, story: Story, due: str) -> None:
        planned = story.stage == SITE_VISIT and not story.visited
        story.due = due
        story.due_note = story.case.writer.task(visit=planned)
        data: dict[str, object] = {"at": due, "note": story.due_note}
        self.log(story, "follow_up_set", data, story.worker_id)
        story.version += 1

    def converted(self, story: Story, projects: Iterable[tuple[int, str]]) -> None:
        """Write the conversion into the history of the lead and of its projects."""
        for project_id, name in projects:
            self.log(story, "converted", {"project": project_id, "project_name": name}, story.worker_id)
            if story.stage != CONVERTED:
                self._move(story, CONVERTED)
            data: dict[str, object] = {"lead": story.case.lead_id, "name": name}
            self.log(story, "project_created", data, story.worker_id, project_id)
