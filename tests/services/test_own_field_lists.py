"""Lists of leads, contacts and projects filtered and ordered by fields of the desk's own."""

from __future__ import annotations

from typing import Any

import pytest

from solartui.domain.custom_fields import text_in_line
from solartui.domain.drafts import ContactDraft, ProjectDraft
from solartui.domain.errors import Invalid
from solartui.domain.listing import Sort
from solartui.domain.query import QueryError
from solartui.domain.selection import Chosen
from solartui.services.container import Services
from solartui.services.views import ViewDraft
from tests.desk import add_contact, add_lead

SAID: tuple[dict[str, Any], ...] = (
    {"roof": "Tile", "area": 120, "until": "2026-12-01", "shaded": True, "remark": "Łata przy kominie"},
    {"roof": "Metal", "area": -2.5, "until": "2026-11-16", "shaded": False, "remark": "nic"},
    {"area": 0},
    {},
)


@pytest.fixture
def desk(services: Services) -> Services:
    """Four leads: two that say something everywhere, one that says a number, one that says nothing."""
    fields = services.fields
    fields.add("lead", "Pokrycie dachu", "choice", key="roof", choices=["Tile", "Metal"])
    fields.add("lead", "Roof area", "number", key="area")
    fields.add("lead", "Until", "date", key="until")
    fields.add("lead", "Shaded", "yes_no", key="shaded")
    fields.add("lead", "Remark", "text", key="remark")
    for place, values in enumerate(SAID, 1):
        add_lead(services, f"Lead {place}", custom=values)
    return services


def found(services: Services, text: str, sort: str = "id") -> list[int]:
    return [line.id for line in services.leads.open_list(text, Sort.parse(sort)).rows(0, 10)]


@pytest.mark.feature("B-08")
@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("custom.roof:tile", [1]),
        ("custom.roof:tile,none", [1, 3, 4]),
        ("-custom.roof:tile", [2, 3, 4]),
        ("-custom.roof:tile,none", [2]),
        ("pokrycie-dachu:met", [2]),
        ("custom.area>0", [1]),
        ("custom.area:-3..0", [2, 3]),
        ("custom.area:none", [4]),
        ("custom.until:none", [3, 4]),
        ("custom.until<2026-12", [2]),
        ("custom.shaded:no", [2]),
        ("-custom.shaded:no", [1, 3, 4]),
        ("custom.shaded:none,yes", [1, 3, 4]),
        ("custom.remark:lata", [1]),
        ('custom.remark:"kominie lat"', [1]),
        ("custom.remark:omin", []),
        ("custom.roof:tile custom.area>1000", []),
        ("custom.roof:tile,metal lead", [1, 2]),
        ("custom.roof:tile archived:any stage:open", [1]),
    ],
)
def test_leads_are_found_by_what_they_say(desk: Services, text: str, ids: list[int]) -> None:
    assert found(desk, text) == ids
    listed = desk.leads.open_list(text)
    assert listed.count() == len(ids)
    assert sorted(listed.ids()) == ids
    assert [listed.position(number) is not None for number in (1, 2, 3, 4)] == [n in ids for n in (1, 2, 3, 4)]


@pytest.mark.parametrize(
    ("sort", "ids"),
    [
        ("custom.area,id", [4, 2, 3, 1]),
        ("-custom.area,id", [1, 3, 2, 4]),
        ("custom.roof,id", [3, 4, 2, 1]),
        ("-custom.until,id", [1, 2, 3, 4]),
        ("custom.shaded,-id", [4, 3, 2, 1]),
        ("custom.remark,id", [3, 4, 1, 2]),
    ],
)
def test_leads_are_ordered_by_what_they_say(desk: Services, sort: str, ids: list[int]) -> None:
    assert found(desk, "", sort) == ids
    listed = desk.leads.open_list("-archived", Sort.parse(sort))
    assert [listed.position(number) for number in ids] == [0, 1, 2, 3]


def test_what_is_not_there_is_refused_in_one_line(desk: Services) -> None:
    with pytest.raises(QueryError, match=r"Column 6: there is no field “custom\.nope”"):
        desk.leads.open_list("lead custom.nope:5")
    with pytest.raises(Invalid, match=r"cannot be sorted by custom\.nope"):
        desk.leads.open_list("", Sort("custom.nope"))
    with pytest.raises(Invalid, match=r"cannot be sorted by custom\.area"):
        desk.projects.open_list("", Sort("custom.area"))
    # A field of another kind of record is none of this list.
    desk.fields.add("contact", "Segment", key="segment")
    with pytest.raises(QueryError, match="no field"):
        desk.leads.open_list("custom.segment:a")


def test_a_field_out_of_use_is_still_found_and_a_deleted_one_is_not(desk: Services) -> None:
    desk.fields.edit("lead.roof", {"active": False})
    assert found(desk, "custom.roof:tile") == [1]
    assert [field.key for field in desk.lead_lists.own_fields()] == ["area", "until", "shaded", "remark"]
    desk.fields.delete("lead.roof", with_values=True)
    with pytest.raises(QueryError, match="no field"):
        desk.leads.open_list("custom.roof:tile")
    text, said = desk.filters.mended("custom.roof:tile custom.area>0")
    assert (text, len(said)) == ("custom.area>0", 1)
    desk.undo.undo()
    assert found(desk, "custom.roof:tile") == [1]


