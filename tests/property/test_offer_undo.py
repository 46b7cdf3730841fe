"""Random acts on designs, offers and money: rules hold after each, and all of it can be taken back."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import pytest

from solartui.bootstrap import open_services
from solartui.domain.errors import Invalid, NotFound, Refused
from solartui.domain.offers.vocabulary import Channel, ChargeKind, ProposalStatus
from solartui.services.container import Services
from tests.conftest import Clock
from tests.offer_desk import design_of, project_of
from tests.services.offers.test_offer_rights import rows

STEPS = 25


def one_of(dice: Random, found: list[Any]) -> int:
    """The number of one of them, or of none."""
    return int(dice.choice(found).id) if found else 99


def design(desk: Services, dice: Random) -> Any:
    """Make, change, link, sync or delete a design."""
    number = one_of(dice, desk.designs.all())
    acts: list[Callable[[], Any]] = [
        lambda: desk.designs.create(1, {"modules": dice.randint(1, 40)}),
        lambda: desk.designs.edit(number, {"modules": dice.randint(1, 40)}),
        lambda: desk.designs.edit(number, {"battery_kwh": dice.choice(["", "5.1", "10"])}),
        lambda: desk.designs.link(number, "pylon", dice.choice([None, "P-1"])),
        lambda: desk.designs.take(number, '{"module": "JA", "module_wp": 440}', "x"),
        lambda: desk.designs.delete(number),
    ]
    return dice.choice(acts)()


def offer(desk: Services, dice: Random) -> Any:
    """Make, send, look at, sign, reject, revise or put in force an offer."""
    number = one_of(dice, desk.proposals.find())
    acts: list[Callable[[], Any]] = [
        lambda: desk.proposals.create(one_of(dice, desk.designs.all()), {}),
        lambda: desk.proposals.create(one_of(dice, desk.designs.all()), {"incentives": "grant_example"}),
        lambda: desk.proposals.mark_sent(number, dice.choice(list(Channel))),
        lambda: desk.proposals.mark_sent(number, Channel.LINK),
        lambda: desk.proposals.view(number, dice.randint(0, 900), Channel.LINK),
        lambda: desk.proposals.sign(number),
        lambda: desk.proposals.reject(number, "dear"),
        lambda: desk.proposals.revise(number, {}),
        lambda: desk.proposals.activate(number),
        lambda: desk.proposals.edit(number, {"valid_until": f"2026-12-{dice.randint(10, 28)}"}),
    ]
    return dice.choice(acts)()


def money(desk: Services, dice: Random) -> Any:
    """Pay, or pay back."""
    kind = dice.choice([ChargeKind.DEPOSIT, ChargeKind.PAYMENT, ChargeKind.REFUND, ChargeKind.FINAL])
    return desk.charges.pay(1, f"{dice.randint(1, 90_000)}.{dice.randint(0, 99):02d}", kind)


def check(desk: Services) -> None:
    """What is always so."""
    offers = desk.proposals.of_project(1)
    assert sum(one.active for one in offers) <= 1
    assert sorted({one.number for one in offers}) == list(range(1, len({one.number for one in offers}) + 1))
    for one in offers:
        assert sum(line["gross"] for line in one.figures["lines"]) == one.gross
        assert sum(rate["net"] for rate in one.figures["rates"]) == one.net
        assert 0 <= one.payable <= one.gross
        assert (one.decided_at is not None) is (one.status in (ProposalStatus.ACCEPTED, ProposalStatus.REJECTED))
        assert (one.sent_at is None) is (one.channel is None)
        assert not one.views or one.sent_at is not None
    active = next((one for one in offers if one.active), None)
    if active is not None:
        project = desk.projects.get(1)
        assert (project.price_net, project.price_gross) == (active.net, active.gross)
        assert project.capacity_kwp == active.capacity_kwp
    ledger = desk.charges.of(1)
    signed = [one for one in offers if one.status is ProposalStatus.ACCEPTED]
    assert (ledger.due is None) is (not signed)
    assert ledger.paid >= 0


@pytest.mark.parametrize("seed", range(6))
def test_random_acts_keep_the_rules_and_are_taken_back(template: Path, clock: Clock, seed: int) -> None:
    dice = Random(seed)
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        path = Path(folder) / "desk.db"
        shutil.copy(template, path)
        desk = open_services(str(path), clock=clock)
        design_of(desk, project_of(desk))
        before, done = rows(desk), 0
        for _ in range(STEPS):
            act = dice.choice([design, offer, offer, offer, money])
            with suppress(Refused, Invalid, NotFound):
                done += act(desk, dice).change_id is not None
            check(desk)
        for _ in range(done):
            desk.undo.undo()
        assert done > STEPS // 4
        assert rows_without_versions(rows(desk)) == rows_without_versions(before)
        desk.close()


def rows_without_versions(text: str) -> Any:
    """What people entered: versions and times of change count on."""
    import json

    found = json.loads(text)
    return {table: [row[:-2] if table == "design" else row for row in lines] for table, lines in found.items()}
