"""What projects say about their cards and their board."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from solartui.domain.board import ENDED, Grouping
from solartui.domain.vocabulary import ProjectStage, Result, label

if TYPE_CHECKING:
    from solartui.domain.listing import ProjectLine
    from solartui.services.board import BoardService
    from solartui.widgets.board.column import ColumnKind
    from solartui.widgets.cards.project_faces import ProjectBoardFace, ProjectListFace

_SIGNS = {Result.FAILED: "⚠", Result.LOST: "✗", Result.CANCELLED: "⊘", Result.CLOSED: "◌"}


class ProjectBoards:
    """Projects stand in the stages of their workflow; those that are over are folded at first, by how they ended.

    Args:
        service: gives the service, once the database is open.
        now: tells which year needs no mention.
    """

    settings = "projects.board"

    def __init__(self, service: Callable[[], BoardService[ProjectLine]], now: Callable[[], datetime]) -> None:
        self.service = service
        self._now = now

    def stages(self) -> Sequence[ColumnKind]:
        """The stages, then how projects end before the last one."""
        from solartui.widgets.board.column import ColumnKind
        from solartui.widgets.project_stages import project_stages

        stages = [
            ColumnKind(one.key, one.label, one.glyph, f"hue.{one.hue}", one.key == ProjectStage.COMPLETED)
            for one in project_stages()
        ]
        ends = (Result(key) for key in ENDED)
        return [*stages, *(ColumnKind(end.value, label(end), _SIGNS[end], "hue.lost", closed=True) for end in ends)]

    def column_face(self, by: Grouping) -> ProjectBoardFace:
        """Cards of the board."""
        from solartui.widgets.cards.project_faces import ProjectBoardFace, ProjectWords

        return ProjectBoardFace(ProjectWords(self._now), by_stage=by is Grouping.STAGE)

    def grid_face(self) -> ProjectListFace:
        """Cards of the list."""
        from solartui.widgets.cards.project_faces import ProjectListFace, ProjectWords

        return ProjectListFace(ProjectWords(self._now))
