"""``solartui users | entities | stages | fields``, and details of contacts, on the command line."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Shell


@pytest.mark.feature("C-11")
def test_fields_are_defined_and_filled(shell: Shell) -> None:
    field = shell.json("fields", "add", "contact", "Roof", "--kind", "choice", "--choice", "Tiles, Metal", "--required")
    assert field == {
        "id": 1, "record": "contact", "key": "roof", "label": "Roof", "kind": "choice", "choices": ["Tiles", "Metal"],
        "required": True, "position": 1, "active": True, "version": 1,
    }  # fmt: skip
    shell.json("fields", "add", "lead", "Meters", "--kind", "number")
    refused = shell("contacts", "add", "--name", "Jan")
    assert (refused.status, "Roof cannot be empty" in refused.err) == (4, True)
    contact = shell.json("contacts", "add", "--name", "Jan", "--set", "roof=tiles", "--birth-date", "1.2.1980",
                         "--passport", "AB1234567", "--gender", "male", "--middle-name", "Maria")  # fmt: skip
    found = {key: contact[key] for key in ("login", "middle_name", "gender", "birth_date", "passport", "custom")}
    assert found == {"login": "jan", "middle_name": "Maria", "gender": "male", "birth_date": "1980-02-01",
                     "passport": "••••67", "custom": {"roof": "Tiles"}}  # fmt: skip
    assert shell.json("contacts", "show", 1, "--unmask")["passport"] == "AB1234567"
    assert shell.json("contacts", "edit", 1, "roof=METAL", "passport=")["custom"] == {"roof": "Metal"}
    assert shell("contacts", "edit", 1, "roof=straw").status == 2
    lead = shell.json("leads", "add", "--contact", 1, "--set", "meters=2,5", "--city", "Łódź")
    assert lead["custom"] == {"meters": 2.5}
    again = shell.json("leads", "edit", lead["id"], "meters=3")
    assert again["custom"] == {"meters": 3.0}
    assert shell("fields", "delete", "roof").status == 4
    assert (
        shell.json("fields", "edit", "contact.roof", "label=Roofing", "position=1", "required=no")["label"] == "Roofing"
    )
    assert "Roofing" in shell("fields", "list").out
    assert [one["key"] for one in shell.json("fields", "list", "--record", "lead")] == ["meters"]
    assert "Metal" in shell("contacts", "show", 1).out
    assert "Meters" in shell("leads", "show", lead["id"]).out


def test_users(shell: Shell) -> None:
    shell.json("entities", "add", "team", "South")
    user = shell.json("users", "add", "nobody-here", "--name", "Zofia Lis", "--uid", 70_999, "--entity", "South")
    assert (user["name"], user["role"], user["uid"], user["entity"]) == ("Zofia Lis", "sales", 70_999, 5)
    assert shell.json("users", "edit", "nobody-here", "role=manager", "entity=")["role"] == "manager"
    assert shell("users", "edit", "zofia lis", "--if-version", 1, "name=x").status == 4
    assert shell.json("users", "disable", "Zofia Lis")["active"] is False
    assert shell("users", "disable", "ewa").status == 4
    assert shell("users", "edit", "anna", "role=king").status == 2
    assert shell("users", "disable", "who").status == 3
    shell("leads", "add", "--contact-name", "x", "--assignee", "anna")
    assert "still carries 1 open lead. Hand them over" in shell("users", "disable", "anna").err
    given = shell("users", "disable", "anna", "--hand-over-to", "piotr", "--json")
    assert (given.document["active"], given.err) == (False, "solartui: 1 lead handed over to Piotr Żak.\n")
    assert shell.json("leads", "list", "assignee:piotr")[0]["assignee"]["name"] == "Piotr Żak"
    assert shell("users", "disable", "piotr", "--hand-over-to", "none").status == 2


@pytest.mark.feature("D-21")
def test_stages(shell: Shell) -> None:
    made = shell.json("stages", "add", "Quote sent", "--label-pl", "Oferta", "--hue", "teal", "--position", 2)
    assert made == {"key": "quote_sent", "label_en": "Quote sent", "label_pl": "Oferta", "kind": "working",
                    "position": 2, "hue": "teal", "glyph": "◐", "active": True, "leads": 0}  # fmt: skip
    lead = shell.json("leads", "add", "--contact-name", "x", "--stage", "oferta")
    assert lead["stage"] == "quote_sent"
    assert [one["leads"] for one in shell.json("stages", "list")][:2] == [0, 1]
    assert shell("stages", "delete", "quote_sent").status == 4
    assert shell.json("stages", "move", "quote_sent", 5)["position"] == 5
    assert shell.json("stages", "edit", "oferta", "colour=rose", "active=no")["active"] is False
    shell.json("stages", "delete", "quote_sent", "--move-to", "contacted")
    assert shell.json("leads", "show", lead["id"])["stage"] == "contacted"
    assert shell("undo").status == 0
    assert shell.json("leads", "show", lead["id"])["stage"] == "quote_sent"
    for status, words in ((2, "add x --kind y"), (3, "edit nothing label=x"), (4, "delete open"), (2, "move open x")):
        assert shell("stages", *words.split()).status == status
    assert "Quote sent" in shell("stages", "list").out


@pytest.mark.feature("D-06", "D-07")
def test_partners_and_locations(shell: Shell) -> None:
    made = shell.json("entities", "add", "location", "West", "--parent", "branch:Kraków")
    assert made == {"id": 5, "kind": "location", "name": "West", "parent": 2, "active": True, "version": 1}
    lead = shell.json("leads", "add", "--contact-name", "x", "--partner", "Dach", "--service-location", "West")
    assert (lead["partner"], lead["service_location"]) == (
        {"id": 4, "name": "Dach i Spółka"},
        {"id": 5, "name": "West"},
    )
    again = shell("leads", "add", "--from-json", "-", "--json", typed=shell("leads", "show", 1, "--json").out).document
    assert (again["partner"], again["service_location"]) == (lead["partner"], lead["service_location"])
    assert shell.json("leads", "edit", 1, "partner=", "service_location=")["service_location"] is None
    assert [one["name"] for one in shell.json("entities", "list", "--kind", "partner")] == ["Dach i Spółka"]
    assert shell("entities", "delete", "West").status == 4
    assert shell.json("entities", "edit", "West", "active=no", "name=Far west")["active"] is False
    assert shell("entities", "add", "club", "x").status == 2
    assert "Far west" in shell("entities", "list").out


def test_a_person_is_handed_out_and_erased(shell: Shell, tmp_path: Path) -> None:
    shell.json("contacts", "add", "--name", "Jan Kot", "--email", "jan@x.pl", "--passport", "AB1234567")
    shell.json("leads", "add", "--contact", 1, "--street", "Krótka 5", "--city", "Opole")
    shell("leads", "note", 1, "a word", "--attach", str(tmp_path / "none.txt"))
    (tmp_path / "a.txt").write_text("content")
    shell("leads", "note", 1, "a word", "--attach", str(tmp_path / "a.txt"))
    assert shell.json("contacts", "dossier", 1, "-")["contact"]["passport"] == "AB1234567"
    counts = shell.json("contacts", "dossier", 1, tmp_path / "jan.zip")
    assert (counts["leads"], counts["notes"], counts["documents"]) == (1, 1, 1)
    with zipfile.ZipFile(tmp_path / "jan.zip") as archive:
        assert sorted(archive.namelist()) == ["documents/1-a.txt", "dossier.json"]
        assert archive.read("documents/1-a.txt") == b"content"
    assert (tmp_path / "jan.zip").stat().st_mode & 0o077 == 0
    refused = shell("contacts", "erase", 1)
    assert (refused.status, "Jan Kot (1 lead, 0 projects, 1 note, 1 file)" in refused.err) == (4, True)
    done = shell("contacts", "erase", 1, "--yes", "--json")
    assert "Backups" in done.err
    left = done.document
    assert (left["name"], left["erased"], left["emails"]) == ("Erased person 1", True, [])
    assert shell("contacts", "erase", 9, "--yes").status == 3
    assert shell("contacts", "erase", 1, "--yes").status == 4
    assert shell("contacts", "dossier", 1, tmp_path / "no" / "x.json").status == 3


@pytest.mark.feature("B-126", "B-133", "D-27", "B-82")
def test_a_comment_is_read_from_standard_input(shell: Shell) -> None:
    shell.add()
    assert shell.json("leads", "comment", 1, "-", typed="Żółty dom\n")["data"]["text"] == "Żółty dom"
    assert shell.refused(2, "leads", "comment", 1, "-")


def test_history_comments_and_bills_of_a_lead(shell: Shell) -> None:
    shell.json("leads", "add", "--contact-name", "Jan", "--country", "PL")
    shell("leads", "move", 1, "contacted")
    note = shell.json("leads", "note", 1, "Call about the roof", "--follow-up", "+3d")
    assert note["removed_document"] is None
    assert shell.json("leads", "show", 1)["next_follow_up"]
    made = shell.json("leads", "comment", 1, "Beware of the dog", "--icon", "important", "--colour", "red")
    assert (made["text"], made["data"]["icon"]) == ("Important: Beware of the dog", "important")
    assert shell("leads", "comment", 1, "x", "--icon", "skull").status == 2
    found = shell.json("leads", "history", 1)
    assert [one["kind"] for one in found] == ["created", "moved", "note_added", "follow_up_set", "comment"]
    assert found[1]["seconds_in_stage"] >= 0
    assert [one["kind"] for one in shell.json("leads", "history", 1, "--kind", "moved")] == ["moved"]
    assert len(shell.json("leads", "history", 1, "--limit", 2)) == 2
    assert "Beware of the dog" in shell("leads", "history", 1).out
    assert shell("leads", "history", 9).status == 3
    lead = shell.json("leads", "bill", 1, "600", "2026-05-01", "2.07.2026")
    assert lead["monthly_kwh"] == pytest.approx(326.4, abs=0.1)
    warned = shell("leads", "bill", 1, "60", "2026-05-01", "2026-05-08")
    assert (warned.status, "Only 8 days" in warned.err) == (0, True)
    for words in ("0 2026-05-01 2026-06-01", "x 2026-05-01 2026-06-01", "5 2026-06-01 2026-05-01", "5 x 2026-06-01"):
        assert shell("leads", "bill", 1, *words.split()).status == 2


@pytest.mark.parametrize(
    "words",
    ["contacts edit 1 custom=1", "leads edit 1 custom=1", "fields list --record cat", "contacts edit 1 custom.x=1"],
)
def test_what_is_no_field_is_a_mistake_and_no_fault(shell: Shell, words: str) -> None:
    shell.json("leads", "add", "--contact-name", "Jan")
    assert shell(*words.split()).status == 2


def test_nothing_new_is_kept_about_somebody_who_was_erased(shell: Shell) -> None:
    shell.json("contacts", "add", "--name", "Jan")
    shell("contacts", "erase", 1, "--yes")
    assert shell("leads", "add", "--contact", 1).status == 4
    assert shell("contacts", "edit", 1, "name=Jan").status == 4


def test_people_are_told_the_names_of_what_others_belong_to(shell: Shell) -> None:
    made = shell.json("entities", "add", "team", "Dachy", "--parent", "Kraków")
    changed = shell("entities", "edit", "Dachy", "name=Dachy i panele").out
    assert changed.splitlines()[2].split() == ["Belongs", "to", "Kraków"]
    listed = shell("entities", "list", "--kind", "team").out
    assert any(row.split()[-2:] == ["Kraków", "yes"] for row in listed.splitlines())
    assert shell.json("entities", "list", "--kind", "team")[0]["parent"] == made["parent"]
    shown = shell("users", "edit", "marek", "entity=Dachy i panele").out
    assert shown.splitlines()[-1].split() == ["Belongs", "to", "Dachy", "i", "panele"]
    assert "Belongs to" not in shell("users", "edit", "marek", "entity=").out
    assert isinstance(shell.json("users", "edit", "marek", "entity=North")["entity"], int)
