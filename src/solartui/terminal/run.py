"""Running an app so that whatever ends it, the terminal, the drafts and the exit status are right."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING

from solartui.terminal import crash
from solartui.terminal.signals import STATUS, Ending, watched

if TYPE_CHECKING:
    from collections.abc import Callable

    from solartui.terminal.safe_app import SafeApp


def run_app(app: SafeApp, on_end: Callable[[], None] = lambda: None) -> int:
    """Run `app` until it ends, and answer its exit status.

    Args:
        app: the app; not yet running.
        on_end: saves what is being typed. Called once, when a signal, a fault or `SafeApp.leave` ends the app, in the
            app's thread; must be quick and wait for nobody.

    Returns:
        0 or what the app chose, 1 after a fault, 129 after a hang-up, 143 after SIGTERM, 130 after SIGINT.
    """
    crash.start_log()
    ending = Ending(app, on_end)

    def fault(error: BaseException) -> None:
        ending.begin(crash.EXIT_STATUS, crash.report(error))

    app.on_fault = fault
    app.leave = ending.leave
    with watched(ending):
        try:
            app.run()
        except KeyboardInterrupt:
            ending.begin(STATUS[signal.SIGINT])
        except Exception as error:  # noqa: BLE001 - whatever Textual lets through ends in the log too
            fault(error)
        finally:
            app.restore_terminal()
    if ending.words:
        print(ending.words, file=sys.stderr)  # noqa: T201 - the one line that a person reads after a fault
    return ending.status if ending.status is not None else app.return_code or 0
