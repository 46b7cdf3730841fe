"""A desk is set up and its customers are entered, all of it on the command line: what goes in, what is refused, why."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Shell

SALES_UID, VIEWER_UID = 70_002, 70_004
PASSPORT, LICENCE = "QQ7654321", "9988/77/6655"
# Kind, what is typed, what is kept.
TYPED_VALUES: tuple[tuple[str, str, Any], ...] = (
    ("text", "two  words", "two words"),
    ("text", "[bold]x[/bold]", "[bold]x[/bold]"),
    ("text", "=1+1", "=1+1"),
    ("text", "Zażółć gęślą jaźń", "Zażółć gęślą jaźń"),
    ("number", "1,5", 1.5),
    ("number", "-3", -3.0),
    ("number", "0", 0.0),
    ("number", "1 200,25", 1200.25),
    ("date", "31.12.2020", "2020-12-31"),
    ("date", "2024-02-29", "2024-02-29"),
    ("date", "29.2.2024", "2024-02-29"),
    ("yes_no", "tak", True),
    ("yes_no", "NIE", False),
    ("yes_no", "yes", True),
    ("yes_no", "0", False),
    ("choice", "RED", "red"),
    ("choice", " blue ", "blue"),
)
WRONG_VALUES = (
    ("number", "1e400", "is no number"),
    ("number", "nan", "is no number"),
    ("number", "inf", "is no number"),
    ("number", "five", "is no number"),
    ("number", "1.2.3", "is no number"),
    ("date", "31.02.2020", "is no date"),
    ("date", "2023-02-29", "is no date"),
    ("date", "yesterweek", "is no date"),
    ("yes_no", "maybe", "is neither yes nor no"),
    ("yes_no", "2", "is neither yes nor no"),
    ("choice", "green", "none of"),
)


def define(shell: Shell, record: str, kind: str) -> str:
    choices = ("--choice", "red, blue") if kind == "choice" else ()
    return str(shell.json("fields", "add", record, f"The {kind}", "--kind", kind, *choices)["key"])


def a_record(shell: Shell, record: str) -> None:
    """One record of a kind, number 1."""
    if record == "contact":
        shell.json("contacts", "add", "--name", "Jan Kot")
    else:
        shell.add(name="Jan Kot")


# ---- fields of the desk's own


@pytest.mark.feature("C-11")
@pytest.mark.parametrize("record", ["contact", "lead"])
def test_a_value_of_each_kind_is_kept(shell: Shell, record: str) -> None:
    keys = {kind: define(shell, record, kind) for kind in dict.fromkeys(kind for kind, _, _ in TYPED_VALUES)}
    a_record(shell, record)
    for kind, typed, kept in TYPED_VALUES:
        key = keys[kind]
        assert shell.json(f"{record}s", "edit", 1, f"{key}={typed}")["custom"] == {key: kept}, typed
        assert shell.json(f"{record}s", "show", 1)["custom"] == {key: kept}, typed
        assert shell.json(f"{record}s", "list")[0]["custom"] == {key: kept}, typed
        assert shell.json(f"{record}s", "edit", 1, f"{key}=")["custom"] == {}, typed
        assert shell("undo").status == 0
        assert shell.json(f"{record}s", "show", 1)["custom"] == {key: kept}, typed
        shell.json(f"{record}s", "edit", 1, f"{key}=")


@pytest.mark.feature("C-11")
@pytest.mark.parametrize("record", ["contact", "lead"])
def test_a_value_that_is_none_is_refused(shell: Shell, record: str) -> None:
    keys = {kind: define(shell, record, kind) for kind in ("number", "date", "yes_no", "choice")}
    a_record(shell, record)
    before = shell.json(f"{record}s", "show", 1)
    for kind, typed, words in WRONG_VALUES:
        said = shell.refused(2, f"{record}s", "edit", 1, f"{keys[kind]}={typed}")
        assert said.startswith(f"The {kind}: "), typed
        assert words in said, typed
    assert shell.json(f"{record}s", "show", 1) == before


@pytest.mark.feature("C-11")
@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("Roof colour", "roof_colour"),
        ("żółć", "zolc"),
        ("x[/b]", "x_b"),
        ("日本", "field"),
        ("  Much   space  ", "much_space"),
        ("ÉCLAIR 2", "eclair_2"),
    ],
)
def test_the_key_of_a_field_is_made_of_its_label(shell: Shell, label: str, key: str) -> None:
    field = shell.json("fields", "add", "contact", label)
    assert (field["key"], field["label"]) == (key, " ".join(label.split()))
    assert shell.refused(4, "fields", "add", "contact", label)
    assert shell.json("fields", "add", "lead", label)["key"] == key


NO_FIELDS = (
    (2, ("contact", ""), "needs a name"),
    (2, ("contact", "   "), "needs a name"),
    (2, ("contact", "x", "--kind", "colour"), "none of"),
    (2, ("planet", "x"), "none of"),
    (2, ("contact", "x", "--kind", "choice"), "1 to 100 choices"),
    (2, ("contact", "x", "--kind", "choice", "--choice", "a,b,a"), "there twice"),
    (2, ("contact", "x", "--kind", "text", "--choice", "a"), "Only a field of the kind choice"),
    (4, ("contact", "name"), "has a field name itself"),
    (4, ("lead", "stage"), "has a field stage itself"),
    (4, ("lead", "Monthly kWh"), "monthly_kwh itself"),
)


@pytest.mark.feature("C-11")
def test_fields_that_cannot_be(shell: Shell) -> None:
    for status, words, said in NO_FIELDS:
        assert said in shell.refused(status, "fields", "add", *words)
        assert shell.json("fields", "list") == []


@pytest.mark.feature("C-11")
@pytest.mark.parametrize(
    ("status", "word", "said"),
    [
        (2, "required=maybe", "required: maybe is neither yes nor no"),
        (2, "active=", "active: — is neither yes nor no"),
        (2, "position=0", "no place in a list"),
        (2, "position=-1", "no place in a list"),
        (2, "position=²", "no place in a list"),
        (2, "label=", "needs a name"),
        (2, "kind=text", "cannot be changed"),
        (2, "key=other", "cannot be changed"),
        (4, "choices=blue,green", "red stays among the choices"),
    ],
)
def test_changes_of_a_field_that_cannot_be(shell: Shell, status: int, word: str, said: str) -> None:
    key = define(shell, "contact", "choice")
    a_record(shell, "contact")
    shell.json("contacts", "edit", 1, f"{key}=red")
    before = shell.json("fields", "list")
    assert said in shell.refused(status, "fields", "edit", key, word)
    assert shell.json("fields", "list") == before


@pytest.mark.feature("C-11")
def test_a_field_goes_with_its_values_and_comes_back_with_them(shell: Shell) -> None:
    key = define(shell, "lead", "yes_no")
    a_record(shell, "lead")
    shell.json("leads", "edit", 1, f"{key}=yes")
    assert "1 record says something" in shell.refused(4, "fields", "delete", key)
    shell.json("fields", "delete", key, "--with-values")
    assert shell.json("leads", "show", 1)["custom"] == {}
    assert "no such field" in shell.refused(2, "leads", "edit", 1, f"{key}=yes")
    shell.json("undo")
    assert shell.json("leads", "show", 1)["custom"] == {key: True}
    assert shell.refused(3, "fields", "delete", "nothing")


@pytest.mark.feature("C-11")
def test_a_field_out_of_use_keeps_what_it_says(shell: Shell) -> None:
    key = define(shell, "contact", "text")
    a_record(shell, "contact")
    shell.json("contacts", "edit", 1, f"{key}=kept")
    assert shell.json("fields", "edit", key, "active=no")["active"] is False
    assert shell.json("contacts", "show", 1)["custom"] == {key: "kept"}
    assert shell.refused(2, "contacts", "edit", 1, f"{key}=other")
    shell.json("fields", "edit", key, "active=tak")
    assert shell.json("contacts", "edit", 1, f"{key}=other")["custom"] == {key: "other"}


# ---- contacts


NO_DETAILS = (
    ("birth_date=2199-01-01", "in the future"),
    ("birth_date=1800-01-01", "no date"),
    ("birth_date=30.2.1980", "no date"),
    ("gender=x", "none of"),
    ("kind=robot", "none of"),
    ("name=", "needs a name"),
    ("nope=1", "no such field"),
    ("emails=a@", "not an e-mail"),
    ("version=7", "no such field"),
    ("erased=yes", "no such field"),
)


@pytest.mark.feature("C-08", "C-09", "C-10")
def test_details_that_cannot_be(shell: Shell) -> None:
    for word, said in NO_DETAILS:
        shell.json("contacts", "add", "--name", "Jan Kot")
        before = shell.json("contacts", "show", 1)
        assert said in shell.refused(2, "contacts", "edit", 1, word)
        assert shell.json("contacts", "show", 1) == before


@pytest.mark.feature("C-01")
@pytest.mark.parametrize("command", [("show",), ("edit", "name=x"), ("delete",), ("dossier", "-"), ("erase", "--yes")])
def test_numbers_of_no_contact(shell: Shell, command: tuple[str, ...]) -> None:
    shell.json("contacts", "add", "--name", "Jan Kot")
    first, *more = command
    for status, number in ((3, "0"), (3, "2"), (3, "9" * 23), (2, "#-1"), (2, "abc"), (2, "1.0")):
        assert shell.refused(status, "contacts", first, number, *more), number


@pytest.mark.feature("C-14", "D-04")
def test_an_address_stays_in_every_way(shell: Shell) -> None:
    shell.json("contacts", "add", "--name", "Ola", "--email", "ola@x.pl, OLA@X.PL")
    assert shell.json("contacts", "show", 1)["emails"] == ["ola@x.pl"]
    for word in ("email=other@x.pl", "emails=other@x.pl", "emails=", "email="):
        assert "never changes" in shell.refused(4, "contacts", "edit", 1, word), word
    both = shell.json("contacts", "edit", 1, "emails=ola@x.pl, second@x.pl")
    assert both["emails"] == ["ola@x.pl", "second@x.pl"]
    said = shell.refused(4, "contacts", "add", "--name", "Dup", "--email", "Second@X.pl")
    assert "already belongs to Ola (contact 1)" in said
    assert len(shell.json("contacts", "list")) == 1


def add_secretive(shell: Shell) -> None:
    shell.json("fields", "add", "contact", "Remark")
    shell.json("contacts", "add", "--name", "Ola Nowa", "--email", "ola@x.pl", "--phone", "601 234 567",
               "--passport", "AB1234567", "--licence", LICENCE, "--set", "remark=likes tea")  # fmt: skip
    shell.json("contacts", "edit", 1, f"passport={PASSPORT}")
    shell.json("leads", "add", "--contact", 1, "--city", "Kraków")


@pytest.mark.feature("C-09", "C-10")
@pytest.mark.parametrize(
    ("language", "as_json", "uid"), [("en", True, None), ("pl", False, None), ("en", False, SALES_UID),
                                     ("pl", True, VIEWER_UID)],
)  # fmt: skip
def test_numbers_of_documents_are_nowhere_to_be_read(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, home: Path, *, language: str, as_json: bool, uid: int | None
) -> None:
    add_secretive(shell)
    if uid is not None:
        monkeypatch.setattr(os, "getuid", lambda: uid)
    common = ("--lang", language, *(("--json",) if as_json else ()))
    for words in (
        ("contacts", "show", "1"), ("contacts", "list"), ("contacts", "list", "ola"), ("contacts", "duplicates"),
        ("leads", "show", "1"), ("leads", "list"), ("leads", "history", "1"), ("undo", "--list"),
        ("contacts", "export", "-", "--format", "csv"), ("contacts", "export", "-", "--format", "json"),
        ("export", "-", "--format", "csv"), ("contacts", "list", PASSPORT), ("leads", "list", PASSPORT),
    ):  # fmt: skip
        answer = shell(*common, *words)
        for secret in (PASSPORT, "AB1234567", LICENCE, "99887766"):
            assert secret not in answer.out, words
            # A filter that finds nothing may say what it looked for.
            assert secret not in answer.err or PASSPORT in words, words
    for path in home.rglob("*"):
        if path.is_file() and path != shell.database and not path.name.startswith(shell.database.name):
            assert PASSPORT.encode() not in path.read_bytes(), path


@pytest.mark.feature("C-09", "C-10")
def test_numbers_of_documents_are_read_by_who_may(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    add_secretive(shell)
    assert shell.json("contacts", "show", 1, "--unmask")["passport"] == PASSPORT
    assert shell.json("contacts", "edit", 1, "passport=••••21")["version"] == 2, "a mask is no number"
    assert shell.json("contacts", "show", 1, "--unmask")["passport"] == PASSPORT
    monkeypatch.setattr(os, "getuid", lambda: VIEWER_UID)
    assert shell.refused(5, "contacts", "show", 1, "--unmask")
    assert shell.refused(5, "contacts", "dossier", 1, "-")
    assert shell.json("contacts", "show", 1)["passport"] == "••••21"


def test_an_erased_person_is_nowhere_in_the_file(shell: Shell) -> None:
    add_secretive(shell)
    shell.json("leads", "note", 1, "Ola Nowa called from 601234567")
    shell.json("leads", "comment", 1, "Ola Nowa is nice")
    assert shell("contacts", "erase", 1, "--yes").status == 0
    assert shell("contacts", "list", "ola").out == ""
    assert shell("undo", "2").status in {3, 4}
    for part in (shell.database, shell.database.with_name(shell.database.name + "-wal")):
        content = part.read_bytes() if part.exists() else b""
        for word in (PASSPORT, LICENCE, "Ola Nowa", "ola@x.pl", "601 234 567", "601234567", "likes tea"):
            assert word.encode() not in content, (part.name, word)


@pytest.mark.feature("C-12")
def test_duplicates_are_found_merged_and_parted(shell: Shell) -> None:
    shell.json("contacts", "add", "--name", "Ola Nowa", "--phone", "601 234 567", "--email", "a@x.pl")
    shell.json("contacts", "add", "--name", "Nowa Ola", "--phone", "+48601234567", "--email", "b@x.pl")
    shell.json("leads", "add", "--contact", 2, "--city", "Łódź")
    groups = shell.json("contacts", "duplicates")
    assert len(groups) == 1
    for status, words in ((2, "1 1"), (3, "1 9"), (3, "9 1"), (2, "1 2 --take email"), (2, "1 x")):
        assert shell.refused(status, "contacts", "merge", *words.split()), words
    before = [shell.json("contacts", "show", number) for number in (1, 2)]
    plan = shell.json("contacts", "merge", 1, 2, "--dry-run")
    assert plan["keep"]["id"] == 1
    assert [shell.json("contacts", "show", number) for number in (1, 2)] == before
    kept = shell.json("contacts", "merge", 1, 2, "--take", "name")
    assert (kept["name"], kept["emails"]) == ("Nowa Ola", ["a@x.pl", "b@x.pl"])
    assert shell.json("leads", "show", 1)["contact"]["id"] == 1
    assert shell.refused(3, "contacts", "show", 2)
    assert shell.json("contacts", "duplicates") == []
    shell.json("undo")
    assert shell.json("leads", "show", 1)["contact"]["id"] == 2
    after = [shell.json("contacts", "show", number) for number in (1, 2)]
    assert [one["emails"] for one in after] == [["a@x.pl"], ["b@x.pl"]]
    assert [one["name"] for one in after] == ["Ola Nowa", "Nowa Ola"]


@pytest.mark.feature("C-13", "C-20")
def test_who_has_leads_stays_and_who_has_none_comes_back(shell: Shell) -> None:
    shell.add(name="Jan Kot")
    assert "has leads and stays" in shell.refused(4, "contacts", "delete", 1)
    shell.json("contacts", "add", "--name", "Ela")
    shell.json("contacts", "delete", 2)
    assert shell.refused(3, "contacts", "delete", 2)
    shell.json("undo")
    assert shell.json("contacts", "show", 2)["name"] == "Ela"


# ---- stages, users, entities


NO_STAGES = (
    (2, ("add", ""), "needs a name"),
    (4, ("add", "Open"), "There is a stage"),
    (4, ("add", "otwarte"), "There is a stage"),
    (2, ("add", "x", "--glyph", "ab"), "none of"),
    (2, ("add", "x", "--glyph", "日"), "none of"),
    (2, ("add", "x", "--hue", "pink"), "none of"),
    (2, ("add", "x", "--kind", "won"), "none of"),
    (2, ("add", "x", "--position", "0"), "no place in a list"),
    (2, ("add", "x", "--position", "-1"), "no count"),
    (2, ("move", "open", "0"), "no place in a list"),
    (2, ("move", "open", "first"), "no count"),
    (3, ("move", "nothing", "1"), "There is no stage"),
    (4, ("edit", "open", "active=no"), "only stage of its kind"),
    (4, ("edit", "converted", "active=no"), "the program's own"),
    (2, ("edit", "open", "active="), "neither yes nor no"),
    (2, ("edit", "open", "key=x"), "cannot be changed"),
    (2, ("edit", "open", "kind=lost"), "cannot be changed"),
    (2, ("edit", "open", "label="), "needs a name"),
    (4, ("edit", "open", "label=Lost"), "There is a stage"),
    (4, ("delete", "converted"), ""),
)


@pytest.mark.feature("D-21")
def test_stages_that_cannot_be(shell: Shell) -> None:
    for status, words, said in NO_STAGES:
        before = shell.json("stages", "list")
        assert said in shell.refused(status, "stages", *words)
        assert shell.json("stages", "list") == before


@pytest.mark.feature("D-21")
@pytest.mark.parametrize(("asked", "place"), [(1, 1), (3, 3), (99, 8)])
def test_a_stage_goes_where_it_is_put(shell: Shell, asked: int, place: int) -> None:
    shell.json("stages", "add", "Quote")
    assert shell.json("stages", "move", "quote", asked)["position"] == place
    stages = shell.json("stages", "list")
    assert [one["position"] for one in stages] == list(range(1, 9))
    shell.json("undo")
    assert {one["key"] for one in shell.json("stages", "list")} == {one["key"] for one in stages}


@pytest.mark.feature("D-21")
@pytest.mark.parametrize(
    ("status", "words", "said"),
    [
        (4, (), "Say where to"),
        (4, ("--move-to", "quote"), "cannot stay"),
        (4, ("--move-to", "lost"), "needs a reason"),
        (4, ("--move-to", "converted"), "by converting"),
        (3, ("--move-to", "nope"), "no stage nope"),
    ],
)
def test_leads_of_a_stage_that_goes(shell: Shell, status: int, words: tuple[str, ...], said: str) -> None:
    shell.json("stages", "add", "Quote")
    lead = shell.add("--stage", "quote")
    assert said in shell.refused(status, "stages", "delete", "quote", *words)
    assert shell.json("leads", "show", lead["id"]) == lead
    shell.json("stages", "delete", "quote", "--move-to", "lost", "--reason", "too dear")
    assert shell.json("leads", "show", lead["id"])["stage"] == "lost"
    shell.json("undo")
    assert shell.json("leads", "show", lead["id"])["stage"] == "quote"
    shell.json("stages", "edit", "quote", "active=no")
    other = shell.add(name="Other")
    assert "no longer in use" in shell.refused(4, "leads", "move", other["id"], "quote")


NO_USERS = (
    (4, ("disable", "ewa"), "only admin"),
    (4, ("edit", "ewa", "role=viewer"), "only admin"),
    (4, ("edit", "ewa", "active=no"), "only admin"),
    (2, ("edit", "ewa", "active=perhaps"), "active: perhaps is neither yes nor no"),
    (2, ("edit", "ewa", "login="), "one word"),
    (2, ("add", "two words"), "one word"),
    (4, ("add", "anna"), "is a user already"),
    (2, ("add", "x", "--role", "boss"), "none of"),
    (2, ("add", "x", "--uid", "-4"), "no count"),
    (4, ("add", "x", "--uid", "70002"), "is a user already"),
    (3, ("edit", "nobody", "role=sales"), "no user"),
    (3, ("disable", "nobody"), "no user"),
)


def test_users_that_cannot_be(shell: Shell) -> None:
    for status, words, said in NO_USERS:
        before = shell.json("users", "list")
        assert said in shell.refused(status, "users", *words)
        assert shell.json("users", "list") == before


@pytest.mark.parametrize("uid", [SALES_UID, VIEWER_UID])
def test_administration_is_the_admins(shell: Shell, monkeypatch: pytest.MonkeyPatch, uid: int) -> None:
    monkeypatch.setattr(os, "getuid", lambda: uid)
    for words in (
        "users add x",
        "users disable anna",
        "users edit anna role=admin",
        "stages add x",
        "stages move open 2",
        "stages delete closed",
        "fields add lead x",
        "entities add branch x",
        "entities delete Kraków",
    ):
        assert shell.refused(5, *words.split()), words


NO_ENTITIES = (
    (2, ("list", "--kind", "planet")),
    (2, ("add", "planet", "X")),
    (2, ("add", "branch", "")),
    (3, ("edit", "Nope", "active=no")),
    (3, ("delete", "Nope")),
    (3, ("add", "team", "X", "--parent", "Nope")),
    (2, ("edit", "Kraków", "active=perhaps")),
    (2, ("edit", "Kraków", "name=")),
    (2, ("edit", "Kraków", "kind=team")),
)


@pytest.mark.feature("D-06", "D-07")
def test_entities_that_cannot_be(shell: Shell) -> None:
    for status, words in NO_ENTITIES:
        before = shell.json("entities", "list")
        assert shell.refused(status, "entities", *words)
        assert shell.json("entities", "list") == before
