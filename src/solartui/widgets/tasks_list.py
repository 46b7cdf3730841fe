"""The tasks of a project, stage by stage: what is done, what can be done now, and why the rest cannot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from solartui.i18n import tr
from solartui.widgets.cells import cell_text, fit
from solartui.widgets.item_list import ItemList, row_bindings
from solartui.widgets.painted import Drawn, clip
from solartui.widgets.parts import Part, spread

COMMANDS = frozenset({"tab.open", "tab.tick", "tab.fold", "tab.unfold", "tab.edit", "tab.copy", "tab.filter"})
"""What acts on a row here."""

SIGNS: dict[str, tuple[str, str]] = {
    "open": ("○", "accent"),
    "locked": ("·", "mute"),
    "done": ("✓", "ok"),
    "skipped": ("–", "mute"),
}
"""The sign and the colour of each status."""
_PLACE = 20
_WHO = 14
_WHEN = 12
_BROAD = 100


@dataclass(frozen=True, slots=True)
class TaskItem:
    """A task, or the heading of a stage where `key` is empty.

    Attributes:
        id: what the row is known by.
        stage: the stage that it belongs to.
        status: key of its status; of a heading "".
        place: where it is worked on, in words.
        when: the day on which it is due or was done, in words.
        late: whether it is overdue.
        more: what is told under the cursor: why it is locked, what was answered.
        hue: of a heading, the colour of its stage.
        folded: of a heading, whether its tasks are out of sight.
    """

    id: int
    key: str
    title: str
    stage: str
    status: str = ""
    place: str = ""
    who: str = ""
    when: str = ""
    late: bool = False
    more: tuple[str, ...] = ()
    hue: str = ""
    folded: bool = False


class TasksList(ItemList[TaskItem]):
    """One line for each task, with its reason or its answers under the cursor."""

    COMMANDS: ClassVar[frozenset[str]] = COMMANDS
    BINDINGS = row_bindings(COMMANDS)

    def id_of(self, item: TaskItem) -> int:
        """What the row is known by."""
        return item.id

    def lay_out(self, item: TaskItem, width: int, *, here: bool) -> list[Drawn]:
        """Sign and title on the left, place, person and day on the right."""
        lit = here and self.has_focus
        surface = "raised" if lit else "bg"
        edge: Part = ("▌ " if lit else "  ", "accent")
        if not item.key:
            sign = "▸" if item.folded else "▾"
            left: list[Part] = [edge, (f"{sign} {item.title}", f"bold {item.hue}")]
            return [Drawn(tuple(spread(left, [(item.when, "mute")], width - 2)), surface)]
        sign, hue = SIGNS.get(item.status, ("·", "mute"))
        right = self._right(item, width)
        room = width - 9 - sum(len(text) for text, _ in right)
        plain = "text" if item.status == "open" else "soft" if item.status == "done" else "mute"
        left = [edge, (f"  {sign} ", hue), (clip(item.title, room), f"bold {plain}" if here else plain)]
        more = [Drawn((edge, ("      ", "mute"), (clip(text, width - 10), "mute")), surface) for text in item.more]
        return [Drawn(tuple(spread(left, right, width - 2)), surface), *(more if here else ())]

    @staticmethod
    def _right(item: TaskItem, width: int) -> list[Part]:
        right: list[Part] = []
        if width >= _BROAD:
            right.append((f"{fit(item.place, _PLACE)} ", "mute"))
        right.append((f" {fit(clip(cell_text(item.who), _WHO), _WHO)}", "soft"))
        right.append((f" {item.when:>{_WHEN}}", "err" if item.late else "mute"))
        return right


def nothing_to_do() -> tuple[Part, ...]:
    """What an empty list says."""
    return ((tr("No tasks here."), "soft"),)
