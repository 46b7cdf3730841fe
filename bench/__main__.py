"""Run benchmarks and print their ratios: python -m bench [first_rows] [keys] [lists] [views] [workbooks] …

A short run takes a minute, such as `python -m bench lists --leads 10000 --runs 3`; the figures that count are those of
`python -m bench --leads 10000 1000000`, which makes the large desk first, or takes one with `--desk FILE`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bench import bulk, commands, first_rows, keys, lists, sessions, views, workbooks
from bench.harness import Options, bring, machine, report

BENCHMARKS = {
    "commands": commands.measure,
    "first_rows": first_rows.measure,
    "keys": keys.measure,
    "lists": lists.measure,
    "views": views.measure,
    "sessions": sessions.measure,
    "bulk": bulk.measure,
    "workbooks": workbooks.measure,
}


def arguments() -> argparse.Namespace:
    """What was asked for."""
    usual = Options()
    options = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    options.add_argument("names", nargs="*", metavar="NAME", help=f"one or more of {', '.join(BENCHMARKS)}; else all")
    options.add_argument("--leads", type=int, nargs="+", default=usual.leads, help="sizes of the desk")
    options.add_argument("--desk", type=Path, nargs="+", default=[], help="desks that are there already, instead")
    options.add_argument("--rows", type=int, default=usual.rows, help="rows of the workbook that is imported")
    options.add_argument("--runs", type=int, default=usual.runs, help="how often a start is measured")
    options.add_argument("--idle", type=float, default=usual.idle, help="seconds to watch an idle session")
    asked = options.parse_args()
    for name in asked.names:
        if name not in BENCHMARKS:
            options.error(f"no benchmark {name}")
    return asked


def main() -> None:
    """Run what was asked for, one after the other."""
    asked = arguments()
    leads = [bring(path.resolve()) for path in asked.desk] or asked.leads
    options = Options(tuple(leads), asked.rows, asked.runs, asked.idle)
    print(machine())
    results = []
    for name in asked.names or BENCHMARKS:
        print(f"{name} …", file=sys.stderr, flush=True)
        results += list(BENCHMARKS[name](options))
    print(report(results))


if __name__ == "__main__":
    main()
