"""Copying and opening, and what is said about it."""

from __future__ import annotations

import base64
import shlex
import time
from pathlib import Path
from queue import Queue

import pytest
from textual.app import App

from solartui.terminal import clipboard
from solartui.terminal.links import Opened, fetch_command, open_path, open_url, over_ssh
from solartui.terminal.safe_app import SafeApp


class Copier(SafeApp):
    """Remembers what was copied."""

    def copy_to_clipboard(self, text: str) -> None:
        self.copied = text


def test_the_toast_shows_one_line_and_the_copy_is_whole() -> None:
    app = Copier()
    assert clipboard.copy(app, "+48 600 000 000") == "Copied: +48 600 000 000"
    assert clipboard.copy(app, "first\nsecond\x1b[31m") == "Copied: first second[31m"
    assert app.copied == "first\nsecond[31m"
    assert len(clipboard.copy(app, "x" * 100)) < 60
    assert len(app.copied) == 100


def test_what_terminals_would_drop_is_refused_in_words() -> None:
    app = Copier()
    assert "too long" in clipboard.copy(app, "ż" * 40_000)
    assert not hasattr(app, "copied")


def test_without_tmux_the_terminal_is_asked() -> None:
    written: list[str] = []
    clipboard.send("Żółć", {}, written.append)
    assert written == [f"\x1b]52;c;{base64.b64encode('Żółć'.encode()).decode()}\x07"]


def fake_tmux(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    program = folder / "tmux"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")


def test_in_tmux_its_buffer_is_loaded_and_passed_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_tmux(
        tmp_path,
        f'echo "$@" > {tmp_path}/args; cat > {tmp_path}/part; mv {tmp_path}/part {tmp_path}/buffer',
        monkeypatch,
    )
    written: list[str] = []
    clipboard.send("Żółć", {"TMUX": "/tmp/tmux"}, written.append)
    deadline = time.monotonic() + 10
    while not (tmp_path / "buffer").exists():
        assert time.monotonic() < deadline
    assert (tmp_path / "buffer").read_text(encoding="utf-8") == "Żółć"
    assert (tmp_path / "args").read_text(encoding="utf-8").split() == ["load-buffer", "-w", "-"]
    assert written == []


def test_a_tmux_that_cannot_falls_back_to_the_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake_tmux(tmp_path, "exit 1", monkeypatch)
    written: Queue[str] = Queue()
    clipboard.send("x", {"TMUX": "/tmp/tmux"}, written.put)
    assert written.get(timeout=10) == clipboard.osc52(b"x")


@pytest.mark.parametrize("name", ["SSH_CONNECTION", "SSH_TTY"])
def test_over_ssh_nothing_is_opened(name: str) -> None:
    assert over_ssh({name: "x"})
    assert open_url("https://example.com", {name: "x", "DISPLAY": ":0"}) is Opened.REMOTE


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "javascript:alert(1)", "/etc/passwd", "-rf", "https://x/\x1b]", ""]
)
def test_only_addresses_for_a_browser_are_opened(url: str) -> None:
    assert open_url(url, {"DISPLAY": ":0"}) is Opened.REFUSED


def test_without_a_desktop_nothing_is_opened() -> None:
    assert open_url("https://example.com", {}) in {Opened.NO_BROWSER, Opened.HERE}


def test_the_browser_of_the_person_gets_the_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = tmp_path / "browser"
    browser.write_text(
        f'#!/bin/sh\necho noise; echo "$1" > {tmp_path}/part; mv {tmp_path}/part {tmp_path}/url\n', encoding="utf-8"
    )
    browser.chmod(0o755)
    monkeypatch.setenv("BROWSER", f"{browser} %s")
    assert open_url("https://example.com/?q=1&x=2", {"BROWSER": "set"}) is Opened.HERE
    deadline = time.monotonic() + 10
    while not (tmp_path / "url").exists():
        assert time.monotonic() < deadline
    assert (tmp_path / "url").read_text(encoding="utf-8").strip() == "https://example.com/?q=1&x=2"


def test_every_app_of_ours_copies_this_way() -> None:
    assert SafeApp.copy_to_clipboard is not App.copy_to_clipboard


@pytest.mark.feature("B-138")
@pytest.mark.parametrize(
    ("connection", "command"),
    [
        ("192.0.2.7 50000 192.0.2.1 22", "scp ewa@192.0.2.1:/home/ewa/roof.jpg ."),
        ("2001:db8::7 50000 2001:db8::1 22", "scp 'ewa@[2001:db8::1]:/home/ewa/roof.jpg' ."),
        ("", None),
        ("192.0.2.7 50000 22", None),
        ("UNKNOWN", None),
    ],
)
def test_what_fetches_a_file_over_ssh(connection: str, command: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("solartui.terminal.links.getuser", lambda: "ewa")
    assert fetch_command(Path("/home/ewa/roof.jpg"), {"SSH_CONNECTION": connection}) == command


def test_a_path_with_blanks_and_quotes_is_one_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("solartui.terminal.links.getuser", lambda: "ewa")
    command = fetch_command(Path("/a b/it's; rm -rf $HOME"), {"SSH_CONNECTION": "1 2 192.0.2.1 4"})
    assert command is not None
    assert shlex.split(command) == ["scp", "ewa@192.0.2.1:/a b/it's; rm -rf $HOME", "."]


@pytest.mark.feature("B-138")
def test_a_file_is_opened_only_where_there_is_a_desktop(tmp_path: Path) -> None:
    roof = tmp_path / "roof.jpg"
    roof.write_text("roof")
    seen = tmp_path / "seen"
    opener = tmp_path / "xdg-open"
    here = {"PATH": f"{tmp_path}:/usr/bin:/bin", "DISPLAY": ":7"}
    assert open_path(roof, {**here, "PATH": "/nowhere"}) is Opened.NO_BROWSER
    opener.write_text(f'#!/bin/sh\ncat "$1" > {seen}.part && mv {seen}.part {seen}\n')
    opener.chmod(0o700)
    assert open_path(roof, {"PATH": here["PATH"]}) is Opened.NO_BROWSER
    assert open_path(roof, {**here, "SSH_TTY": "/dev/pts/1"}) is Opened.REMOTE
    assert not seen.exists()
    assert open_path(roof, here) is Opened.HERE
    end = time.monotonic() + 10
    while not seen.exists():
        assert time.monotonic() < end
    assert seen.read_text() == "roof"
