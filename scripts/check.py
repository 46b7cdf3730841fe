"""All that has to hold before a change is shared: layout, lint, types, floors, and the tests.

python -m scripts.check             everything
python -m scripts.check --static    what needs no run of the program

The size limits, the translations, docs/keys.md and the rules for record text are tests: see tests/architecture.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHON = sys.executable
STATIC = {
    "layout": [PYTHON, "-m", "ruff", "format", "--check", "."],
    "lint": [PYTHON, "-m", "ruff", "check", "."],
    "types": [PYTHON, "-m", "mypy"],
    "floors": [PYTHON, "-c", "from importlinter.cli import lint_imports_command as run; run()"],
}
TESTS = [PYTHON, "-m", "pytest", "-n", "auto"]


def checked(name: str) -> tuple[bool, str]:
    """Run one check of the source; whether it holds, and the line about it, below what it prints where it does not."""
    start = time.monotonic()
    done = subprocess.run(STATIC[name], cwd=ROOT, capture_output=True, text=True, check=False)
    said, holds = (done.stdout + done.stderr, "FAILS") if done.returncode else ("", "holds")
    return not done.returncode, f"{said}{name:8}{holds}  {time.monotonic() - start:5.1f} s"


def main() -> int:
    """Run the checks side by side, all of them whatever the first ones say; the tests show how they go on."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--static", action="store_true", help="leave the tests out")
    wanted = options.parse_args()
    failing = []
    with ThreadPoolExecutor(len(STATIC)) as beside:
        running = {name: beside.submit(checked, name) for name in STATIC}
        if not wanted.static and subprocess.run(TESTS, cwd=ROOT, check=False).returncode:
            failing.append("tests")
        for name, check in running.items():
            holds, line = check.result()
            print(line, flush=True)
            if not holds:
                failing.append(name)
    if failing:
        print(f"Failing: {', '.join(failing)}")
    return 1 if failing else 0


if __name__ == "__main__":
    sys.exit(main())