def test_lines_hold_what_their_records_say(desk: Services) -> None:
    fields = desk.lead_lists.own_fields()
    lines = desk.leads.open_list("", Sort("id")).rows(0, 9)
    assert [[text_in_line(field, line.own) for field in fields] for line in lines] == [
        ["Tile", "120", "2026-12-01", "yes", "Łata przy kominie"],
        ["Metal", "-2.5", "2026-11-16", "no", "nic"],
        ["", "0", "", "", ""],
        ["", "", "", "", ""],
    ]
    assert lines[3].own is None
    near = desk.leads.open_list("near:50.06,19.94,5km", Sort("distance"))
    assert near.rows(0, 5) == []


def test_all_of_a_filter_by_an_own_field_is_changed_at_once(desk: Services) -> None:
    outcome = desk.lead_actions.archive(Chosen(query="custom.roof:tile,metal")).value
    assert sorted(outcome.changed) == [1, 2]
    assert found(desk, "") == [3, 4]
    desk.undo.undo()
    assert found(desk, "custom.roof:tile,metal") == [1, 2]


def test_chips_and_choices_are_in_the_words_of_the_desk(desk: Services) -> None:
    said = desk.filters.words("custom.roof:tile custom.area>100 -custom.shaded:yes")
    assert [(one.label, one.value) for one in said] == [
        ("Pokrycie dachu", "Tile"), ("Roof area", "> 100"), ("Shaded", "not yes"),
    ]  # fmt: skip
    assert [entry.name for entry in desk.filters.context().catalogue.own] == [
        "custom.roof", "custom.area", "custom.until", "custom.shaded", "custom.remark",
    ]  # fmt: skip


def test_a_view_keeps_own_fields(desk: Services) -> None:
    desk.views.create(ViewDraft("Tiles", "custom.roof:tile", Sort.parse("-custom.area"), ("name", "custom.area:12")))
    view = desk.views.get("tiles")
    assert found(desk, view.query, view.sort.text) == [1]
    assert view.columns == ("name", "custom.area:12")
    with pytest.raises(QueryError, match="no field"):
        desk.views.create(ViewDraft("Bad", "custom.nope:1"))


@pytest.fixture
def projects(services: Services) -> Services:
    services.fields.add("project", "Deal", key="deal")
    services.fields.add("project", "Crew size", "number", key="crew")
    customer = add_contact(services, "Anna")
    drafts: list[dict[str, Any]] = [{"deal": "UM/1 dach", "crew": 3}, {"deal": "UM/2", "crew": 2}, {}]
    for place, values in enumerate(drafts):
        services.projects.create(ProjectDraft(name=f"P{place}", contact_id=customer.id, custom=values))
    return services


def test_projects_are_found_and_ordered_by_own_fields(projects: Services) -> None:
    def names(text: str, sort: str = "id") -> list[str]:
        return [line.name for line in projects.projects.open_list(text, Sort.parse(sort)).rows(0, 9)]

    assert names("custom.deal:um") == ["P0", "P1"]
    assert names("-custom.deal:dach") == ["P1", "P2"]
    assert names("deal:none") == ["P2"]
    assert names("custom.crew>=2 active", "-custom.crew") == ["P0", "P1"]
    assert names("", "custom.crew,id") == ["P2", "P1", "P0"]
    with pytest.raises(QueryError, match="no field"):
        names("custom.nope:x")
    project = projects.projects.get(1)
    assert dict(project.custom) == {"deal": "UM/1 dach", "crew": 3.0}


@pytest.fixture
def contacts(services: Services) -> Services:
    services.fields.add("contact", "Segment", "choice", key="segment", choices=["A", "B"])
    services.fields.add("contact", "Since", "date", key="since")
    for name, values in (("Anna Nowak", {"segment": "A", "since": "2026-11-20"}), ("Jan Nowak", {"segment": "B"})):
        services.contacts.create(ContactDraft(name=name, custom=values))
    add_contact(services, "Ewa Lis")
    return services


def test_contacts_are_found_and_ordered_by_own_fields(contacts: Services) -> None:
    def names(text: str, sort: str = "name") -> list[str]:
        return [line.name for line in contacts.contacts.open_list(text, Sort.parse(sort)).rows(0, 9)]

    assert names("custom.segment:a") == ["Anna Nowak"]
    assert names("nowak -custom.segment:a kind:person") == ["Jan Nowak"]
    assert names("custom.segment:none") == ["Ewa Lis"]
    assert names("custom.segment:a,b custom.since<=2026-11-20 nowak") == ["Anna Nowak"]
    assert names("", "-custom.segment,name") == ["Jan Nowak", "Anna Nowak", "Ewa Lis"]
    listed = contacts.contacts.open_list("custom.segment:b")
    assert (listed.count(), listed.total()) == (1, 3)
    (field, _) = contacts.contacts.own_fields()
    assert [text_in_line(field, line.own) for line in listed.rows(0, 5)] == ["B"]


@pytest.mark.parametrize(
    ("text", "column"), [("anna custom.nope:5", 6), ("custom.segment:c", 16), ("custom.since:soon", 14)]
)
def test_a_contact_filter_says_what_is_wrong_with_own_fields(contacts: Services, text: str, column: int) -> None:
    with pytest.raises(QueryError) as error:
        contacts.contacts.open_list(text)
    assert error.value.column == column


def test_words_of_a_contact_filter_need_no_own_fields(services: Services) -> None:
    assert services.contacts.open_list("anna kind:company 12:30").count() == 0
    with pytest.raises(Invalid, match=r"cannot be sorted by custom\.x"):
        services.contacts.open_list("", Sort("custom.x"))
