"""What a person was probably looking for stands first."""

from __future__ import annotations

import pytest

from solartui.domain.listing import NEWEST_FIRST, Sort
from solartui.services.container import Services
from solartui.store import ranking
from tests.desk import add_lead


def found(services: Services, query: str, sort: Sort = NEWEST_FIRST) -> list[int]:
    records = services.leads.open_list(query, sort, ranked=True)
    ids = [line.id for line in records.rows(0, 20)]
    assert list(records.ids()) == ids
    assert [records.position(lead_id) for lead_id in ids] == list(range(len(ids)))
    assert records.count() == len(ids)
    return ids


@pytest.mark.feature("B-67")
def test_who_is_called_so_comes_before_those_who_are_found_by_chance(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    lis, lisowski, street, mail, newest = (
        add_lead(services, name, **more).id
        for name, more in (
            ("Ewa Lis", {}),
            ("Jan Lisowski", {}),
            ("Anna Nowak", {"street": "ul. Lisia 3", "city": "Lisia Góra", "name": "Dom"}),
            ("Piotr Żak", {"emails": ("lis@poczta.example",)}),
            ("Firma Lis i Syn", {"name": "Dach"}),
        )
    )
    assert found(services, "lis") == [newest, lis, lisowski, mail, street]
    assert found(services, "LIS ew") == [lis]
    assert found(services, "lis -syn stage:open") == [lis, lisowski, mail, street]
    assert found(services, "ŻAK") == [mail]
    assert found(services, f"{lis}") == [lis]
    assert found(services, "lis", Sort("id")) == [lis, lisowski, street, mail, newest]
    assert found(services, "") == [newest, mail, street, lisowski, lis]
    monkeypatch.setattr(ranking, "MOST", 4)
    assert found(services, "lis") == [newest, mail, street, lisowski, lis]


def test_no_word_breaks_the_order(services: Services) -> None:
    lead = add_lead(services, "名前 \U00010437x O'Brien [a-z] *")
    for text in ("名", "o'brien", '"O\'Brien"', "[a", "a-z", "*", "\U00010437", "' OR 1", "x]"):
        assert found(services, text) in ([lead.id], []), text
    assert found(services, "名前") == found(services, "brien") == [lead.id]
