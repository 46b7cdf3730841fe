"""Typesetting: a template and its data become pages. The same data always gives the same bytes.

The templates of this program are typeset inside the process. Those of a company are typeset in a process of their
own, which sees no file but the template, reaches no network, and is ended when it takes too long.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from solartui.domain.errors import Invalid, Unavailable
from solartui.domain.text import clean
from solartui.i18n import tr

LARGEST_TEMPLATE = 1 << 20
_HERE = Path(__file__).parent
_SECONDS = 30
_LARGEST_ANSWER = 64 << 20
_LONGEST_REASON = 200
_SEARCHED = r" \(searched at [^)]*\)"
_START = "import sys; sys.path.append(sys.argv.pop(1)); from solartui.adapters.papers.typeset import child; child()"
# Whoever wants to load a package finds a closed door.
_NO_NETWORK = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"),
                            "http://127.0.0.1:9")  # fmt: skip


class _Failure(Exception):
    """The typesetter refuses a template; the text says why."""


def own_template(name: str) -> str:
    """A template of this program: proposal or invoice."""
    return (_HERE / f"{name}.typ").read_text(encoding="utf-8")


def to_pdf(template: str | None, name: str, data: Mapping[str, Any], made: datetime) -> bytes:
    """A PDF.

    Args:
        template: the company's own; None for that of this program.
        name: of the template, proposal or invoice.
        data: what the template is given.
        made: the time that stands in the file.

    Raises:
        Invalid: the template makes no sense; one line says where.
    """
    return _pages(template, name, {"format": "pdf", "timestamp": int(made.astimezone(UTC).timestamp())}, data)[0]


def to_pictures(template: str | None, name: str, data: Mapping[str, Any], ppi: int = 72) -> list[bytes]:
    """A PNG of each page; see `to_pdf`."""
    return _pages(template, name, {"format": "png", "ppi": ppi}, data)


def _pages(template: str | None, name: str, how: dict[str, Any], data: Mapping[str, Any]) -> list[bytes]:
    text = json.dumps(data, ensure_ascii=False)
    try:
        return _compile(_HERE / f"{name}.typ", how, text) if template is None else _in_child(template, how, text)
    except _Failure as failure:
        raise Invalid(tr("The template fails: {why}", why=str(failure)), "template") from None


def _compile(path: Path, how: Mapping[str, Any], data: str) -> list[bytes]:
    import typst

    try:
        found = typst.compile(
            str(path),
            root=str(path.parent),
            sys_inputs={"data": data},
            font_paths=[str(_HERE / "fonts")],
            ignore_system_fonts=True,
            package_path=str(path.parent / "packages"),
            package_cache_path=str(path.parent / "packages"),
            **how,
        )
    except typst.TypstError as error:
        raise _Failure(_reason(error)) from None
    return [bytes(page) for page in found] if isinstance(found, list) else [bytes(found or b"")]


def _reason(error: Exception) -> str:
    """The first line of a complaint, with its place where it is known."""
    said = clean(getattr(error, "message", "") or str(error))
    where = re.search(r"template\.typ:(\d+)", str(getattr(error, "diagnostic", "") or ""))
    place = tr("line {line}: ", line=where[1]) if where else ""
    return f"{place}{re.sub(_SEARCHED, '', said)}"[:_LONGEST_REASON]


def _in_child(template: str, how: Mapping[str, Any], data: str) -> list[bytes]:
    with tempfile.TemporaryDirectory(prefix="solartui-paper-") as folder:
        path = Path(folder) / "template.typ"
        path.write_text(template, encoding="utf-8")
        (Path(folder) / "packages").mkdir()
        question = json.dumps({"path": str(path), "how": how, "data": data}).encode()
        source = str(_HERE.parents[2])
        try:
            done = subprocess.run(
                [sys.executable, "-I", "-c", _START, source],
                input=question,
                capture_output=True,
                timeout=_SECONDS,
                env={"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8", **_NO_NETWORK},
                cwd=folder,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise Invalid(tr("The template takes too long."), "template") from None
        except OSError as error:
            raise Unavailable(tr("No process for the template: {why}", why=error.strerror or error)) from error
        return _answer(done.returncode, done.stdout)


def _answer(status: int, output: bytes) -> list[bytes]:
    if status != 0 or not output:
        raise Invalid(tr("The template takes too much room or time."), "template")
    head, _, body = output.partition(b"\n")
    said = json.loads(head)
    if "error" in said:
        raise _Failure(clean(said["error"]))
    pages, at = [], 0
    for size in said["sizes"]:
        pages.append(body[at : at + size])
        at += size
    return pages


def child() -> None:
    """The process that typesets the template of a company; the question comes on standard input."""
    import resource

    for limit, most in ((resource.RLIMIT_CPU, _SECONDS), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        resource.setrlimit(limit, (most, resource.getrlimit(limit)[1]))
    resource.setrlimit(resource.RLIMIT_AS, (2 << 30, resource.getrlimit(resource.RLIMIT_AS)[1]))
    question = json.loads(sys.stdin.buffer.read())
    out = sys.stdout.buffer
    try:
        pages = _compile(Path(question["path"]), question["how"], question["data"])
        if sum(map(len, pages)) > _LARGEST_ANSWER:
            raise _Failure("too many pages")
    except BaseException as error:  # noqa: BLE001 - a panic of the typesetter is no Exception
        why = str(error) if isinstance(error, _Failure) else type(error).__name__
        out.write(json.dumps({"error": why}).encode() + b"\n")
    else:
        out.write(json.dumps({"sizes": [len(page) for page in pages]}).encode() + b"\n")
        out.writelines(pages)
    out.flush()
