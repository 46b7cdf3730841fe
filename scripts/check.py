"""All that has to hold before a change is shared: layout, lint, types, floors, and then the tests.

python -m scripts.check             everything
python -m scripts.check --static    what needs no run of the program

The size limits, the translations, docs/keys.md and the rules for record text are tests: see tests/architecture.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHON = sys.executable
STATIC = {
    "layout": [PYTHON, "-m", "ruff", "format", "--check", "."],
    "lint": [PYTHON, "-m", "ruff", "check", "."],
    "types": [PYTHON, "-m", "mypy"],
    "floors": [PYTHON, "-c", "from importlinter.cli import lint_imports_command as run; run()"],
}
TESTS = {"tests": [PYTHON, "-m", "pytest", "-n", "auto"]}


def holds(name: str, command: list[str]) -> bool:
    """Run one check; what it prints is shown only when it fails, but the tests are always shown."""
    quiet = name not in TESTS
    start = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, capture_output=quiet, text=True, check=False)
    if quiet and done.returncode:
        print(done.stdout + done.stderr, end="")
    if quiet:
        print(f"{name:8}{'holds' if not done.returncode else 'FAILS'}  {time.monotonic() - start:5.1f} s", flush=True)
    return not done.returncode


def main() -> int:
    """Run the checks one after the other, all of them whatever the first ones say."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--static", action="store_true", help="leave the tests out")
    checks = STATIC if options.parse_args().static else STATIC | TESTS
    failing = [name for name, command in checks.items() if not holds(name, command)]
    if failing:
        print(f"Failing: {', '.join(failing)}")
    return 1 if failing else 0


if __name__ == "__main__":
    sys.exit(main())
