"""The commonest calls, answered without the parser and the services: the version, and a page of the newest leads.

This is nothing but a short cut. Whatever is unusual in any way is left to the full command, which does the same and
says what is wrong; a test holds the answers of the two together.
"""

from __future__ import annotations

import sys

_COMMAND = ["leads", "list"]
_VALUES = ("--db", "--limit", "--columns", "--lang")
_LARGEST_PAGE = 1000


def answer(words: list[str]) -> bool:
    """Answer a command line if it is one of the common ones.

    Returns:
        False when it is not; nothing was printed then.
    """
    if words == ["--version"]:
        from solartui import __version__

        sys.stdout.write(f"solartui {__version__}\n")
        return True
    options = _options(words) if _COMMAND[1] in words else None
    return options is not None and _page(options)


def _options(words: list[str]) -> dict[str, str] | None:
    """The options of a page of the list; None unless each of them is a plain one and the page is a small one."""
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
    limit = options.get("--limit", "")
    small = limit.isascii() and limit.isdigit() and len(limit) < 5 and int(limit) <= _LARGEST_PAGE
    return options if small and command == _COMMAND and all(options.values()) else None


def _page(options: dict[str, str]) -> bool:
    from solartui.cli import lead_columns
    from solartui.i18n import LANGUAGES, language
    from solartui.settings import database_target
    from solartui.store.glance import newest_leads

    keys = tuple(dict.fromkeys(options["--columns"].split(","))) if "--columns" in options else None
    if options.get("--lang", "en") not in LANGUAGES or not set(keys or ()) <= lead_columns.TITLES.keys():
        return False
    found = newest_leads(database_target(options.get("--db")), int(options["--limit"]), language())
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
