"""Typesetting: the same bytes each time, fonts of its own, and templates that mean harm or make no sense."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from solartui.adapters.papers import typeset
from solartui.adapters.papers.typeset import own_template, to_pdf, to_pictures
from solartui.domain.errors import Invalid
from solartui.services.papers import NAMES, sample

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n"
PLAIN = "#let d = json(bytes(sys.inputs.data))\n#set page(width: 9cm, height: 4cm)\n#d.text"
HOSTILE = [
    "[/]*_`$#@<>{}~\\",
    '"; #read("/etc/passwd")',
    "#panic()",
    "\\u{202e}",
    "-- /* //",
    "= heading",
    "日本語 👩‍🔧 العربية",
    "x" * 5_000,
    "",
    "a\nb\r\nc\td",
]


@pytest.mark.parametrize("name", NAMES)
def test_papers_are_the_same_bytes_each_time(name: str) -> None:
    data = sample(name)
    pdf = to_pdf(None, name, data, NOW)
    assert pdf.startswith(b"%PDF-")
    assert to_pdf(None, name, data, NOW) == pdf
    assert to_pdf(None, name, data, NOW.astimezone(timezone(timedelta(hours=9)))) == pdf
    assert to_pdf(None, name, data, NOW + timedelta(days=1)) != pdf
    assert b"Inter" in pdf


@pytest.mark.parametrize("name", NAMES)
def test_an_own_template_that_is_ours_gives_the_same_pages(name: str) -> None:
    data = sample(name)
    assert to_pictures(own_template(name), name, data, 30) == to_pictures(None, name, data, 30)


@pytest.mark.parametrize(("name", "count"), [("proposal", 2), ("invoice", 1)])
@pytest.mark.parametrize("ppi", [20, 72])
def test_each_page_is_a_picture(name: str, count: int, ppi: int) -> None:
    pages = to_pictures(None, name, sample(name), ppi)
    assert len(pages) == count
    assert all(page.startswith(PNG) for page in pages)
    widths = {int.from_bytes(page[16:20], "big") for page in pages}
    assert widths == {round(595.28 * ppi / 72)} or max(widths) - 595.28 * ppi / 72 < 1.5


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_text_is_only_text(text: str) -> None:
    assert len(to_pictures(PLAIN, "proposal", {"text": text[:200]}, 20)) == 1


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_text_is_only_text_in_our_papers(text: str) -> None:
    data = sample("proposal")
    short = text[:160]
    data |= {"client": short, "address": short, "footer": short, "number": short, "seller": short, "terms": [short]}
    data["company"] = {"name": short}
    data["facts"] = [[short, short]] * 3
    data["items"][0] |= {"name": short, "unit": short[:20]}
    data["notes"] = [short]
    assert to_pdf(None, "proposal", data, NOW).startswith(b"%PDF-")


BAD: list[tuple[str, str]] = [
    ('#read("/etc/passwd")', "not found"),
    ('#read("../../../../../../etc/passwd")', "escape"),
    ('#image("/root/.ssh/id_rsa")', "not found"),
    ('#include "/etc/hostname"', "not found"),
    ('#import "@preview/cetz:0.2.0": *', "package"),
    ('#import "@local/x:1.0.0": *', "package"),
    ("#plugin(\"/x.wasm\")", "not found"),
    ("\n\n\n#nonsense", "line 4: unknown variable: nonsense"),
    ("#let f(n) = f(n + 1)\n#f(0)", "depth"),
    ("#while true { 1 }", "infinite|always true"),
    ("#panic(\"[/] \\u{1b}[31m\")", "panicked"),
    ("#json(bytes(sys.inputs.data)).nothing", "nothing"),
    ("#(1 / 0)", "zero"),
]  # fmt: skip


@pytest.mark.parametrize(("template", "why"), BAD, ids=range(len(BAD)))
def test_templates_that_make_no_sense_are_told_in_one_line(template: str, why: str) -> None:
    with pytest.raises(Invalid, match=why) as caught:
        to_pdf(template, "proposal", {"text": "x"}, NOW)
    said = caught.value.message
    assert said.startswith("The template fails: ")
    assert not set(said) & {"\n", "\x1b"}
    assert "solartui-paper" not in said
    assert len(said) < 260


def test_a_template_sees_no_secrets_of_its_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_OF_THE_DESK", "geheim")
    found = to_pdf(PLAIN.replace("#d.text", "#repr(sys.inputs.keys())"), "proposal", {"text": "x"}, NOW)
    assert b"geheim" not in found


def test_a_template_writes_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    to_pdf(PLAIN, "proposal", {"text": "x"}, NOW)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("status", "output", "why"),
    [
        (1, b"", "too much room or time"),
        (-9, b"", "too much room or time"),
        (0, b"", "too much room or time"),
        (-24, b'{"sizes": [1]}\nx', "too much room or time"),
    ],
)
def test_a_process_that_dies_is_no_crash(status: int, output: bytes, why: str) -> None:
    with pytest.raises(Invalid, match=why):
        typeset._answer(status, output)


def test_answers_are_cut_into_pages() -> None:
    answer: Any = typeset._answer(0, json.dumps({"sizes": [2, 3]}).encode() + b"\naabbb")
    assert answer == [b"aa", b"bbb"]
