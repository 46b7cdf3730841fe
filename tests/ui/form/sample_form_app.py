"""The lead form in a program of its own, for a real terminal: ``python sample_form_app.py DATABASE``.

SIGUSR1 makes a handler of the page fail.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import ClassVar

from solartui.app import SolarApp
from solartui.bootstrap import open_services
from solartui.screens.base import BaseScreen
from solartui.screens.lead.form import LeadForm
from solartui.screens.session import Session
from solartui.services.runner import Runner
from solartui.terminal.run import run_app


class Page(BaseScreen):
    """Opens the form at once."""

    PLACE: ClassVar[str | None] = "leads"

    async def ready(self) -> None:
        signal.signal(signal.SIGUSR1, lambda *_: self.call_later(fault))
        saved = await self.ask(LeadForm(self.session))
        self.toast(f"saved {saved.name}" if saved else "left")


def fault() -> None:
    raise RuntimeError("a fault")


def main() -> int:
    services = open_services(sys.argv[1])
    session = Session(services, Runner(services.store), "desk.db", services.actor.name)

    app = SolarApp(lambda: session, {"leads": Page})
    return run_app(app, session.services.drafts.save_open)


if __name__ == "__main__":
    os.environ.pop("NO_COLOR", None)
    sys.exit(main())
