"""What a design costs today: each line with its tax by the rules of the place, before an offer is made of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from solartui.domain.errors import SolarError
from solartui.domain.offers.incentives import possible_incentives
from solartui.domain.offers.pricing import Price, priced
from solartui.domain.offers.vat import vat_rule
from solartui.i18n import language
from solartui.services.designs import get_design, site_of
from solartui.services.desk import Desk
from solartui.services.projects import get_project
from solartui.services.proposal_figures import place_of, tax_case
from solartui.services.proposal_making import draft_of
from solartui.services.proposal_writing import day_of

if TYPE_CHECKING:
    from solartui.domain.offers.designs import Design
    from solartui.domain.projects import Project


@dataclass(frozen=True, slots=True)
class PricedDesign:
    """A design with its prices.

    Attributes:
        project: what it is for.
        price: each line with its tax; None where the rate of the place is not known.
        unknown: why there is no price with tax.
    """

    design: Design
    project: Project
    price: Price | None
    unknown: str = ""


class DesignPriceService:
    """Designs with prices."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def _today(self) -> date:
        return day_of(self._desk.store.clock())

    def of(self, design_id: int) -> PricedDesign:
        """A design as an offer of today would price it.

        Raises:
            NotFound: there is none.
        """
        design, project = self._found(design_id)
        case = tax_case(design, project, draft_of({}), self._today)
        try:
            return PricedDesign(design, project, priced(design.lines, vat_rule(case)))
        except SolarError as unknown:
            return PricedDesign(design, project, None, unknown.message)

    def incentives(self, design_id: int) -> tuple[tuple[str, str, bool], ...]:
        """What an offer of today may give back: key, name, and whether it belongs to every offer of the place."""
        design, project = self._found(design_id)
        return possible_incentives(place_of(design, project, draft_of({})), self._today, language())

    def consumption(self, project_id: int) -> tuple[float | None, ...]:
        """What the site of a project uses in each month, January first, kWh; empty where that is not known."""
        with self._desk.reading() as connection:
            return site_of(connection, get_project(connection, project_id)).consumption

    def _found(self, design_id: int) -> tuple[Design, Project]:
        with self._desk.reading() as connection:
            design = get_design(connection, design_id)
            return design, get_project(connection, design.project_id)
