"""What became of an act on several records, in one sentence."""

from __future__ import annotations

import pytest

from solartui.screens.outcome import reasons
from solartui.services.result import Outcome

CONVERTED, ARCHIVED = "The lead was converted and has a project. It stays converted.", "The lead is archived."


@pytest.mark.parametrize(
    ("refused", "counts", "said"),
    [
        ([(7, ARCHIVED)], (), f"{ARCHIVED} #7"),
        ([(7, ARCHIVED), (9, ARCHIVED)], (), f"{ARCHIVED} #7, #9"),
        (
            [(n, CONVERTED) for n in range(1, 9)],
            (),
            f"{CONVERTED} #1, #2, #3, #4, #5 …",
        ),
        # By SQL only some are named one by one, and a lead that is gone has no number any more.
        ([(1, ARCHIVED)], ((ARCHIVED, 1_234),), f"{ARCHIVED} #1 …"),
        ([], (("The lead is gone.", 2),), "The lead is gone."),
        (
            [(1, ARCHIVED), (2, CONVERTED), (3, CONVERTED)],
            (),
            "The lead was converted and has a project. It stays converted (2) #2, #3; The lead is archived (1) #1",
        ),
    ],
)
def test_refused_records_are_named_with_the_reason(
    refused: list[tuple[int, str]], counts: tuple[tuple[str, int], ...], said: str
) -> None:
    assert reasons(Outcome((), tuple(refused), counts)) == said


def test_three_reasons_are_enough() -> None:
    many = Outcome((), tuple((n, f"Reason {n}.") for n in range(1, 6)))
    assert reasons(many).count(";") == 2
