"""The gate between leads and projects: what will become of the lead, by which rules, and what is missing for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.message import Message
from textual.widgets import Input

from solartui.commands import FooterEntry, footer_entries
from solartui.commands.bindings import bindings_for
from solartui.domain.conversion import Fact, Missing, facts
from solartui.domain.regulations import Note, Regulation, Vat
from solartui.domain.text import clean
from solartui.domain.vocabulary import LeadType, label
from solartui.i18n import ntr, tr, with_comma
from solartui.screens.dialogs.dialog import Dialog
from solartui.widgets.block import Block
from solartui.widgets.cells import cell_text, fit
from solartui.widgets.painted import Drawn, Run, Zone, clip
from solartui.widgets.parts import Part
from solartui.widgets.words import Words
from solartui.widgets.wrapping import wrap

if TYPE_CHECKING:
    from solartui.services.conversion import ConversionCheck

# A rule names what is missing; this is the fact that shows it.
_SHOWN_AT = {"location": "address"}
_LABEL = 23
_BRIEF = 2
_TALL = 32
_AROUND = 12
_BROAD = 72


class Confirmed(NamedTuple):
    """What the person decided: a project with this name; or first to fill in a field of the lead."""

    name: str
    field: str = ""


class _Checklist(Block):
    """The five facts, each with what it is worth: there, not needed, or missing and why."""

    SURFACE: ClassVar[str] = "panel"

    class Wanted(Message):
        """A missing fact was clicked."""

        def __init__(self, field: str) -> None:
            super().__init__()
            self.field = field

    def __init__(self, lines: Sequence[Fact], missing: Sequence[Missing], optional: frozenset[str]) -> None:
        super().__init__(classes="gate-facts")
        self._facts = lines
        self._missing = {_SHOWN_AT.get(one.field, one.field): one for one in missing}
        self._optional = optional

    def lines(self, width: int) -> Sequence[Drawn]:
        """One line for each fact and more for what is long; why it is missing below it."""
        rows: list[Drawn] = []
        self.zones = []
        for fact in self._facts:
            missing = self._missing.get(fact.field)
            rows += self._fact(fact, missing, width, len(rows))
        return rows

    def _fact(self, fact: Fact, missing: Missing | None, width: int, y: int) -> list[Drawn]:
        mark: Part = ("✓ ", "ok")
        if missing:
            mark = ("✗ ", "err")
        elif fact.field in self._optional:
            mark = ("· ", "mute")
        words = wrap(fact.value, width - _LABEL - 6)
        surface = "raised" if missing else "panel"
        edge: Part = ("▌ ", "accent") if missing else ("  ", "text")
        rows = [Drawn((edge, mark, (fit(fact.label, _LABEL), "soft"), (words[0], "text")), surface)]
        rows += [Drawn((edge, ("  " + " " * _LABEL, "text"), (word, "text")), surface) for word in words[1:]]
        if missing:
            room = width - _LABEL - 6
            rows += [
                Drawn((edge, ("  " + " " * _LABEL, "text"), (word, "err")), surface)
                for word in wrap(cell_text(missing.reason), room)
            ]
            self.zones += [Zone(y + at, 0, width, missing.field) for at in range(len(rows))]
        return rows

    def hit(self, zone: str) -> None:
        """A missing fact was clicked."""
        self.post_message(self.Wanted(zone))


class _Rules(Block):
    """The profile of the place: its name, its VAT, and the first notes."""

    SURFACE: ClassVar[str] = "panel"

    def __init__(self, rules: Regulation | None, kind: LeadType, today: date) -> None:
        super().__init__(classes="gate-rules")
        self._rules = rules
        self._kind = kind
        self._today = today

    def lines(self, width: int) -> Sequence[Drawn]:
        """Name, VAT and currency on one line, the notes below."""
        name: Part = (fit(tr("Regulations"), _LABEL), "soft")
        if self._rules is None:
            return [Drawn((("    ", "text"), name, (tr("not known before the place is"), "mute")), "panel")]
        room = width - _LABEL - 6
        head = f"{self._rules.name} · {vat_words(self._rules.vat(self._kind, self._today))} · {self._rules.currency}"
        words = [(word, "text") for word in wrap(head, room)]
        words += self._notes(self._rules.notes, room)
        pad: Part = (" " * _LABEL, "text")
        return [Drawn((("    ", "text"), pad if at else name, part), "panel") for at, part in enumerate(words)]

    def _notes(self, notes: Sequence[Note], room: int) -> list[Part]:
        """All notes where there is room for them, else the beginning of the first ones."""
        if self.screen.size.height >= _TALL:
            return [
                ((f"– {word}" if not at else f"  {word}"), "mute")
                for note in notes
                for at, word in enumerate(wrap(note.text, room - 2))
            ]
        shown = [(clip(f"– {note.text}", room), "mute") for note in notes[:_BRIEF]]
        more = len(notes) - len(shown)
        return [*shown, (ntr("… and {count} more note", "… and {count} more notes", more), "mute")] if more else shown


def vat_words(vat: Vat | None) -> str:
    """A rate as it is written: ``VAT 8%, 23% above 300 m² (flat 150 m²)``."""
    if vat is None:
        return tr("VAT is set by hand")

    def percent(value: object) -> str:
        return with_comma(f"{value}%")

    if vat.above is None:
        return tr("VAT {rate}", rate=percent(vat.rate))
    return tr("VAT {rate}, {above} above {house} m² (flat {flat} m²)", rate=percent(vat.rate),
              above=percent(vat.above), house=vat.house_m2, flat=vat.flat_m2)  # fmt: skip


class _Decision(Block):
    """The button; while something is missing it is muted and says why."""

    SURFACE: ClassVar[str] = "panel"

    class Pressed(Message):
        """The button was clicked."""

    def __init__(self, missing: Sequence[Missing]) -> None:
        super().__init__(classes="gate-button")
        self._missing = missing

    def lines(self, width: int) -> Sequence[Drawn]:
        """The button and, where it cannot be pressed, the reason."""
        run = Run().add((" " * (4 + _LABEL if width >= _BROAD else 4), "text"))
        if not self._missing:
            run.add((f" {tr('Convert to a project')} ", "bold bg@accent"), zone="convert").add((" ", "text"))
        else:
            run.add((f" {tr('Convert to a project')} ", "mute@raised"))
            why = ntr("{count} thing is missing", "{count} things are missing", len(self._missing))
            run.add((f"  {clip(why, max(0, width - run.width - 3))}", "err"))
        self.zones = run.zones
        return [Drawn(tuple(run.parts), "panel")]

    def hit(self, zone: str) -> None:
        """The button was clicked."""
        self.post_message(self.Pressed())


class ConversionDialog(Dialog[Confirmed], inherit_bindings=False):
    """Answers the name of the project, or the field that has to be filled in first; None where nothing is to happen.

    Args:
        check: what the services say about the lead.
        today: the day whose VAT is shown.
    """

    SCOPE: ClassVar[str] = "gate"
    BINDINGS = bindings_for("gate")

    def __init__(self, check: ConversionCheck, today: date) -> None:
        lead = check.lead
        super().__init__(tr("Convert to a project"), f"#{lead.id} · {label(lead.contact.kind).lower()}")
        self._check = check
        optional = frozenset() if lead.assignee else frozenset({"assignee"})
        self._list = _Checklist(facts(lead), check.missing, optional)
        self._rules = _Rules(check.regulation, lead.type, today)
        self._project = Input(lead.name, select_on_focus=False, classes="gate-name")
        self._project.cursor_blink = False
        self._decision = _Decision(check.missing)

    def compose_body(self) -> ComposeResult:
        """Facts, rules, the name, the button."""
        self._middle = VerticalScroll(self._list, self._rules, classes="gate-scroll", can_focus=False)
        yield self._middle
        if count := len(self._check.lead.projects):
            yield Words(ntr("It has {count} project already.", "It has {count} projects already.", count),
                        classes="gate-again")  # fmt: skip
        with Horizontal(classes="gate-named"):
            yield Words(tr("Project name"), classes="gate-label")
            yield self._project
        yield self._decision

    def on_resize(self) -> None:
        """Name, button and keys are always seen."""
        self._middle.styles.max_height = max(4, self.size.height - _AROUND)

    def on_mount(self) -> None:
        """The name can be changed at once; there is nothing to name while something is missing."""
        self._project.disabled = not self._check.possible
        if self._check.possible:
            self._project.focus()

    def keys(self) -> Sequence[FooterEntry]:
        """What enter does just now, and the way back."""
        entries = footer_entries((self.SCOPE,), {}, lambda one: True)
        if self._check.possible:
            return entries
        go = FooterEntry(entries[0].key, tr("fill in what is missing"), entries[0].command_id)
        return [go, *entries[1:]]

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_convert()

    @on(_Decision.Pressed)
    def _clicked(self) -> None:
        self.action_convert()

    @on(_Checklist.Wanted)
    def _missing_clicked(self, event: _Checklist.Wanted) -> None:
        self.dismiss(Confirmed("", event.field))

    def action_convert(self) -> None:
        """Go on; to the first missing field while there is one."""
        if self._check.missing:
            self.dismiss(Confirmed("", self._check.missing[0].field))
        else:
            self.dismiss(Confirmed(clean(self._project.value) or self._check.lead.name))
