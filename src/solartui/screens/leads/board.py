"""What leads say about their cards and their board."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from solartui.domain.board import Grouping

if TYPE_CHECKING:
    from solartui.domain.stages import Stage
    from solartui.services.lead_board import LeadBoardService
    from solartui.widgets.board.column import ColumnKind
    from solartui.widgets.cards.lead_faces import BoardFace, LeadWords, ListFace


class LeadBoards:
    """Leads stand in the stages of the desk; those that need no more work are folded at first.

    Args:
        service: gives the service, once the database is open.
        stages: by key, filled then.
        now: tells what is late.
    """

    settings = "board"

    def __init__(
        self, service: Callable[[], LeadBoardService], stages: Mapping[str, Stage], now: Callable[[], datetime]
    ) -> None:
        self.service = service
        self._stages = stages
        self._now = now

    def stages(self) -> Sequence[ColumnKind]:
        """The stages that are in use."""
        from solartui.widgets.board.column import ColumnKind

        stages = (stage for stage in self._stages.values() if stage.active)
        return [ColumnKind(one.key, one.label, one.glyph, f"hue.{one.hue}", one.finished) for one in stages]

    def column_face(self, by: Grouping) -> BoardFace:
        """Cards of the board."""
        from solartui.widgets.cards.lead_faces import BoardFace

        return BoardFace(self._words(), self.service().power, by_stage=by is Grouping.STAGE)

    def grid_face(self) -> ListFace:
        """Cards of the list."""
        from solartui.widgets.cards.lead_faces import ListFace

        return ListFace(self._words())

    def _words(self) -> LeadWords:
        from solartui.widgets.cards.lead_faces import LeadWords

        return LeadWords(self._now, self._stages)
