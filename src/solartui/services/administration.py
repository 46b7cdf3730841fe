"""The services for what the admin keeps, and for what is asked for seldom; each is loaded when it is first used."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from solartui.services.desk import Desk

if TYPE_CHECKING:
    from solartui.services.comments import CommentService
    from solartui.services.erasing import ErasingService
    from solartui.services.estimates import EstimateService
    from solartui.services.fields import FieldService
    from solartui.services.organisation import OrganisationService
    from solartui.services.preferences import PreferenceService
    from solartui.services.response import ResponseService
    from solartui.services.stages import StageService


class Administration:
    """A part of `solartui.services.container.Services`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @cached_property
    def comments(self) -> CommentService:
        """Comments in the history of records."""
        from solartui.services.comments import CommentService

        return CommentService(self._desk)

    @cached_property
    def fields(self) -> FieldService:
        """Fields of the desk's own."""
        from solartui.services.fields import FieldService

        return FieldService(self._desk)

    @cached_property
    def stages(self) -> StageService:
        """Stages of leads as the admin keeps them."""
        from solartui.services.stages import StageService

        return StageService(self._desk)

    @cached_property
    def organisation(self) -> OrganisationService:
        """Users, and the parts of the organisation, as the admin keeps them."""
        from solartui.services.organisation import OrganisationService

        return OrganisationService(self._desk)

    @cached_property
    def erasing(self) -> ErasingService:
        """One person on request."""
        from solartui.services.erasing import ErasingService

        return ErasingService(self._desk)

    @cached_property
    def estimates(self) -> EstimateService:
        """What a plant for a lead would be and do."""
        from solartui.services.estimates import EstimateService
        from solartui.services.settings import SettingService

        return EstimateService(self._desk, SettingService(self._desk))

    @cached_property
    def response(self) -> ResponseService:
        """Rules of the first-response clock."""
        from solartui.services.response import ResponseService

        return ResponseService(self._desk)

    @cached_property
    def preferences(self) -> PreferenceService:
        """What the person set for themselves."""
        from solartui.services.preferences import PreferenceService

        return PreferenceService(self._desk)
