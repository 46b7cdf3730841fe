"""The terms of whoever offers pictures, shown before anything is fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from solartui.domain.errors import SolarError
from solartui.i18n import tr
from solartui.screens.dialogs.confirm import ConfirmDialog
from solartui.screens.session import Host

if TYPE_CHECKING:
    from solartui.domain.places import Spot
    from solartui.screens.session import Session
    from solartui.screens.shown import ShownScreen
    from solartui.services.pictures import PictureState


async def ask_terms(page: ShownScreen[Spot], session: Session, pictures: PictureState) -> bool:
    """Show the terms to an admin, who accepts them for the whole desk; says whether they did."""
    source = pictures.chosen
    if source is None:
        return False
    if not session.may("desk.settings"):
        page.notify(tr("An admin has to accept the terms of {name} first.", name=source.name), markup=False)
        return False
    beside = tr("“{words}” stands beside every picture.", words=source.attribution)
    question = " ".join(part for part in (tr(source.terms), beside, source.more) if part)
    dialog = ConfirmDialog(tr("Terms of {name}", name=source.name), question, tr("accept for the whole desk"))
    if not await page.ask(dialog):
        return False
    try:
        written = await session.runner.write(session.services.pictures.accept)
    except SolarError as error:
        page.notify(error.message, severity="error", markup=False)
        return False
    cast("Host", page.app).changes.publish(written.topics)
    return True
