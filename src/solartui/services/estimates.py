"""The first estimate of a plant, with the figures of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from solartui.adapters.local_zone import local_zone
from solartui.domain.estimate import Estimate, Figures, estimate
from solartui.domain.estimate_settings import figures_of

if TYPE_CHECKING:
    from solartui.domain.leads import Lead
    from solartui.services.desk import Desk
    from solartui.services.settings import SettingService


class EstimateService:
    """What a plant would be and do; nothing is stored and nobody is asked."""

    def __init__(self, desk: Desk, settings: SettingService) -> None:
        self._desk = desk
        self._settings = settings

    def figures(self) -> Figures:
        """What estimates rest on: what an admin set, else what comes with the program."""
        return figures_of({one.key: value for one, value in self._settings.all()})

    def of(self, lead: Lead) -> Estimate | None:
        """The estimate for a lead as of today; None where its use or its place is not known."""
        return estimate(lead, self._desk.store.clock().astimezone(local_zone()).date(), self.figures())
