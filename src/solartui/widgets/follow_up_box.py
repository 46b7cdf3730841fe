"""What is to be done next with a lead, and the keys for it."""

from __future__ import annotations

from collections.abc import Sequence

from solartui.i18n import tr
from solartui.widgets import moments
from solartui.widgets.cells import cell_text, width_of
from solartui.widgets.lead_part import LeadPart
from solartui.widgets.lead_snapshot import LeadSnapshot
from solartui.widgets.painted import Drawn, Run, clip
from solartui.widgets.parts import Part
from solartui.widgets.wrapping import wrap

_EDGE = ("▌ ", "accent")


class FollowUpBox(LeadPart):
    """A raised box while there is a follow-up, one muted line while there is none."""

    def told(self, data: LeadSnapshot, width: int) -> Sequence[Drawn]:
        """What for and when, the exact time, the keys."""
        lead = data.lead
        clock = _clock(data, width)
        if lead.next_follow_up is None:
            run = Run(len(clock)).add(("◷ ", "mute"), (tr("No follow-up set."), "mute"), ("   ", "text"))
            self._key(run, "lead.follow_up", tr("set one"))
            self.zones = run.zones
            return [*clock, Drawn(tuple(run.parts))]
        when = data.local(lead.next_follow_up)
        due = moments.due(when, data.now)
        words = wrap(cell_text(lead.follow_up_note) or tr("Follow up"), max(10, width - 6))
        exact = f"{moments.weekday(when)} {moments.clock(when, data.now)}"
        lines: list[list[Part]] = [[_EDGE, ("  ", "text"), (word, "bold text")] for word in words]
        lines[0][1] = ("◷ ", due.token)
        if width_of(words[-1]) + width_of(due.text) + 9 <= width:
            lines[-1].append((f"   {due.text}", due.token))
            lines.append([_EDGE, ("  ", "text"), (clip(exact, width - 4), "soft")])
        else:
            lines.append([_EDGE, ("  ", "text"), (due.text, due.token), (clip(f"   {exact}", width - 4), "soft")])
        run = Run(len(clock) + len(lines)).add(_EDGE, ("  ", "text"))
        for name, word in (("lead.log", tr("log call")), ("lead.done", tr("done")), ("lead.follow_up", tr("snooze"))):
            self._key(run, name, word)
        self.zones = run.zones
        return [*clock, *(Drawn(tuple(line), "raised") for line in lines), Drawn(tuple(run.parts), "raised")]

    def _key(self, run: Run, command_id: str, word: str) -> None:
        run.add((self._keys.get(command_id, ""), "bold accent"), (f" {word}", "soft"), zone=command_id)
        run.add(("   ", "soft"))


def _clock(data: LeadSnapshot, width: int) -> list[Drawn]:
    """Until when the lead has to be answered; nothing where it was."""
    if data.lead.respond_by is None:
        return []
    by = data.local(data.lead.respond_by)
    left = moments.answer(by, data.now)
    exact = f"   {moments.weekday(by)} {moments.clock(by, data.now)}"
    words = tr("Answer by")
    room = width - width_of(words) - width_of(left.text) - 7
    line: list[Part] = [_EDGE, ("⚑ ", left.token), (words, "bold text"), (f"   {left.text}", left.token)]
    return [Drawn((*line, (exact if width_of(exact) <= room else "", "soft")), "raised")]
