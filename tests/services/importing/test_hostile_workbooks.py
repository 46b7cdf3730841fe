"""Files from strangers, broken and malicious ones: refused in one line or brought in as they are, never half."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from solartui.adapters import workbook_reader
from tests.soak.workbooks import CORPUS, bring_in, mutations

if TYPE_CHECKING:
    from pathlib import Path

    from solartui.services.container import Services

pytestmark = pytest.mark.feature("B-68")

BROUGHT_IN = {
    "good", "shared", "old", "open document", "dimension of a million rows", "dimension too small",
    "cycles of merged cells", "hidden first sheet", "no content types", "workbook named text", "duplicate headings",
    "open quote",
    "bank", "wide", "latin", "marked", "serials", "no styles",
}  # fmt: skip
MUTATIONS = 24


def test_the_corpus_is_refused_or_brought_in(services: Services, folder: Path) -> None:
    found = {name: bring_in(services, make(folder / f"a{ending}")) for name, (ending, make) in CORPUS.items()}
    assert {name for name, fate in found.items() if fate == "brought in"} == BROUGHT_IN


def test_mutations_are_refused_or_brought_in(services: Services, folder: Path) -> None:
    for _, path in mutations(folder, MUTATIONS, random.Random(5)):
        bring_in(services, path)


def test_the_child_leaves_room_for_its_parent_below_half_a_gibibyte() -> None:
    assert workbook_reader.MEGABYTES <= 512 - 80
