"""Fields, entities, stages, users and settings as text in both languages, and what of them is refused."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Shell

HOSTILE = "[/] [@click=app.quit]x[/]\x1b]52;c;aGk=\x07\u202eevil\nnext"
NARROWEST = 70
CLEANED = "[/] [@click=app.quit]x[/]]52;c;aGk=evil next"


@pytest.fixture
def desk(shell: Shell) -> Shell:
    shell.json("fields", "add", "lead", "Dach: typ", "--kind", "choice", "--choice", "Dachówka,Blacha;Papa")
    shell.json("fields", "add", "contact", "Meters", "--kind", "number", "--required")
    return shell


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        (
            "fields list",
            [
                "ID Record Short name Name Kind Required Active",
                "2 Contact meters Meters Number yes yes",
                "1 Lead dach_typ Dach: typ Choice no yes",
            ],
        ),
        (
            "entities list",
            [
                "ID Kind Name Belongs to Active",
                "1 Company Słońce sp. z o.o. yes",
                "2 Branch Kraków yes",
                "3 Team North yes",
                "4 Partner Dach i Spółka yes",
            ],
        ),
        ("users list", ["ID Login Name Role User number Active", "3 anna Anna Nowak Sales 70002 yes"]),
        ("stages list", ["Place Short name Name Kind Colour Active Leads", "6 lost ✗ Lost Lost lost yes 0"]),
    ],
)
def test_lists_stand_in_columns(desk: Shell, words: str, lines: list[str]) -> None:
    answer = desk(*words.split())
    assert (answer.status, answer.err) == (0, "")
    printed = [" ".join(line.split()) for line in answer.out.splitlines()]
    assert [line for line in lines if line not in printed] == []


@pytest.mark.parametrize(
    ("words", "headings"),
    [
        ("fields list", ["ID", "Rekord", "Nazwa", "Rodzaj"]),
        ("entities list", ["ID", "Rodzaj", "Nazwa"]),
        ("stages list", ["Nazwa", "Rodzaj"]),
        ("users list", ["ID", "Login", "Rola"]),
        ("settings list", ["Nazwa", "Wartość", "Znaczenie"]),
    ],
)
def test_lists_speak_polish(desk: Shell, words: str, headings: list[str]) -> None:
    answer = desk("--lang", "pl", *words.split())
    assert (answer.status, answer.err) == (0, "")
    first = answer.out.splitlines()[0]
    assert [word for word in headings if word not in first] == []
    english = desk("--lang", "en", *words.split()).out
    assert len(english.splitlines()) == len(answer.out.splitlines())
    assert english.splitlines()[0] != first


@pytest.mark.parametrize("language", ["en", "pl"])
@pytest.mark.parametrize("width", [30, 60, 80, 200])
def test_no_line_is_wider_than_the_window(
    desk: Shell, width: int, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    for words in ("fields list", "entities list", "stages list", "users list", "settings list"):
        lines = desk("--lang", language, *words.split()).out.splitlines()
        assert all(len(line) <= max(width, NARROWEST) for line in lines), words
        assert not any(line != line.rstrip() for line in lines), words


REFUSED = (
    (2, "fields add lead x --kind wood", "wood is none of: text, number, date, choice, yes_no"),
    (2, "fields add house x", "house is none of: contact, lead, project"),
    (2, "fields add lead x --kind choice", "A choice needs 1 to 100 choices."),
    (2, "fields add lead x --choice a", "Only a field of the kind choice has choices."),
    (2, "fields add lead x --key 2x", "2x is no key"),
    (4, "fields add lead Dach:typ --key dach_typ", "dach_typ"),
    (3, "fields edit nope label=x", "There is no field nope."),
    (2, "fields edit dach_typ position=0", "0 is no place in a list."),
    (2, "fields edit dach_typ position=-1", "-1 is no place in a list."),
    (2, "fields edit dach_typ position=²", "² is no place in a list."),
    (2, "fields edit dach_typ position=99999999999999999999", "is no place in a list."),
    (2, "fields edit dach_typ kind=text", "kind: cannot be changed."),
    (2, "fields edit dach_typ required=perhaps", "is neither yes nor no"),
    (2, "fields edit dach_typ choices=Papa,papa", "papa is there twice."),
    (4, "fields edit dach_typ label=x --if-version 9", "was changed meanwhile"),
    (3, "fields delete nope", "There is no field nope."),
    (3, "fields delete dach_typ --record contact", "There is no field dach_typ."),
    (2, "entities add club x", "club is none of"),
    (4, "entities add branch Kraków", "Kraków is there already."),
    (4, "entities add branch KRAKÓW", "there already."),
    (3, "entities add team x --parent nobody", "There is no entity nobody."),
    (4, "entities edit Kraków parent=Kraków", "Kraków cannot belong to itself."),
    (2, "entities edit Kraków kind=team", "kind"),
    (2, "entities edit Kraków name=", "name"),
    (3, "entities delete nobody", "There is no entity nobody."),
    (4, "entities delete North", "North"),
    (2, "stages add x --glyph ab", "ab is none of:"),
    (2, "stages add x --hue mauve", "mauve is none of:"),
    (4, "stages add x --kind converted", "The stage of converted leads is the program's own."),
    (4, "stages add Contacted", "ontacted"),
    (2, "stages move open 0", "0 is no place in a list."),
    (3, "stages move nothing 1", "nothing"),
    (2, "stages edit open kind=lost", "kind"),
    (4, "stages edit open active=no", "pen"),
    (4, "stages delete converted", "onverted"),
    (3, "stages delete contacted --move-to nothing", "nothing"),
    (2, "users add x --role king --uid 5", "king is none of: admin, manager, sales, installer, viewer"),
    (4, "users add anna --uid 70999", "is a user already"),
    (4, "users add zofia --uid 70002", "is a user already"),
    (3, "users add zofia --uid 70777 --entity nobody", "There is no entity nobody."),
    (3, "users edit nobody name=x", "There is no user nobody."),
    (2, "users edit anna uid=-1", "-1 is no user number."),
    (2, "users edit anna uid=x", "x is no user number."),
    (4, "users edit anna login=piotr", "Piotr Żak is a user already."),
    (4, "users edit ewa role=sales", "only admin"),
    (4, "users disable ewa", "only admin"),
    (3, "users disable nobody", "There is no user nobody."),
    (3, "settings show nope", "There is no setting nope."),
    (3, "settings reset nope", "There is no setting nope."),
    (2, "settings set proposals.valid_days 0", "proposals.valid_days"),
    (2, "settings set proposals.valid_days 1e99", "proposals.valid_days"),
    (2, "settings set proposals.valid_days nan", "proposals.valid_days"),
    (2, "settings set mail.security loud", "is one of: starttls, tls, none"),
    (2, "settings set projects.inspection perhaps", "projects.inspection"),
    (2, "settings set pictures.address http://tiles.example/{z}/{x}/{y}", "https://"),
)


def test_what_cannot_be_is_told_in_one_line(desk: Shell) -> None:
    for status, words, message in REFUSED:
        assert message in desk.refused(status, *words.split())


NOTHING: tuple[tuple[str, ...], ...] = (
        ("fields", "add", "lead", ""), ("fields", "add", "lead", "\u200b"), ("fields", "add", "lead", "x" * 61),
        ("entities", "add", "branch", ""), ("entities", "add", "branch", "\u202e"),
        ("stages", "add", ""), ("stages", "add", "\u2066"), ("users", "add", "a b"), ("users", "add", ""),
        ("settings", "set", "places.country", "x" * 5000), ("fields", "edit", "dach_typ", "label="),
        ("fields", "edit", HOSTILE, "label=x", "nonsense"), ("fields", "add", HOSTILE, "x"),
        ("stages", "add", "x", "--kind", HOSTILE), ("entities", "list", "--kind", HOSTILE),
        ("users", "add", "zofia", "--uid", "5", "--role", HOSTILE),
)  # fmt: skip


def test_words_of_nothing_and_of_harm_are_refused(desk: Shell) -> None:
    for words in NOTHING:
        desk.refused(2, *words)


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (("fields", "add", "lead", HOSTILE), "fields list"),
        (("entities", "add", "branch", HOSTILE), "entities list"),
        (("users", "add", "zofia", "--uid", "70123", "--name", HOSTILE), "users list"),
        (("settings", "set", "company.name", HOSTILE), "settings show company.name"),
    ],
)
def test_hostile_names_are_only_words(
    desk: Shell, words: tuple[str, ...], place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    answer = desk(*words)
    assert (answer.status, answer.err) == (0, "")
    for out in (answer.out, desk(*place.split()).out):
        assert CLEANED in out
        assert all(line.isprintable() for line in out.splitlines())


def test_one_change_is_undone_and_told(desk: Shell) -> None:
    steps = {
        "fields edit dach_typ label=Pokrycie": "Field Pokrycie changed",
        "fields delete meters": "Field Meters removed",
        "entities add branch Gdańsk": "Gdańsk added to the organisation",
        "entities edit Gdańsk name=Gdynia": "Gdynia changed in the organisation",
        "entities delete Gdynia": "Gdynia removed from the organisation",
        "stages add Oferta": "Stage Oferta added",
        "stages edit oferta hue=rose": "Stage Oferta changed",
        "stages delete oferta": "Stage Oferta removed",
        "users add zofia --uid 70123 --name Zofia": "User Zofia added",
        "users edit zofia role=manager": "User Zofia changed",
        "users disable zofia": "User Zofia disabled",
    }
    before = {place: desk.json(place, "list") for place in ("fields", "entities", "stages", "users")}
    for words, said in steps.items():
        assert desk(*words.split()).status == 0, words
        assert said in desk("undo", "--list").out, words
    for _ in steps:
        assert desk("undo").status == 0
    for place, rows in before.items():
        plain = [{key: value for key, value in row.items() if key != "version"} for row in rows]
        now = [{key: value for key, value in row.items() if key != "version"} for row in desk.json(place, "list")]
        assert now == plain, place


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        ("text", " a  b ", "a b"),
        ("number", "12 345,5", 12345.5),
        ("number", "12345678901", 12345678901.0),
        ("date", "29.02.2028", "2028-02-29"),
        ("choice", "BLACHA", "Blacha"),
        ("yes_no", "tak", True),
        ("yes_no", "nie", False),
        ("yes_no", " ", None),
    ],
)
def test_values_of_fields_are_stored_shown_and_cleared(desk: Shell, kind: str, typed: str, stored: object) -> None:
    choices = ("--choice", "Dachówka,Blacha") if kind == "choice" else ()
    desk.json("fields", "add", "lead", "Own", "--kind", kind, *choices)
    desk("fields", "edit", "meters", "required=no")
    made = desk.add("--set", f"own={typed}")
    assert made["custom"].get("own") == stored
    out = desk("leads", "show", made["id"]).out
    if stored is not None:
        shown = {"True": "yes", "False": "no", "12345678901.0": "12345678901"}.get(str(stored), str(stored))
        assert shown in out
    assert desk.json("leads", "edit", made["id"], "own=")["custom"].get("own") is None


@pytest.mark.parametrize(
    ("kind", "typed"),
    [("number", "nan"), ("number", "1e400"), ("number", "9" * 400), ("date", "30.02.2026"), ("choice", "straw"),
     ("yes_no", "ja"), ("text", "\u200b"), ("text", "x" * 501)],
)  # fmt: skip
def test_values_that_a_field_cannot_hold(desk: Shell, kind: str, typed: str) -> None:
    choices = ("--choice", "Dachówka,Blacha") if kind == "choice" else ()
    desk("fields", "edit", "meters", "required=no")
    desk.json("fields", "add", "lead", "Own", "--kind", kind, *choices)
    desk.add()
    assert "Own: " in desk.refused(2, "leads", "edit", 1, f"own={typed}")
    assert desk.json("leads", "show", 1)["custom"] == {}
