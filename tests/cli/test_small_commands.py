"""Demonstrations, keys, the doctor, completion, and no terminal for the screens."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from solartui.commands import CATALOGUE, keys_markdown

if TYPE_CHECKING:
    from tests.cli.conftest import Shell


def test_a_demonstration_is_made_in_a_new_file(shell: Shell, home: Path) -> None:
    target = home / "new" / "demo.db"
    made = shell.json("demo", "--leads", 12, "--no-open", "--db", target)
    assert (made["database"], made["leads"], made["seed"]) == (str(target), 12, 1)
    assert len(shell.json("leads", "list", "archived:any", "--db", target)) == 12
    shown = shell("demo", "--leads", 3, "--no-open", "--db", home / "two.db").out
    assert f"solartui --db {home / 'two.db'}" in shown


def test_a_demonstration_goes_to_a_temporary_file_unless_one_is_named(
    shell: Shell, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(home))
    monkeypatch.delenv("SOLARTUI_DATABASE")
    made = Path(shell.json("demo", "--leads", 3, "--no-open")["database"])
    assert made.parent.parent == home
    assert not (home / "data" / "solartui" / "solartui.db").exists()


def test_a_desk_in_use_is_no_demonstration(shell: Shell) -> None:
    shell.add()
    assert "is in use. A demonstration needs a new file." in shell.refused(4, "demo", "--leads", 3, "--no-open")
    assert len(shell.json("leads", "list")) == 1


def test_the_same_number_gives_the_same_desk(shell: Shell, home: Path) -> None:
    names = []
    for file, seed in (("a.db", 7), ("b.db", 7), ("c.db", 8)):
        shell.json("demo", "--leads", 5, "--seed", seed, "--no-open", "--db", home / file)
        names.append([lead["name"] for lead in shell.json("leads", "list", "--sort", "id", "--db", home / file)])
    assert names[0] == names[1] != names[2]


def test_keys_are_listed(shell: Shell) -> None:
    assert shell("keys", "--markdown").out == keys_markdown()
    assert [key["id"] for key in shell.json("keys")] == [command.id for command in CATALOGUE]
    shown = shell("keys").out
    assert "Everywhere\n" in shown
    assert "ctrl+p :" in shown


def test_the_doctor_looks_at_everything_and_tells_no_customers(shell: Shell) -> None:
    shell.add(name="Secret Customer")
    found = shell.json("doctor")
    assert {"python", "sqlite", "locale", "terminal", "colours", "glyphs", "database", "journal", "mode", "space",
            "data", "log"} <= set(found)  # fmt: skip
    assert found["database"] == {"value": str(shell.database), "ok": True, "advice": None}
    assert found["mode"]["ok"] is True
    shown = shell("doctor")
    assert shown.status == 0
    assert "Secret" not in shown.out
    shell.database.chmod(0o644)
    assert "chmod o-rwx" in shell.json("doctor")["mode"]["advice"]
    assert f"! Permissions: Everybody on this machine can read it: chmod o-rwx {shell.database}" in shell("doctor").out


@pytest.mark.parametrize(
    ("environment", "key", "value"),
    [
        ({"NO_COLOR": "1"}, "colours", "none (NO_COLOR)"),
        ({"COLORTERM": "truecolor", "NO_COLOR": ""}, "colours", "16 million"),
        ({"TERM": "xterm-256color", "COLORTERM": "", "NO_COLOR": ""}, "colours", "256"),
        ({"SSH_CONNECTION": "1 2 3 4"}, "ssh", "yes"),
        ({"TMUX": "/tmp/tmux"}, "clipboard", "tmux"),
        ({"SOLARTUI_GLYPHS": "ascii"}, "glyphs", "ascii"),
        ({"LC_ALL": "pl_PL.UTF-8"}, "language", "pl"),
    ],
)
def test_the_doctor_tells_what_the_terminal_can(
    shell: Shell, environment: dict[str, str], key: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, setting in environment.items():
        monkeypatch.setenv(name, setting)
    if key == "colours" and value.startswith("none"):
        found = shell.json("doctor", "--lang", "en")
    else:
        found = shell.json("doctor")
    if key != "colours" or value == "256":
        assert found[key]["value"] == value
    else:
        assert found[key]["value"]


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("bash", "data/bash-completion/completions/solartui"),
        ("zsh", "data/zsh/site-functions/_solartui"),
        ("fish", "config/fish/completions/solartui.fish"),
    ],
)
def test_completion_is_installed_for_the_shell(
    shell: Shell, home: Path, name: str, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHELL", f"/bin/{name}")
    answer = shell("--install-completion")
    assert (answer.status, answer.err) == (0, "")
    assert str(home / place) in answer.out
    assert "_SOLARTUI_COMPLETE" in (home / place).read_text(encoding="utf-8")
    assert ("fpath" in answer.out) == (name == "zsh")


def test_a_shell_that_is_not_known_gets_no_completion(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHELL", "/bin/tcsh")
    assert "The shell tcsh is none of: bash, fish, zsh." in shell.refused(2, "--install-completion")


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("solartui le", {"leads"}),
        ("solartui leads m", {"move"}),
        ("solartui leads list --s", {"--sort"}),
        ("solartui import --on-duplicate ", {"link", "update", "skip"}),
        ("solartui --lang ", {"en", "pl"}),
    ],
)
def test_words_are_completed(shell: Shell, typed: str, offered: set[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_SOLARTUI_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", typed)
    monkeypatch.setenv("COMP_CWORD", str(len(typed.split(" ")) - 1))
    answer = shell()
    assert answer.status == 0
    assert {line.partition(",")[2] for line in answer.out.splitlines()} == offered


def test_without_a_terminal_the_screens_say_what_to_do(shell: Shell) -> None:
    assert "The screens need a terminal" in shell.refused(2)
    assert "The screens need a terminal" in shell.refused(2, "--lang", "en", "--db", shell.database)
    assert "The screens need a terminal" in shell.refused(2, "--json")
    assert "--db: is empty." in shell.refused(2, "--db=")
    made = shell("demo", "--leads", 2, "--db", os.fspath(shell.database.with_name("demo.db")))
    assert made.status == 2
    assert made.out.startswith("Database")
    assert "The screens need a terminal" in made.err


def test_the_doctor_tells_whose_pictures_are_fetched_and_on_what_terms(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.add()
    found = shell.json("doctor")
    assert found["provider"] == {"value": "nobody; nothing is fetched", "ok": True, "advice": None}
    assert found["pictures"]["value"] == "signs with four dots"
    assert found["pixels"]["value"].startswith("no: ")
    monkeypatch.delenv("SOLARTUI_PICTURES_KEY", raising=False)
    assert shell("settings", "set", "pictures.provider", "maptiler").status == 0
    found = shell.json("doctor")
    assert "solartui settings set pictures.accepted maptiler" in found["provider"]["advice"]
    assert "https://www.maptiler.com/terms/" in found["terms"]["value"]
    assert found["picture_key"]["ok"] is False
    assert shell("settings", "set", "pictures.accepted", "maptiler").status == 0
    assert shell.json("doctor")["provider"]["ok"] is True
    monkeypatch.setenv("TMUX", "/tmp/tmux")
    assert "tmux and screen do not pass pixels on" in shell.json("doctor")["pixels"]["value"]


def test_the_picture_of_a_site_is_a_file(shell: Shell, home: Path) -> None:
    from PIL import Image

    from tests.adapters.tile_server import serving

    number = shell.add("--latitude", 49.98738, "--longitude", 20.06473)["id"]
    target = home / "site.png"
    assert "Pictures are off." in shell.refused(4, "leads", "picture", number, target)
    with serving() as server:
        for key, value in (("provider", "own"), ("address", server.template), ("accepted", "127.0.0.1")):
            assert shell("settings", "set", f"pictures.{key}", value).status == 0
        written = shell.json("leads", "picture", number, target)
        assert written == {"file": str(target), "width": 960, "height": 720, "attribution": "127.0.0.1"}
        with Image.open(target) as made:
            assert made.size == (960, 720)
        assert target.stat().st_mode & 0o777 == 0o600
        shell.refused(2, "leads", "picture", number, home / "site.jpg")
        shell.refused(2, "leads", "picture", number, target, "--metres", 5)
        shell.refused(3, "leads", "picture", 999, target)
        nowhere = shell.add()["id"]
        assert "has no coordinates yet" in shell.refused(4, "leads", "picture", nowhere, target)
        server.mode = "500"
        assert "has no time just now" in shell.refused(4, "leads", "picture", number, target, "--metres", 500)
