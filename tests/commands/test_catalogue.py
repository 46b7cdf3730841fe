"""The commands as data: no key means two things, none is forbidden, and all views of them agree."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from textual.binding import Binding, BindingsMap

from solartui.commands import (
    CATALOGUE,
    CONTEXTS,
    SCOPES,
    Command,
    command,
    commands_of,
    footer_entries,
    help_groups,
    keys_markdown,
    palette_commands,
    written,
)
from solartui.commands.bindings import bindings_for, textual_keymap

if TYPE_CHECKING:
    from collections.abc import Iterable

FORBIDDEN = {f"ctrl+{letter}" for letter in "abhijmntw"} | {"ctrl+space", "ctrl+z", "ctrl+c"}
LEADS = CONTEXTS["leads"]


def always(_one: Command) -> bool:
    return True


def keys_of(commands: Iterable[Command]) -> Counter[str]:
    return Counter(key for one in commands for key in one.keys)


@pytest.mark.parametrize("context", CONTEXTS)
def test_no_key_means_two_things_at_the_same_time(context: str) -> None:
    twice = {key for key, times in keys_of(commands_of(*CONTEXTS[context])).items() if times > 1}
    assert twice == set()


def test_no_key_is_one_that_terminals_or_other_programs_take() -> None:
    used = set(keys_of(CATALOGUE))
    assert used & FORBIDDEN == set()
    assert not {key for key in used if "alt+" in key or "super+" in key}


def test_ids_are_unique_and_every_command_has_its_words() -> None:
    assert len({one.id for one in CATALOGUE}) == len(CATALOGUE)
    for one in CATALOGUE:
        assert one.scope in SCOPES
        assert one.title
        assert one.title[0].islower() or one.id in {"leads", "board", "projects", "contacts"}
        assert one.help[-1] == "."
        assert one.help[0].isupper()


def test_every_scope_is_in_force_somewhere() -> None:
    assert {scope for scopes in CONTEXTS.values() for scope in scopes} == set(SCOPES)


@pytest.mark.parametrize(
    ("key", "command_id"),
    [
        ("question_mark", "help"), ("f1", "help"), ("ctrl+p", "palette"), ("colon", "palette"), ("ctrl+o", "jump"),
        ("1", "leads"), ("3", "projects"), ("4", "contacts"), ("escape", "back"), ("q", "close"), ("u", "undo"),
        ("ctrl+r", "reload"), ("ctrl+l", "repaint"), ("ctrl+q", "quit"), ("enter", "list.open"), ("n", "list.new"),
        ("slash", "list.search"), ("f", "list.filter"), ("x", "list.mark"), ("X", "list.mark_range"),
        ("ctrl+x", "list.mark_all"), ("S", "list.sort"), ("C", "list.columns"), ("I", "list.import"),
        ("E", "list.export"), ("space", "list.preview"), ("e", "record.edit"), ("s", "lead.stage"),
        ("less_than_sign", "lead.stage_back"), ("greater_than_sign", "lead.stage_on"), ("w", "lead.assign"),
        ("a", "lead.log"), ("z", "lead.follow_up"), ("d", "lead.done"), ("c", "lead.convert"), ("o", "lead.map"),
        ("y", "record.copy"), ("D", "lead.archive"), ("full_stop", "lead.actions"), ("r", "lead.repeat"),
        ("j", "table.down"), ("k", "table.up"), ("g", "table.first"), ("G", "table.last"),
    ],
)  # fmt: skip
def test_the_keys_of_the_lead_list(key: str, command_id: str) -> None:
    assert [one.id for one in commands_of(*LEADS) if key in one.keys] == [command_id]


def test_a_command_is_found_by_its_id() -> None:
    assert command("lead.stage").action == "stage"
    with pytest.raises(KeyError):
        command("nothing")


@pytest.mark.parametrize(
    ("key", "shown"), [("question_mark", "?"), ("full_stop", "."), ("ctrl+p", "ctrl+p"), ("X", "X"), ("down", "↓")]
)
def test_keys_are_written_as_on_the_keyboard(key: str, shown: str) -> None:
    assert written(key) == shown


def test_the_footer_shows_the_most_useful_first_and_pairs_in_one_place() -> None:
    entries = footer_entries(LEADS, {}, always)
    assert [(entry.key, entry.title) for entry in entries[:3]] == [("enter", "open"), ("n", "new"), ("e", "edit")]
    assert ("< >", "move") in [(entry.key, entry.title) for entry in entries]
    assert "next stage" not in [entry.title for entry in entries]


def test_the_footer_leaves_out_what_is_not_possible() -> None:
    assert footer_entries(LEADS, {}, lambda one: one.id == "lead.stage_on")[0].key == ">"
    assert footer_entries(LEADS, {}, lambda _one: False) == []


def test_while_marking_only_what_works_on_marks_stays() -> None:
    shown = {entry.command_id for entry in footer_entries(LEADS, {}, always, marking=True)}
    assert "lead.stage" in shown
    assert "list.mark" in shown
    assert not shown & {"list.open", "list.new", "lead.log", "undo"}


def test_a_persons_own_keys_are_shown_and_bound() -> None:
    keymap = {"list.new": ("f5",), "list.open": ()}
    entries = {entry.command_id: entry.key for entry in footer_entries(LEADS, keymap, always)}
    assert entries["list.new"] == "f5"
    assert "list.open" not in entries
    bindings = BindingsMap(bindings_for("list"))
    bindings.apply_keymap(textual_keymap({"list.new": ("f5",), "gone": ("f6",)}))
    assert [one.id for one in bindings.get_bindings_for_key("f5")] == ["list.new"]
    assert "n" not in bindings.key_to_bindings
    assert "f6" not in bindings.key_to_bindings


def test_bindings_carry_the_id_and_go_through_the_screen() -> None:
    by_id: dict[str | None, list[Binding]] = {}
    for one in BindingsMap(bindings_for("global", "table")):
        by_id.setdefault(one[1].id, []).append(one[1])
    assert {binding.key for binding in by_id["help"]} == {"question_mark", "f1"}
    assert {binding.action for binding in by_id["help"]} == {"screen.command('help')"}
    assert {binding.action for binding in by_id["table.down"]} == {"cursor(1)"}
    assert "theme" not in by_id


def test_the_palette_offers_everything_but_moving_about() -> None:
    offered = {one.id for one in palette_commands(LEADS)}
    assert {"theme", "lead.stage", "help"} <= offered
    assert not any(one.startswith("table.") for one in offered)


def test_help_is_grouped_with_what_the_page_is_about_first() -> None:
    groups = help_groups(LEADS, always)
    assert [group.heading for group in groups][:1] == ["This list"]
    assert [group.heading for group in groups][-1] == "Everywhere"
    assert [one.id for one in groups[0].commands][:2] == ["list.open", "list.new"]
    assert help_groups(LEADS, lambda _one: False) == []


def test_the_key_list_has_every_command() -> None:
    page = keys_markdown()
    assert page.startswith("# Keys\n")
    for one in CATALOGUE:
        assert f"| `{one.id}` |" in page
    assert "| `?` `f1` | `help` |" in page
    assert "| palette | `theme` |" in page


def test_the_key_list_needs_no_terminal_library() -> None:
    code = "import sys; from solartui.commands import keys_markdown; keys_markdown(); print('textual' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
