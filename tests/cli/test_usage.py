"""Options that every command takes, help, and what is said to those who mistype."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from solartui import __version__
from solartui.cli.program import program

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Shell

GROUPS = {
    "leads": "list show add edit move assign note convert archive unarchive delete history digest comment bill "
    "estimate picture",
    "contacts": "list show add edit merge duplicates delete dossier erase export",
    "workflow": "check install use list show",
    "projects": "list show add edit tasks do undo skip give event outcome stage job sheet visits assign move set "
    "charges pay invoice export",
    "designs": "list show add edit delete yield link sync",
    "proposals": "list show add revise edit activate send view sign reject pdf template",
    "users": "list add edit disable",
    "entities": "list add edit delete",
    "stages": "list add edit move delete",
    "fields": "list add edit delete",
    "response": "show set check",
    "notes": "list add edit delete",
    "documents": "list add show save edit delete",
    "settings": "list show set reset",
    "report": "funnel sources",
    "places": "find at list import",
    "db": "info check upgrade backup restore",
}
COMMANDS = [
    *(
        (name,)
        for name in (
            "demo",
            "import",
            "export",
            "geocode",
            "route",
            "undo",
            "redo",
            "intake",
            "keys",
            "doctor",
            *GROUPS,
        )
    ),
    *((group, name) for group, names in GROUPS.items() for name in names.split()),
]


def test_every_command_is_there() -> None:
    assert {name for (name, *more) in COMMANDS if not more} == {*program.lazy}


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("language", ["en", "pl"])
def test_every_command_explains_itself(shell: Shell, words: tuple[str, ...], language: str) -> None:
    answer = shell(*words, "--help", "--lang", language)
    assert (answer.status, answer.err) == (0, "")
    assert f"solartui {' '.join(words)}" in answer.out
    assert all(option in answer.out for option in ("--db PATH_OR_URL", "--lang", "--json", "--help"))


def test_help_of_the_program_names_the_commands(shell: Shell) -> None:
    shown = shell("--help").out
    assert all(f"\n  {name} " in shown for name in program.lazy)


@pytest.mark.parametrize("words", [("--version",), ("--version", "--json"), ("leads", "--version")])
def test_the_version_is_shown_by_the_program_itself(shell: Shell, words: tuple[str, ...]) -> None:
    answer = shell(*words)
    assert (answer.status, answer.out) == ((2, "") if words[0] == "leads" else (0, f"solartui {__version__}\n"))


@pytest.mark.parametrize(
    "words",
    [
        "{o} leads list",
        "leads {o} list",
        "leads list {o}",
        "leads list {o} --limit 5",
        "leads list dach {o}",
    ],
)
def test_common_options_stand_anywhere(shell: Shell, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOLARTUI_DATABASE", "/nowhere/at/all.db")
    answer = shell(*words.format(o=f"--db {shell.database} --json --lang en").split())
    assert (answer.status, answer.err, answer.document) == (0, "", [])


def test_an_option_comes_before_the_environment(shell: Shell, home: Path) -> None:
    other = home / "other.db"
    assert shell.json("db", "info", "--db", shell.database)["path"] == str(shell.database)
    assert shell("contacts", "add", "--name", "Jan", "--db", other).status == 0
    assert other.exists()


MISTAKES = [
    ("gibberish", "There is no command gibberish. See: solartui --help"),
    ("lead list", "There is no command lead. Did you mean leads? See: solartui --help"),
    (
        "leads",
        (
            "Name a command: list, show, edit, move, assign, note, convert, archive, unarchive, delete, add, "
            "history, digest, comment, bill, estimate, picture."
        ),
    ),
    ("leads --json", "Name a command: list,"),
    ("leads foo", "There is no command foo. See: solartui leads --help"),
    ("leads list --limt 5", "There is no option --limt. Did you mean --limit? See: solartui leads list --help"),
    ("leads list --limit five", "--limit: five is no count. See: solartui leads list --help"),
    ("leads list --limit -1", "--limit: -1 is no count."),
    ("leads list --limit", "--limit needs a value. See: solartui leads list --help"),
    ("leads list --db=", "--db: is empty. See: solartui leads list --help"),
    ("leads list --limit 3 --db=", "--db: is empty."),
    ("leads list --json=yes", "--json takes no value. See: solartui leads list --help"),
    ("leads list --lang de", "--lang: de is none of: en, pl. See: solartui leads list --help"),
    ("leads list --sort nonsense", "Leads cannot be sorted by nonsense."),
    ("leads list --sort stage,-nonsense", "Leads cannot be sorted by nonsense."),
    ("leads list --columns id,nonsense", "There is no column “nonsense”. Columns: id, name,"),
    ("leads list nonsense:3", "nonsense"),
    ("leads show", "ID is missing. See: solartui leads show --help"),
    ("leads show one", "“one” is no number of a record."),
    ("leads show 1 2", "“2” is too much. See: solartui leads show --help"),
    ("leads show -1", "There is no option -1. See: solartui leads show --help"),
    ("leads move 1", "STAGE is missing."),
    ("leads edit 1", "FIELD=VALUE... is missing."),
    ("leads edit 1 name", "“name” is not of the form field=value."),
    ("leads edit 1 =3", "“=3” is not of the form field=value."),
    ("leads archive", "ID... is missing."),
    ("contacts list --sort phone", "Contacts cannot be sorted by phone."),
    ("projects list --sort phone", "Projects cannot be sorted by phone."),
    ("undo --list 3", "--list takes no number."),
    ("import", "FILE is missing."),
    ("import x.csv --on-duplicate merge", "--on-duplicate: merge is none of: link, update, skip."),
    ("export -", "Standard output needs a --format: xlsx, csv or json."),
    ("export x.pdf", "x.pdf is no format that can be written."),
    ("demo --leads many", "--leads: many is no count."),
    ("demo --nonsense", "There is no option --nonsense."),
    ("users add anna two", "“two” is too much."),
    ("users add x --role boss", "boss is none of: admin, manager, sales, installer, viewer"),
    ("--nonsense", "There is no option --nonsense. See: solartui --help"),
]


@pytest.mark.parametrize(("words", "said"), MISTAKES, ids=[words for words, _ in MISTAKES])
def test_a_mistake_is_told_in_one_line(shell: Shell, words: str, said: str) -> None:
    assert said in shell.refused(2, *words.split())


def test_mistakes_are_told_in_polish_too(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "pl_PL.UTF-8")
    assert shell("leads", "show").status == 2
    assert shell("leads", "show", "--lang", "en").err == "solartui: ID is missing. See: solartui leads show --help\n"


HOSTILE = "\x1b]52;c;aGk=\x07\x9b31m\u202e\udcff[/]\n"


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (f"{HOSTILE}", 2),
        (f"leads {HOSTILE}", 2),
        (f"leads list --{HOSTILE}", 2),
        (f"leads list --columns {HOSTILE}", 2),
        (f"leads list --sort {HOSTILE}", 2),
        (f"leads list nonsense:{HOSTILE}", 2),
        (f"leads list --limit {HOSTILE}", 2),
        (f"leads show {HOSTILE}", 2),
        (f"leads move 1 {HOSTILE}", 3),
        (f"leads edit 1 name {HOSTILE}", 2),
        (f"leads edit 1 {HOSTILE}=1", 2),
        (f"leads edit 1 score={HOSTILE}", 2),
        (f"leads add --from-json {HOSTILE}", 3),
        (f"leads list --db /nowhere/{HOSTILE}", 6),
        (f"import {HOSTILE}", 3),
        (f"export {HOSTILE}.pdf", 2),
        (f"db restore {HOSTILE}", 3),
        (f"users add x --role {HOSTILE}", 2),
    ],
)
def test_hostile_words_come_back_as_plain_text(shell: Shell, words: str, status: int) -> None:
    shell.add()
    assert shell.refused(status, *words.split(" "))


@pytest.mark.parametrize(
    "words",
    [
        "leads show 77",
        "leads edit 77 name=x",
        "leads move 77 contacted",
        "leads assign 77 me",
        "leads note 77 text",
        "leads convert 77",
        "leads archive 77",
        "leads unarchive 77",
        "leads delete 77",
        "leads show 99999999999999999999999999",
        "leads add --contact 77",
        "contacts show 77",
        "contacts edit 77 name=x",
        "projects show 77",
        "projects edit 77 name=x",
        "projects add --contact 77",
        "undo 77",
        "undo",
        "import /nowhere.xlsx",
        "import x.csv --mapping /nowhere.json",
        "db restore /nowhere.db",
        "db backup /nowhere/at/all.db",
        "leads add --from-json /nowhere.json",
        "export x.csv --view nonsense",
    ],
)
def test_what_is_not_there_is_status_3(shell: Shell, words: str) -> None:
    assert shell.refused(3, *words.split()).startswith("There is no")


def test_a_stage_and_a_person_that_are_not_there(shell: Shell) -> None:
    shell.add()
    assert "There is no stage nonsense. Stages: open, contacted" in shell.refused(3, "leads", "move", 1, "nonsense")
    assert "Nobody is called nobody-known" in shell.refused(3, "leads", "assign", 1, "nobody-known")
