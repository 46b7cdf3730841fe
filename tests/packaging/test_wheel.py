"""What is shipped works without the checkout: the wheel, in a fresh environment, in an empty home."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.terminal.pty_harness import Terminal

pytestmark = [pytest.mark.xdist_group("packaging"), pytest.mark.timeout(300)]

ROOT = Path(__file__).resolve().parents[2]
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def call(*command: str | Path, **more: str) -> str:
    """Run a command that has to succeed and return what it prints."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "SOLARTUI", "XDG_"))
    }
    environment.pop("VIRTUAL_ENV", None)
    done = subprocess.run(
        [str(part) for part in command],
        capture_output=True,
        text=True,
        check=False,
        env={**environment, **more},
        cwd=more.get("HOME", ROOT),
        timeout=280,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the source distribution where uv is at hand."""
    folder = tmp_path_factory.mktemp("dist")
    if shutil.which("uv"):
        call("uv", "build", "--quiet", "--out-dir", folder, ROOT)
    else:
        call(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def contents(wheel: Path) -> set[str]:
    """The names of the files in the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


class Installed:
    """A fresh environment that holds nothing but the wheel and what it asks for."""

    def __init__(self, folder: Path, wheel: Path) -> None:
        self.home = folder / "home"
        self.home.mkdir()
        environment = folder / "environment"
        self.programs = environment / "bin"
        if shutil.which("uv"):
            call("uv", "venv", "--quiet", "--python", sys.executable, environment)
            call("uv", "pip", "install", "--quiet", "--python", self.programs / "python", wheel)
        else:
            call(sys.executable, "-m", "venv", environment)
            call(self.programs / "python", "-m", "pip", "install", "--quiet", "--no-compile", wheel)

    def run(self, program: str, *arguments: str | Path) -> str:
        """Run a program of the environment, far from the checkout."""
        return call(self.programs / program, *arguments, HOME=str(self.home), LC_ALL="C.UTF-8")


@pytest.fixture(scope="session")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return Installed(tmp_path_factory.mktemp("installed"), wheel)


def test_the_wheel_holds_the_whole_program(contents: set[str]) -> None:
    files = [path for path in (ROOT / "src" / "solartui").rglob("*") if path.is_file() and path.suffix != ".pyc"]
    names = {path.relative_to(ROOT / "src").as_posix() for path in files}
    names |= {f"solartui/styles/{path.name}" for path in (ROOT / "styles").glob("*.tcss")}
    assert names - contents == set()


def test_the_wheel_holds_nothing_else(contents: set[str]) -> None:
    roots = {name.partition("/")[0] for name in contents}
    assert roots == {"solartui", f"solartui-{VERSION}.dist-info"}
    assert f"solartui-{VERSION}.dist-info/licenses/LICENSE" in contents


def test_the_program_says_its_version(installed: Installed) -> None:
    assert VERSION in installed.run("solartui", "--version")
    assert VERSION in installed.run("python", "-m", "solartui", "--version")


def test_a_demonstration_desk_is_made_and_read(installed: Installed) -> None:
    database = installed.home / "desk.db"
    installed.run("solartui", "demo", "--leads", "20", "--no-open", "--db", database)
    leads = json.loads(installed.run("solartui", "leads", "list", "--db", database, "--json"))
    assert 0 < len(leads) <= 20


def test_styles_translations_and_migrations_are_found(installed: Installed) -> None:
    probe = """
import json, pathlib, solartui
from solartui import i18n, resources
home = pathlib.Path(solartui.__file__).parent
i18n.use_language("pl")
print(json.dumps({
    "inside": resources.styles_dir().is_relative_to(home),
    "styles": len(list(resources.styles_dir().glob("*.tcss"))),
    "polish": i18n.tr("Commercial"),
    "migrations": len(list((home / "store" / "migrations").rglob("*.py"))),
}))
"""
    found = json.loads(installed.run("python", "-c", probe))
    assert found["inside"]
    assert found["styles"] > 0
    assert found["polish"] == "Komercyjny"
    assert found["migrations"] > 0


def test_the_screens_open(installed: Installed) -> None:
    database = installed.home / "screens.db"
    installed.run("solartui", "demo", "--leads", "20", "--no-open", "--db", database)
    names = {
        lead["name"] for lead in json.loads(installed.run("solartui", "leads", "list", "--db", database, "--json"))
    }
    command = [str(installed.programs / "solartui"), "--db", str(database)]
    with Terminal(command, 120, 36, {"HOME": str(installed.home)}, installed.home) as terminal:
        terminal.wait_until(lambda screen: any(name[:16] in screen for name in names))
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0
