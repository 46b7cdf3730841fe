"""Fields of the desk's own: defined by the admin, held by contacts, leads and projects, typed, undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from solartui.domain.custom_fields import CustomField, key_of
from solartui.domain.drafts import ContactDraft, LeadDraft, ProjectDraft
from solartui.domain.errors import Invalid, NotFound, NotPermitted, Refused, Stale
from solartui.domain.records import Subject
from solartui.services.container import Services
from tests.desk import MANAGER, SALES, add_contact, add_lead, at_desk


def field(kind: str, *choices: str) -> CustomField:
    return CustomField(1, "contact", "x", "X", kind, choices)


@pytest.mark.feature("C-11")
@pytest.mark.parametrize(
    ("one", "typed", "stored"),
    [
        (field("text"), "  [/]  dach \x1b[31m ", "[/] dach [31m"),
        (field("text"), 12, "12"),
        (field("number"), "1 234,5", 1234.5),
        (field("number"), 7, 7.0),
        (field("date"), "17.5.2026", "2026-05-17"),
        (field("choice", "Blacha", "Dachówka"), "DACHÓWKA", "Dachówka"),
        (field("yes_no"), "tak", True),
        (field("yes_no"), False, False),
        *((field(kind, "a"), empty, None) for kind in ("text", "number", "date", "choice", "yes_no")
          for empty in ("", None)),
    ],
)  # fmt: skip
def test_values_are_of_their_kind(one: CustomField, typed: Any, stored: Any) -> None:
    found = one.parse(typed)
    assert (found, type(found)) == (stored, type(stored))


@pytest.mark.parametrize(
    ("one", "typed"),
    [
        (field("text"), "x" * 501),
        (field("text"), "\u200b"),
        (field("text"), {"a": 1}),
        (field("number"), "much"),
        (field("number"), "nan"),
        (field("number"), True),
        (field("date"), "31.02.2026"),
        (field("date"), 20260517),
        (field("choice", "Blacha"), "Strzecha"),
        (field("yes_no"), "perhaps"),
    ],
)
def test_what_a_field_cannot_hold(one: CustomField, typed: Any) -> None:
    with pytest.raises(Invalid) as caught:
        one.parse(typed)
    assert (caught.value.field, caught.value.message.startswith("X: ")) == ("x", True)


@pytest.mark.parametrize(
    ("label", "key"),
    [("Dach: materiał", "dach_material"), ("2nd meter", "field_2nd_meter"), ("!!!", "field"), ("Żółć", "zolc")],
)
def test_keys_are_made_of_labels(label: str, key: str) -> None:
    assert key_of(label) == key


@pytest.mark.feature("C-11")
@pytest.mark.parametrize("record", ["contact", "lead", "project"])
def test_records_hold_them_and_undo_takes_them_back(services: Services, record: str) -> None:
    services.fields.add(record, "Roof", "choice", choices=("Tiles", "Metal"))
    services.fields.add(record, "Meters", "number")
    contact = add_contact(services)
    made: dict[str, Any] = {
        "contact": lambda: services.contacts.create(ContactDraft(name="x", custom={"roof": "tiles"})),
        "lead": lambda: services.leads.create(LeadDraft(contact_id=contact.id, custom={"roof": "tiles"})),
        "project": lambda: services.projects.create(ProjectDraft(contact_id=contact.id, custom={"roof": "tiles"})),
    }
    service: Any = {"contact": services.contacts, "lead": services.leads, "project": services.projects}[record]
    number = made[record]().value.id
    subject = Subject(record, number)
    assert services.fields.of_record(subject) == {"roof": "Tiles"}
    version = service.get(number).version
    service.edit(number, {"roof": "Metal", "custom.meters": "2"}, version)
    assert services.fields.of_record(subject) == {"roof": "Metal", "meters": 2.0}
    assert service.get(number).version == version + 1
    with pytest.raises(Stale):
        service.edit(number, {"meters": 3}, version)
    last = services.activity.of(subject)[-1]
    assert dict(last.data) == {"changes": [["Roof", "Tiles", "Metal"], ["Meters", None, "2"]]}
    service.edit(number, {"custom": {"meters": ""}})
    assert services.fields.of_record(subject) == {"roof": "Metal"}
    services.undo.undo()
    services.undo.undo()
    assert services.fields.of_record(subject) == {"roof": "Tiles"}
    assert service.get(number).version == version + 4
    services.undo.undo()
    with pytest.raises(NotFound):
        service.get(number)


@pytest.mark.feature("C-11")
def test_a_field_that_must_not_be_empty(services: Services) -> None:
    old = add_contact(services, "Old")
    services.fields.add("contact", "Roof", required=True)
    with pytest.raises(Refused, match="Roof cannot be empty") as caught:
        add_contact(services, "New")
    assert caught.value.missing == ("roof",)
    with pytest.raises(Refused):
        add_lead(services, "New")
    services.contacts.edit(old.id, {"middle_name": "x"})  # what was there before can still be changed
    made = add_contact(services, "New", custom={"roof": "flat"})
    with pytest.raises(Refused):
        services.contacts.edit(made.id, {"roof": ""})


@pytest.mark.parametrize("values", [{"custom": {"nothing": 1}}, {"custom.nothing": 1}, {"nothing": 1}])
def test_an_unknown_field_is_refused(services: Services, values: dict[str, Any]) -> None:
    contact = add_contact(services)
    with pytest.raises(Invalid, match="nothing"):
        services.contacts.edit(contact.id, values)


@pytest.mark.feature("C-11")
def test_fields_are_changed_put_in_order_and_taken_out_of_use(services: Services) -> None:
    fields = services.fields
    for label in ("One", "Two", "Three"):
        fields.add("lead", label)
    fields.move("three", 1)
    assert [one.key for one in fields.of("lead")] == ["three", "one", "two"]
    assert fields.edit("one", {"label": "First", "required": "yes"}).value.required is True
    fields.edit("two", {"active": False})
    assert [one.label for one in fields.of("lead")] == ["Three", "First"]
    assert [one.label for one in fields.of("lead", every=True)] == ["Three", "First", "Two"]
    lead = add_lead(services, custom={"one": "x"})
    with pytest.raises(Invalid):
        services.leads.edit(lead.id, {"two": "x"})
    with pytest.raises(Stale):
        fields.edit("one", {"label": "x"}, version=1)
    for _ in range(2):
        services.undo.undo()
    services.undo.undo()
    assert [one.key for one in fields.of("lead")][-1] == "two" or fields.get("two").active


def test_fields_that_cannot_be(services: Services) -> None:
    fields = services.fields
    fields.add("contact", "Roof", "choice", choices=("A", "B"))
    invalid: list[Callable[[], object]] = [
        lambda: fields.add("cat", "x"),
        lambda: fields.add("contact", "x", "money"),
        lambda: fields.add("contact", "\x1b"),
        lambda: fields.add("contact", "x" * 61),
        lambda: fields.add("contact", "x", key="1 x"),
        lambda: fields.add("contact", "x", "choice"),
        lambda: fields.add("contact", "x", "choice", choices=("a", "A")),
        lambda: fields.add("contact", "x", "text", choices=("a",)),
        lambda: fields.edit("roof", {"kind": "text"}),
        lambda: fields.edit("roof", {"label": ""}),
        lambda: fields.edit("roof", {"active": "perhaps"}),
    ]
    for wrong in invalid:
        with pytest.raises(Invalid):
            wrong()
    taken: list[Callable[[], object]] = [
        lambda: fields.add("contact", "ROOF"),
        lambda: fields.add("contact", "Passport"),
        lambda: fields.add("lead", "City"),
    ]
    for refused in taken:
        with pytest.raises(Refused):
            refused()
    with pytest.raises(NotFound):
        fields.get("nothing")


def test_choices_and_fields_that_records_have_stay(services: Services) -> None:
    fields = services.fields
    fields.add("contact", "Roof", "choice", choices=("A", "B"))
    fields.add("lead", "Roof")
    with pytest.raises(Invalid, match=r"contact\.roof, lead\.roof"):
        fields.get("roof")
    contact = add_contact(services, custom={"roof": "A"})
    with pytest.raises(Refused, match="A stays"):
        fields.edit("contact.roof", {"choices": ["B", "C"]})
    assert fields.edit("contact.roof", {"choices": ["A", "C"]}).value.choices == ("A", "C")
    with pytest.raises(Refused, match="1 record"):
        fields.delete("contact.roof")
    fields.delete("contact.roof", with_values=True)
    assert services.contacts.get(contact.id).custom == {}
    services.undo.undo()
    assert services.contacts.get(contact.id).custom == {"roof": "A"}


def test_only_an_admin_defines_fields(services: Services) -> None:
    for who in (MANAGER, SALES):
        with pytest.raises(NotPermitted):
            at_desk(services, who).fields.add("contact", "x")
    services.fields.add("contact", "x")
    change = services.undo.last()
    assert change is not None
    with pytest.raises(NotPermitted):
        at_desk(services, MANAGER).undo.undo(change.id)


def test_a_merge_takes_over_what_only_one_says(services: Services) -> None:
    for label in ("Roof", "Dog"):
        services.fields.add("contact", label)
    keep = add_contact(services, "Jan Kot", custom={"roof": "A"})
    gone = add_contact(services, "J. Kot", custom={"roof": "B", "dog": "yes"})
    assert services.merging.merge(keep.id, gone.id).value.custom == {"roof": "A", "dog": "yes"}
    services.undo.undo()
    assert services.contacts.get(gone.id).custom == {"roof": "B", "dog": "yes"}
