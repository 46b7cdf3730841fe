"""``solartui --install-completion``: a file with which the shell completes commands and options."""

from __future__ import annotations

import os
from pathlib import Path

from click import Command
from click.shell_completion import get_completion_class

from solartui.cli.printing import say
from solartui.domain.errors import Invalid, Refused
from solartui.i18n import tr

_VARIABLE = "_SOLARTUI_COMPLETE"
_DATA = ("XDG_DATA_HOME", ".local/share")
_CONFIGURATION = ("XDG_CONFIG_HOME", ".config")
# Where each shell looks for such files, below one of the user's folders.
_PLACES = {
    "bash": (_DATA, "bash-completion/completions/solartui"),
    "fish": (_CONFIGURATION, "fish/completions/solartui.fish"),
    "zsh": (_DATA, "zsh/site-functions/_solartui"),
}


def install(program: Command) -> None:
    """Write the file for the shell that ``SHELL`` names.

    Args:
        program: whose commands are completed.

    Raises:
        Invalid: it is none that we know.
        Refused: the file cannot be written.
    """
    shell = Path(os.environ.get("SHELL", "")).name
    kind = get_completion_class(shell)
    if shell not in _PLACES or kind is None:
        raise Invalid(tr("The shell {shell} is none of: bash, fish, zsh.", shell=shell or "?"))
    (variable, usual), below = _PLACES[shell]
    target = Path(os.environ.get(variable) or Path.home() / usual) / below
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(kind(program, {}, "solartui", _VARIABLE).source(), encoding="utf-8")
    except OSError as error:
        raise Refused(tr("{path} cannot be written: {why}", path=target, why=error.strerror or error)) from error
    say(tr("Written: {path}. It works in the next shell.", path=target))
    if shell == "zsh":
        say(tr("Put this line before compinit in ~/.zshrc: {line}", line=f"fpath+=({target.parent})"))
