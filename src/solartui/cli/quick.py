"""The commonest calls, answered without the parser: the version, the screens, and a page of the newest leads.

This is nothing but a short cut. Whatever is unusual in any way is left to the full command, which does the same and
says what is wrong; a test holds the answers of the two together.
"""

from __future__ import annotations

_COMMAND = ["leads", "list"]
_VALUES = ("--db", "--limit", "--columns", "--lang")
_LARGEST_PAGE = 1000


def answer(words: list[str]) -> int | None:
    """Answer a command line if it is one of the common ones.

    Returns:
        The exit status; None when it is no such command line, and nothing was printed then.
    """
    if words == ["--version"]:
        from solartui import __version__
        from solartui.cli.printing import write

        write(f"solartui {__version__}\n")
        return 0
    options, command = _parted(words)
    if options is None:
        return None
    if not command and options.keys() <= {"--db", "--lang"}:
        return _screens(options)
    return 0 if command == _COMMAND and _page(options) else None


def _parted(words: list[str]) -> tuple[dict[str, str] | None, list[str]]:
    """The options and the other words; None for options of which one is not plain."""
    from solartui.i18n import LANGUAGES

    options: dict[str, str] = {}
    command = []
    rest = iter(words)
    for word in rest:
        name, equals, value = word.partition("=")
        if name in _VALUES:
            options[name] = value if equals else next(rest, "")
        elif word == "--json":
            options[word] = word
        else:
            command.append(word)
    plain = all(options.values()) and options.get("--lang", "en") in LANGUAGES
    return options if plain else None, command


def _screens(options: dict[str, str]) -> int:
    from solartui.cli.call import Call
    from solartui.cli.screens import open_screens

    call = Call()
    call.database = options.get("--db")
    return open_screens(call)


def _page(options: dict[str, str]) -> bool:
    limit = options.get("--limit", "")
    if not (limit.isascii() and limit.isdigit() and len(limit) < 5 and int(limit) <= _LARGEST_PAGE):
        return False
    from solartui.cli import lead_columns
    from solartui.i18n import language
    from solartui.settings import database_target
    from solartui.store.glance import newest_leads

    keys = tuple(dict.fromkeys(options["--columns"].split(","))) if "--columns" in options else None
    if not set(keys or ()) <= lead_columns.TITLES.keys():
        return False
    found = newest_leads(database_target(options.get("--db")), int(limit), language())
    if found is None:
        return False
    leads, stages = found
    if "--json" in options:
        from solartui.cli.printing import print_json_array

        print_json_array(lead_columns.shaped(leads, keys))
    elif leads:
        from solartui.cli.layout import print_table, terminal_width

        keys = keys or lead_columns.usual_columns(terminal_width())
        print_table(lead_columns.columns_for(keys, stages), leads)
    return bool(leads) or "--json" in options
