"""Draw the screens for the README: start the program in a pseudo terminal on a demonstration desk and look.

python -m scripts.pictures [NAME…]
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.terminal import Terminal
from scripts.svg import picture

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
PROGRAM = [sys.executable, "-m", "solartui"]
LEADS, SEED = "240", "7"


@dataclass(frozen=True)
class Scene:
    """One picture: a window and the keys that lead to it."""

    name: str
    keys: tuple[str, ...] = ()
    columns: int = 120
    rows: int = 34


SCENES = (
    Scene("leads"),
    Scene("leads-80x24", columns=80, rows=24),
    Scene("board", keys=("2", "right", "down")),
    Scene("lead", keys=("down", "enter")),
    Scene("triage", keys=("T",)),
    Scene("convert", keys=("down", "c")),
    Scene("project", keys=("3", "enter", "]")),
    Scene("map", keys=("down", "enter", "i")),
)


def draw(scene: Scene, database: Path) -> None:
    """Start the program, go to the scene, write what it shows."""
    command = [*PROGRAM, "--db", str(database), "--lang", "en"]
    with Terminal(command, scene.columns, scene.rows) as terminal:
        terminal.wait_for(lambda lines: sum(bool(line.strip()) for line in lines) > scene.rows // 2)
        terminal.rest(silence=1.0)
        for key in scene.keys:
            terminal.press(key)
            terminal.rest(silence=0.6)
        (PICTURES / f"{scene.name}.svg").write_text(picture(terminal.screen), encoding="utf-8")


def main() -> None:
    """Draw the scenes that were named, or all."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        # The colours that somebody chose here are not those of the pictures.
        os.environ |= {f"XDG_{name}_HOME": folder for name in ("CONFIG", "STATE", "DATA")}
        database = Path(folder) / "desk.db"
        demo = [*PROGRAM, "demo", "--leads", LEADS, "--seed", SEED, "--no-open", "--db", str(database)]
        subprocess.run(demo, cwd=ROOT, check=True)
        for scene in SCENES:
            if not sys.argv[1:] or scene.name in sys.argv[1:]:
                draw(scene, database)
                print(PICTURES / f"{scene.name}.svg")


if __name__ == "__main__":
    main()
