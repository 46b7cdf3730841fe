"""One person on request: exported as a whole, and erased so that nothing planted is found afterwards."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from solartui.domain.drafts import ProjectDraft
from solartui.domain.errors import NotFound, NotPermitted, Refused
from solartui.domain.records import Subject
from solartui.services.container import Services
from tests.desk import MANAGER, SALES, add_contact, add_lead, at_desk

SECRET = "Zzyzx"  # no other text has it


def planted(services: Services, folder: Path) -> int:
    """A person who has left their mark everywhere."""
    services.fields.add("contact", "Roof")
    services.fields.add("lead", "Dog")
    contact = add_contact(
        services, f"{SECRET} Quux", emails=(f"{SECRET.lower()}@x.pl",), phones=("601 987 654",), passport=f"P{SECRET}",
        licence=f"L{SECRET}", middle_name=f"M{SECRET}", custom={"roof": f"roof {SECRET}"}, birth_date="1980-01-01",
    )  # fmt: skip
    services.contacts.edit(contact.id, {"name": f"{SECRET}a Quux", "phones": ("602 987 654",)})
    lead = add_lead(
        services, contact_id=contact.id, street=f"{SECRET} 5", city="Łódź", custom={"dog": SECRET}, monthly_kwh=300,
        follow_up_note=f"call {SECRET}", channel="Fair", latitude=51.5, longitude=19.5,
    )  # fmt: skip
    file = folder / f"{SECRET}.txt"
    file.write_text(f"content of {SECRET}")
    services.notes.add(Subject("lead", lead.id), f"note of {SECRET}", file)
    gone = services.notes.add(Subject("contact", contact.id), f"old {SECRET}").value
    services.notes.delete(gone)
    services.lead_actions.log_contact([lead.id], "call", f"spoke to {SECRET}")
    services.lead_actions.move([lead.id], "lost", f"{SECRET} died")
    services.lead_actions.move([lead.id], "open")
    services.conversion.convert(lead.id)
    services.projects.create(
        ProjectDraft(contact_id=contact.id, street=f"{SECRET} 7", metering_point="590322400000000011")
    )
    second = add_contact(services, f"{SECRET} Q.", emails=(f"other.{SECRET}@x.pl",))
    services.merging.merge(contact.id, second.id)
    services.undo.undo()
    services.undo.redo()
    others = add_lead(services, "Jan Kot", street="Long 1")
    services.notes.add(Subject("lead", others.id), f"knows {SECRET}a Quux, {SECRET.lower()}@x.pl")
    services.lead_actions.follow_up([lead.id, others.id], services.store.clock(), "both")
    return contact.id


@pytest.mark.feature("C-09", "C-10")
def test_nothing_that_was_planted_is_found_afterwards(services: Services, folder: Path, tmp_path: Path) -> None:
    contact_id = planted(services, tmp_path)
    assert SECRET.encode() in services.store.path.read_bytes()
    erased = services.erasing.erase(contact_id).value
    for path in services.store.path.parent.glob("*"):
        if path.is_file() and path.name.startswith(services.store.path.name):
            assert SECRET.lower().encode() not in path.read_bytes().lower(), path.name
    assert erased.contact.name == f"Erased person {contact_id}"
    assert (erased.contact.emails, erased.contact.phones, erased.contact.custom) == ((), (), {})
    assert erased.removed["note"] == 2
    lead = services.leads.get(erased.contact.leads[0].id)
    assert (lead.address.city, lead.address.street, lead.latitude, lead.monthly_kwh) == ("Łódź", None, None, 300.0)
    kinds = [one.kind for one in services.activity.of(Subject("lead", lead.id))]
    assert {"created", "moved", "call", "converted"} <= set(kinds)
    assert services.activity.of(Subject("contact", contact_id))[-1].kind == "erased"
    assert services.documents.of(Subject("lead", lead.id)) == []
    assert services.projects.get(erased.contact.projects[0].id).metering_point is None


def test_others_stay_as_they_are_and_can_still_be_undone(services: Services, tmp_path: Path) -> None:
    contact_id = planted(services, tmp_path)
    mate = add_lead(services, "Ewa Lis", street="Short 2", emails=("ewa@x.pl",))
    bulk = services.lead_actions.set_field([mate.id, services.contacts.get(contact_id).leads[0].id], "score", "7")
    services.erasing.erase(contact_id)
    assert services.leads.get(mate.id).address.street == "Short 2"
    assert [line.name for line in services.leads.open_list("ewa").rows(0, 5)] == ["Ewa Lis"]
    assert services.leads.open_list(SECRET).rows(0, 5) == []
    assert bulk.change_id is not None
    services.leads.edit(mate.id, {"city": "Opole"})
    services.undo.undo()
    assert services.leads.get(mate.id).address.city is None
    assert not [one for one in services.undo.changes() if one.kind.startswith("contact.") and SECRET in str(one.data)]
    assert services.store.path.stat().st_mode & 0o077 == 0


def test_what_was_erased_stays_so(services: Services) -> None:
    contact = add_contact(services, "Jan Kot", emails=("jan@x.pl",))
    services.erasing.erase(contact.id)
    with pytest.raises(Refused, match="erased already"):
        services.erasing.erase(contact.id)
    with pytest.raises(Refused, match="was erased"):
        services.contacts.edit(contact.id, {"name": "Jan Kot"})
    assert services.undo.last() is None or services.undo.last().kind != "contact.created"  # type: ignore[union-attr]
    assert add_contact(services, "Jan Kot", emails=("jan@x.pl",)).id != contact.id


def test_who_may(services: Services) -> None:
    contact = add_contact(services, "Jan Kot", passport="AB1234567")
    for who in (SALES, MANAGER):
        with pytest.raises(NotPermitted):
            at_desk(services, who).erasing.erase(contact.id)
    with pytest.raises(NotPermitted):
        at_desk(services, SALES).erasing.dossier(contact.id)
    firm = add_contact(services, "Firma", kind="company")
    add_contact(services, "Ewa", company_id=firm.id)
    with pytest.raises(Refused, match="contact people"):
        services.erasing.erase(firm.id)
    with pytest.raises(NotFound):
        services.erasing.erase(99)


def test_everything_about_a_person_in_one_document(services: Services, tmp_path: Path) -> None:
    contact_id = planted(services, tmp_path)
    found = services.erasing.dossier(contact_id)
    text = json.dumps(found)
    for word in (f"P{SECRET}", f"roof {SECRET}", f"note of {SECRET}", f"spoke to {SECRET}", f"{SECRET}.txt"):
        assert word in text
    assert "knows" not in text
    assert services.erasing.weight(contact_id) == {"lead": 1, "project": 2, "note": 2, "document": 1}


def test_the_schema_lets_history_be_emptied_in_an_erasure_only(services: Services) -> None:
    import sqlite3

    add_contact(services, "Jan Kot")
    with services.store.begin(services.actor) as work:
        for change in ("data = '{}'", "actor = 'x'"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                work.raw.execute(f"UPDATE activity SET {change}")
        work.raw.execute(
            "INSERT INTO erasure (contact_id, at, actor, under_way, removed) VALUES (1, 'x', 'x', 1, '{}')"
        )
        work.raw.execute("UPDATE activity SET data = '{}'")
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            work.raw.execute("UPDATE activity SET actor = 'x'")
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            work.raw.execute("DELETE FROM activity")
