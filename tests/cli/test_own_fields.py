"""The desk's own fields on the command line: filters, orders, columns, and their names where records are shown."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Shell


@pytest.fixture
def desk(shell: Shell) -> Shell:
    """Two leads, two contacts and a project that say something in fields of the desk's own."""
    for record, label, *more in (
        ("lead", "Pokrycie dachu", "--key", "roof", "--kind", "choice", "--choice", "Blacha,Papa"),
        ("lead", "Roof area", "--key", "area", "--kind", "number"),
        ("lead", "Shaded", "--kind", "yes_no"),
        ("contact", "Customer group", "--key", "group"),
        ("project", "Deal", "--kind", "text"),
        ("project", "Crew", "--kind", "number"),
    ):
        shell("fields", "add", record, label, *more)
    for name, own in (("Anna", ("roof=Blacha", "area=120", "shaded=tak")), ("Jan", ("roof=papa", "area=30,5"))):
        number = shell.add(name=name)["id"]
        shell("leads", "edit", number, *own)
        shell("contacts", "edit", number, f"group=VIP {name}")
    shell("projects", "add", "--contact", 1, "--name", "Dach")
    shell("projects", "edit", 1, "deal=UM/7", "crew=3")
    return shell


def test_leads_are_listed_by_own_fields(desk: Shell) -> None:
    listed = desk.json(
        "leads", "list", "custom.area>10", "--columns", "name,custom.roof,custom.area", "--sort", "custom.area"
    )
    assert listed == [
        {"name": "Jan", "custom.roof": "Papa", "custom.area": 30.5},
        {"name": "Anna", "custom.roof": "Blacha", "custom.area": 120.0},
    ]
    shown = desk("leads", "list", "shaded:yes", "--columns", "id,custom.roof,custom.area,custom.shaded").out
    assert shown.splitlines() == ["ID  Pokrycie dachu  Roof area  Shaded", " 1  Blacha                120  yes"]
    assert [one["id"] for one in desk.json("leads", "list", "pokrycie-dachu:papa")] == [2]
    assert [one["id"] for one in desk.json("leads", "list", "--", "-custom.shaded:yes")] == [2]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("leads", "list", "x custom.nope:5"), "Column 3: there is no field “custom.nope”"),
        (("leads", "list", "custom.rof:5"), "Did you mean custom.roof?"),
        (("leads", "list", "custom.roof:straw"), "“straw” is no custom.roof. Known: Blacha, Papa"),
        (("leads", "list", "custom.area:big"), "Column 13: “big” is no number"),
        (("leads", "list", "--sort", "custom.nope"), "cannot be sorted by custom.nope"),
        (("leads", "list", "--columns", "id,custom.nope"), "There is no column custom.nope. Columns: custom.roof,"),
        (("contacts", "list", "anna custom.roof:blacha"), "Column 6: there is no field “custom.roof”"),
        (("projects", "list", "custom.nope:5"), "there is no field “custom.nope”"),
        (("projects", "list", "--columns", "custom.nope"), "There is no column custom.nope. Columns: custom.deal,"),
        (("--json", "projects", "list", "--columns", "custom.nope"), "There is no column custom.nope"),
    ],
)
def test_an_unknown_own_field_is_wrong_usage(desk: Shell, args: tuple[str, ...], said: str) -> None:
    if args[0] == "--json":
        args = (*args[1:], "--json")
    assert said in desk.refused(2, *args)


def test_records_are_shown_with_the_names_of_their_fields(desk: Shell) -> None:
    lead = desk("leads", "show", 1).out
    assert "Pokrycie dachu  Blacha" in " ".join(lead.split("\n")).replace("   ", "  ")
    for line in ("Roof area", "Shaded"):
        assert any(row.startswith(line) for row in lead.splitlines())
    assert "Customer group  VIP Anna" in desk("contacts", "show", 1).out
    project = desk("projects", "show", 1).out
    assert [row.split() for row in project.splitlines() if row.startswith(("Deal", "Crew"))] == [
        ["Deal", "UM/7"],
        ["Crew", "3"],
    ]
    # Other programs go by the keys.
    assert desk.json("leads", "show", 2)["custom"] == {"roof": "Papa", "area": 30.5}
    assert desk.json("contacts", "show", 1)["custom"] == {"group": "VIP Anna"}
    assert desk.json("projects", "show", 1)["custom"] == {"deal": "UM/7", "crew": 3.0}


def test_contacts_and_projects_are_listed_by_own_fields(desk: Shell) -> None:
    assert [one["name"] for one in desk.json("contacts", "list", "custom.group:vip", "--sort", "-custom.group")] == [
        "Jan",
        "Anna",
    ]
    assert [one["name"] for one in desk.json("projects", "list", "custom.deal:um", "custom.crew<4")] == ["Dach"]
    assert desk.json("projects", "list", "--columns", "name,custom.deal", "--sort", "custom.crew") == [
        {"name": "Dach", "custom.deal": "UM/7"}
    ]
    assert desk("projects", "list", "--columns", "id,custom.deal,custom.crew").out.splitlines() == [
        "ID  Deal  Crew",
        " 1  UM/7     3",
    ]


def test_a_project_is_shown_in_words(desk: Shell) -> None:
    desk("projects", "outcome", 1, "lost", "--reason", "too dear")
    shown = desk("projects", "show", 1).out
    assert [row.split() for row in shown.splitlines() if row.startswith(("Outcome", "Rules"))] == [
        ["Outcome", "Lost"],
        ["Rules", "Poland"],
    ]
    assert "Lost" not in desk("projects", "show", 1, "--lang", "pl").out
    listed = desk("projects", "list", "outcome:lost", "--columns", "id,outcome").out
    assert listed.splitlines()[1].split() == ["1", "Lost"]
    assert desk.json("projects", "show", 1)["outcome"] == "lost"
    assert desk.json("projects", "show", 1)["regulation"] == "pl"


def test_tasks_are_told_by_their_meaning_where_there_is_room(desk: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "150")
    assert "Add a customer" in desk("projects", "tasks", 1).out
    monkeypatch.setenv("COLUMNS", "80")
    assert "Add a customer" not in desk("projects", "tasks", 1).out
