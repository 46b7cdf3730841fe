"""The entry point: reads the command line, answers with an exit status, and never shows a traceback.

Only what a command needs is imported: `solartui.cli.quick` answers the commonest calls before click is loaded.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys

from solartui.cli import printing, quick
from solartui.domain.errors import SolarError
from solartui.i18n import LANGUAGES, preferred_language, tr, use_language

INTERRUPTED = 130
# At the end of the process all of its memory is free: nobody has to look through it once more.
atexit.register(gc.freeze)
_COMPLETION = "_SOLARTUI_COMPLETE"


def run(arguments: list[str] | None = None) -> int:
    """Do what the command line says.

    Args:
        arguments: the words after the program's name; those of this process where they are not given.

    Returns:
        The exit status: 0 done, 1 a fault of the program, 2 wrong usage, 3 not found, 4 refused by a rule, 5 not
        permitted, 6 the database is unavailable, 130 interrupted.
    """
    words = sys.argv[1:] if arguments is None else list(arguments)
    _prepare(words)
    try:
        status = _answer(words)
        printing.flush()
    except BrokenPipeError:
        _silence()
        return 0
    except KeyboardInterrupt:
        return _end(tr("Stopped."), INTERRUPTED)
    except Exception as error:  # noqa: BLE001 - nothing may reach the user as a traceback
        return _failed(error)
    return status


def _prepare(words: list[str]) -> None:
    """Choose the language, and make sure that no sign stops the output of a terminal that cannot show it."""
    use_language(_language(words))
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123 - stays open to the end
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 - likewise
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _language(words: list[str]) -> str:
    """The language that ``--lang`` names, wherever it stands, else the one of the environment.

    Help and errors are in this language too, so it must be known before the command line is parsed.
    """
    for place, word in enumerate(words):
        name, equals, value = word.partition("=")
        if name == "--":
            break
        if name == "--lang":
            chosen = value if equals else "".join(words[place + 1 : place + 2])
            return chosen if chosen in LANGUAGES else preferred_language()
    return preferred_language()


def _answer(words: list[str]) -> int:
    completion = os.environ.get(_COMPLETION)
    status = None if completion else quick.answer(words)
    if status is not None:
        return status
    from solartui.cli.program import invoke

    return invoke(words, completion)


def _failed(error: Exception) -> int:
    if isinstance(error, SolarError):
        return _end(error.message, error.exit_status)
    if type(error).__module__.partition(".")[0] == "click":
        from solartui.cli.grammar import usage_line

        return _end(*usage_line(error))
    from solartui.terminal import crash

    return _end(crash.report(error), crash.EXIT_STATUS)


def _end(message: str, status: int) -> int:
    """Say one line on standard error."""
    try:
        printing.warn(message)
        printing.flush()
    except (OSError, SolarError):
        _silence()
    return status


def _silence() -> None:
    """Let nothing more be written: nobody reads it any longer."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            os.dup2(nowhere, stream.fileno())
        except (OSError, ValueError):
            continue
    os.close(nowhere)
