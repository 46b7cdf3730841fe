"""How commands are written on the command line: options that all of them take, values, help and errors in one line.

Built on click, whose own help and errors speak English and take several lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from solartui.cli.call import Call
from solartui.cli.entry import record_number
from solartui.domain.text import clean
from solartui.i18n import LANGUAGES, mark, tr

if TYPE_CHECKING:
    ParamType = click.ParamType[Any, Any]
else:
    # Older versions of click know no parameters of a type.
    ParamType = click.ParamType

Function = TypeVar("Function", bound=Callable[..., None])

USAGE = 2


class Option(click.Option):
    """An option whose help is translated when it is shown."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """How it is written, and its help."""
        found = super().get_help_record(ctx)
        text = self.help or self.name or "?"
        return None if found is None else (found[0], tr(text))


def option(*names: str, **settings: Any) -> Callable[[Function], Function]:
    """A decorator that gives a command an option, as `click.option` does."""
    return click.option(*names, cls=Option, **settings)


def with_call(function: Function) -> Function:
    """A decorator that hands a command its `solartui.cli.call.Call` first."""
    return cast("Function", click.pass_obj(function))


argument = click.argument


def _remember(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    """A callback that keeps the value of a common option for the whole call, wherever on the line it stands."""

    def keep(context: click.Context, _parameter: click.Parameter, value: Any) -> None:
        if value == "":
            # An empty variable of the shell must not lead to the usual database.
            raise click.BadParameter(tr("is empty"))
        if value:
            setattr(context.ensure_object(Call), name, value)

    return keep


def _show_help(context: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        from solartui.cli.printing import write

        write(context.get_help() + "\n")
        context.exit()


def common_options() -> list[click.Parameter]:
    """The options that every command and group takes."""
    return [
        Option(
            ["--db"],
            metavar="PATH_OR_URL",
            expose_value=False,
            callback=_remember("database"),
            help=mark("The database to work with."),
        ),
        Option(
            ["--lang"],
            type=one_of(LANGUAGES),
            metavar="|".join(LANGUAGES),
            expose_value=False,
            help=mark("The language of all texts."),
        ),
        Option(
            ["--json"],
            is_flag=True,
            expose_value=False,
            callback=_remember("as_json"),
            help=mark("Print one JSON document and nothing else."),
        ),
        Option(
            ["--help"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_show_help,
            help=mark("Show this help."),
        ),
    ]


class Command(click.Command):
    """A command with the common options.

    Args:
        free_text: whether words such as ``-archived`` are text and no options.
    """

    leaves_words = False

    def __init__(self, name: str | None = None, *, free_text: bool = False, **settings: Any) -> None:
        super().__init__(name, add_help_option=False, **settings)
        self.free_text = free_text
        self.params += common_options()

    @property
    def purpose(self) -> str:
        """What the command does, in the language in use."""
        text = self.help or self.name or "?"
        return tr(text)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words of a command; nothing may be left over."""
        if self.free_text:
            _refuse_unknown(ctx, self.params, args)
            ctx.ignore_unknown_options = True
        ctx.allow_extra_args = True
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise
        if rest and not (self.leaves_words or ctx.resilient_parsing):
            raise click.UsageError(tr("“{words}” is too much.", words=" ".join(rest)), ctx)
        return rest

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The first line of the help."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=f"{tr('Usage')}: ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the command does."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(self.purpose)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options."""
        records = [p.get_help_record(ctx) for p in self.get_params(ctx) if isinstance(p, click.Option)]
        with formatter.section(tr("Options")):
            formatter.write_dl([record for record in records if record])

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first sentence of the help."""
        return self.purpose.partition(". ")[0].removesuffix(".")


class Group(click.Group, Command):
    """Commands under one name; each is imported when it is used.

    Args:
        lazy: where the commands are that are not in this file, as ``module:name`` by their names.
    """

    command_class = Command
    leaves_words = True

    def __init__(self, *args: Any, lazy: dict[str, str] | None = None, **settings: Any) -> None:
        settings.setdefault("no_args_is_help", False)
        super().__init__(*args, **settings)
        self.lazy = lazy or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in the order in which help shows them."""
        return [*self.commands, *self.lazy]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command with a name, None where there is none."""
        if cmd_name not in self.lazy:
            return self.commands.get(cmd_name)
        module, _, name = self.lazy[cmd_name].partition(":")
        return cast("click.Command", getattr(import_module(module), name))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the next word names."""
        found = self.get_command(ctx, args[0])
        if found is None and not ctx.resilient_parsing:
            message = tr("There is no command {name}.", name=args[0])
            raise click.UsageError(message + _similar(args[0], self.list_commands(ctx)), ctx)
        return args[0], found, args[1:]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, then the commands."""
        Command.format_options(self, ctx, formatter)
        found = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
        with formatter.section(tr("Commands")):
            formatter.write_dl([(name, command.get_short_help_str()) for name, command in found if command])


def _refuse_unknown(ctx: click.Context, params: Iterable[click.Parameter], words: Sequence[str]) -> None:
    """Refuse misspelt long options where words with one dash are taken as text."""
    options = {name: p for p in params if isinstance(p, click.Option) for name in (*p.opts, *p.secondary_opts)}
    rest = iter(words)
    for word in rest:
        name, equals, _ = word.partition("=")
        if word == "--":
            return
        if name in options:
            if not equals and not options[name].is_flag:
                next(rest, None)
        elif word.startswith("--"):
            raise click.NoSuchOption(name, possibilities=list(options), ctx=ctx)


class Value(ParamType):
    """A kind of value, whose problems are told in the language in use.

    Args:
        name: what it is called.
        read: makes the value of a word; raises ValueError with the problem.
        choices: words that the shell offers.
    """

    def __init__(self, name: str, read: Callable[[str], Any], choices: Sequence[str] = ()) -> None:
        self.name = name
        self._read = read
        self._choices = choices

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The value that a word stands for."""
        if not isinstance(value, str):
            return value
        try:
            return self._read(value)
        except ValueError as problem:
            self.fail(str(problem), param, ctx)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        """The words that the shell offers."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(word) for word in self._choices if word.startswith(incomplete)]


def one_of(choices: Sequence[str]) -> Value:
    """One of a few words."""

    def read(word: str) -> str:
        if word not in choices:
            raise ValueError(tr("{value} is none of: {choices}", value=word, choices=", ".join(choices)))
        return word

    return Value("choice", read, choices)


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise ValueError(tr("{text} is no count.", text=text))
    return int(text)


RECORD_ID = Value("id", record_number)
COUNT = Value("count", _count)


def _similar(word: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    found = get_close_matches(word, list(known), 1)
    return " " + tr("Did you mean {word}?", word=found[0]) if found else ""


def _named(error: click.BadParameter) -> str:
    parameter = error.param
    if parameter is None:
        return ""
    if isinstance(parameter, click.Argument):
        return parameter.human_readable_name
    return parameter.opts[0]


def _problem(error: click.UsageError) -> str:
    match error:
        case click.NoSuchOption():
            message = tr("There is no option {name}.", name=error.option_name)
            return message + _similar(error.option_name, error.possibilities or ())
        case click.MissingParameter():
            return tr("{name} is missing.", name=_named(error))
        case click.BadParameter():
            return f"{_named(error)}: {error.message}"
        case click.BadOptionUsage():
            return _misused(error)
    command = error.ctx.command if error.ctx else None
    if isinstance(command, Group) and type(error) is click.UsageError and error.message == "Missing command.":
        return tr("Name a command: {commands}.", commands=", ".join(command.list_commands(cast("Any", error.ctx))))
    return error.message


def _misused(error: click.BadOptionUsage) -> str:
    params = error.ctx.command.params if error.ctx else []
    flags = {name for p in params if isinstance(p, click.Option) and p.is_flag for name in (*p.opts, *p.secondary_opts)}
    if error.option_name in flags:
        return tr("{name} takes no value.", name=error.option_name)
    return tr("{name} needs a value.", name=error.option_name)


def usage_line(error: Exception) -> tuple[str, int]:
    """What an error of click says in one line, and the exit status."""
    if isinstance(error, click.exceptions.Exit):
        return "", error.exit_code
    if not isinstance(error, click.UsageError):
        return clean(str(error)), USAGE
    path = error.ctx.command_path if error.ctx else "solartui"
    problem = clean(_problem(error))
    problem += "" if problem.endswith((".", "?")) else "."
    return tr("{problem} See: {command} --help", problem=problem, command=path), USAGE
