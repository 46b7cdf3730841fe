"""A name that is given twice on the command line is no quiet choice of the last; and words that say too little."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Shell


@pytest.fixture
def desk(shell: Shell) -> Shell:
    """A contact, a lead, a project and a linked design, all with the id 1."""
    shell.add("--city", "Kraków", "--country", "PL", "--latitude", "50", "--longitude", "20")
    assert shell.json("leads", "convert", 1)["id"] == 1
    shell.json("designs", "add", 1, "modules=12", "module_wp=400", "--line", "module;Moduły;12;szt.;500")
    shell.json("designs", "link", 1, "--system", "Pylon", "--external-id", "P-1")
    return shell


TWICE = [
    "designs add 1 modules=1 modules=2",
    "designs add 1 modules=1 Modules=1",
    "designs edit 1 name=a name=b",
    "leads edit 1 city=a city=b",
    "leads edit 1 city=a address.city=b",
    "leads edit 1 contact=1 contact_id=1",
    "contacts edit 1 email=a@x.pl emails=b@x.pl",
    "contacts edit 1 name=a name=a",
    "projects edit 1 phases=1 phases=2",
    "projects pay 1 amount=1 amount=2",
    "proposals add 1 valid_days=1 valid_days=2",
    "users edit anna role=admin role=viewer",
    "stages edit open label_en=a label-en=b",
    "entities edit North name=a name=b",
    "response set opens=08:00 opens=09:00",
    "projects do 1 onboard_site phases=1 phases=2",
    "projects event 1 deposit_paid amount=1 amount=2",
]


@pytest.mark.parametrize("words", TWICE)
def test_nothing_is_said_twice(desk: Shell, words: str) -> None:
    before = [desk.json(kind, "show", 1) for kind in ("leads", "projects", "contacts", "designs")]
    problem = desk.refused(2, *words.split())
    assert "twice" in problem or "more than once" in problem
    assert before == [desk.json(kind, "show", 1) for kind in ("leads", "projects", "contacts", "designs")]


def test_names_that_are_hostile_are_told_as_words(desk: Shell) -> None:
    problem = desk.refused(2, "leads", "edit", 1, "\x1b[31mx=1", "\x1b[31mx=2")
    assert "\x1b" not in problem


def test_different_names_and_lists_are_as_before(desk: Shell) -> None:
    assert desk.json("leads", "edit", 1, "city=Łódź", "street=Inna 1")["address"]["city"] == "Łódź"
    both = desk.json("contacts", "edit", 1, "emails=a@x.pl,b@x.pl")
    assert len(both["emails"]) == 2


@pytest.mark.feature("E-10")
@pytest.mark.parametrize(
    ("said", "modules", "tilt"),
    [({"modules": 20}, 20, 30), ({"modules": 8, "tilt": 10}, 8, 10), ({"tilt": 45}, 12, 45)],
)
def test_an_export_of_only_the_number_of_modules(
    desk: Shell, tmp_path: Path, said: dict[str, int], modules: int, tilt: int
) -> None:
    desk.json("designs", "edit", 1, "tilt=30")
    file = tmp_path / "d.json"
    file.write_text(json.dumps(said), encoding="utf-8")
    changes = desk.json("designs", "sync", 1, file, "--dry-run")["changes"]
    assert "planes" in {change["field"] for change in changes}
    taken = desk.json("designs", "sync", 1, file)
    assert (taken["modules"], taken["planes"][0]["tilt"]) == (modules, tilt)
    assert taken["lines"][0]["quantity"] == str(modules)
    assert taken["capacity_kwp"] == modules * 4 / 10
    assert desk.json("designs", "sync", 1, file)["changes"] == []


def test_of_a_roof_of_several_planes_all_are_said(desk: Shell, tmp_path: Path) -> None:
    desk.json("designs", "edit", 1, "--plane", "S;8;40;180", "--plane", "E;4;30;90")
    file = tmp_path / "d.json"
    file.write_text('{"modules": 20}', encoding="utf-8")
    assert "several planes" in desk.refused(2, "designs", "sync", 1, file)
    file.write_text('{"colour": "red"}', encoding="utf-8")
    assert "holds nothing of a design" in desk.refused(2, "designs", "sync", 1, file)
    file.write_text('{"modules": -3, "planes": null}', encoding="utf-8")
    assert "modules" in desk.refused(2, "designs", "sync", 1, file)


WORKFLOWS = [
    ("use sales_project --version 9", "There is no version 9 of sales_project. Known: 2"),
    ("show sales_project --version 9", "There is no version 9 of sales_project. Known: 2"),
    ("use sales_project --version 0", "There is no version 0 of sales_project. Known: 2"),
    ("use ours", "There is no workflow ours. See: solartui workflow list"),
    ("use ours --version 2", "There is no workflow ours. See: solartui workflow list"),
    ("show ours", "There is no workflow ours. See: solartui workflow list"),
]


@pytest.mark.parametrize(("words", "said"), WORKFLOWS)
def test_a_version_that_is_not_kept(shell: Shell, words: str, said: str) -> None:
    assert shell.refused(3, "workflow", *words.split()) == said
