"""What taking over an exported design would change, to be read before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from solartui.commands import FooterEntry, command
from solartui.i18n import ntr, tr
from solartui.screens.dialogs.text_dialog import TextDialog
from solartui.widgets.cells import cell_text

if TYPE_CHECKING:
    from solartui.domain.offers.sync import Difference


class DifferencesDialog(TextDialog[bool], inherit_bindings=False):
    """Answers True where the person takes them over.

    Args:
        name: of the design.
        source: the name of the file.
        found: what would change; nothing where both sides agree.
    """

    BINDINGS = TextDialog.BINDINGS

    def __init__(self, name: str, source: str, found: Sequence[Difference]) -> None:
        super().__init__(name, cell_text(source), difference_text(found))
        self._agree = not found

    def keys(self) -> Sequence[FooterEntry]:
        """Enter takes over."""
        take, leave = command("pick.choose"), command("pick.cancel")
        words = tr("note that both sides agree") if self._agree else tr("take over")
        return [
            FooterEntry(take.shown_key({}), words, take.id),
            FooterEntry(leave.shown_key({}), tr("change nothing"), leave.id),
        ]

    def action_choose(self) -> None:
        """Take them over."""
        self.dismiss(True)


def difference_text(found: Sequence[Difference]) -> str:
    """Differences, each with what is and what would be."""
    if not found:
        return tr("Both sides agree.")
    lines = [ntr("{count} difference", "{count} differences", len(found)), ""]
    for one in found:
        lines += [one.what, f"  - {one.before or '—'}", f"  + {one.after or '—'}", ""]
    return "\n".join(lines).rstrip()
