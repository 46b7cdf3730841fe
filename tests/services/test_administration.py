"""What the admin keeps: users, the parts of the organisation, and the stages of leads."""

from __future__ import annotations

from typing import Any

import pytest

from solartui.domain.errors import Invalid, NotFound, NotPermitted, Refused, Stale
from solartui.domain.stages import HUES, Stage
from solartui.domain.vocabulary import EntityKind, Role, StageKind
from solartui.services.container import Services
from tests.desk import ADMIN, BRANCH, MANAGER, PARTNER, SALES, TEAM, add_lead, at_desk, kinds


def keys(services: Services) -> list[str]:
    return [stage.key for stage in services.stages.all()]


@pytest.mark.feature("D-21")
def test_a_stage_is_added_named_coloured_and_put_in_its_place(services: Services) -> None:
    made = services.stages.add("Quote sent", "Oferta wysłana", hue="teal", glyph="◆").value
    assert (made.key, made.kind, made.hue, made.glyph) == ("quote_sent", StageKind.WORKING, "teal", "◆")
    assert keys(services)[3:6] == ["site_visit", "quote_sent", "converted"]
    services.stages.move("Oferta wysłana", 2)
    assert keys(services)[:3] == ["open", "quote_sent", "contacted"]
    after = services.stages.edit("quote_sent", {"label_en": "Offer sent", "hue": "rose"}).value
    assert (after.key, after.label_en, after.label_pl, after.hue) == (
        "quote_sent",
        "Offer sent",
        "Oferta wysłana",
        "rose",
    )
    for _ in range(3):
        services.undo.undo()
    assert "quote_sent" not in keys(services)
    assert [stage.position for stage in services.stages.all()] == list(range(1, 8))


@pytest.mark.feature("D-21")
def test_the_rules_of_leads_go_by_the_kind_of_a_stage(services: Services) -> None:
    services.stages.add("No roof", kind="lost")
    services.stages.edit("open", {"label": "Brand new"})
    lead = add_lead(services)
    assert lead.stage == "open"
    with pytest.raises(Refused, match="reason"):
        services.lead_actions.move([lead.id], "No roof")
    services.lead_actions.move([lead.id], "no roof", "shade")
    assert services.leads.get(lead.id).lost_reason == "shade"
    services.lead_actions.move([lead.id], "Brand new")
    assert services.leads.get(lead.id).lost_reason is None


@pytest.mark.feature("D-21")
def test_a_stage_out_of_use_takes_no_leads_and_keeps_its_own(services: Services) -> None:
    stay, come = add_lead(services, "A"), add_lead(services, "B")
    services.lead_actions.move([stay.id], "site_visit")
    services.stages.edit("site_visit", {"active": "no"})
    with pytest.raises(Refused, match="no longer in use"):
        services.lead_actions.move([come.id], "site_visit")
    assert services.leads.get(stay.id).stage == "site_visit"


@pytest.mark.feature("D-21")
def test_a_stage_in_use_goes_only_when_its_leads_have_a_place(services: Services) -> None:
    services.stages.add("Waiting")
    leads = [add_lead(services, name, stage="waiting") for name in ("A", "B", "C")]
    services.lead_actions.archive([leads[1].id])
    services.lead_actions.delete([leads[2].id])
    with pytest.raises(Refused, match="--move-to"):
        services.stages.delete("waiting")
    with pytest.raises(Refused, match="reason"):
        services.stages.delete("waiting", "lost")
    with pytest.raises(Refused):
        services.stages.delete("waiting", "waiting")
    with pytest.raises(Refused, match="converting"):
        services.stages.delete("waiting", "converted")
    services.stages.delete("waiting", "contacted")
    assert [services.leads.get(lead.id).stage for lead in leads[:2]] == ["contacted", "contacted"]
    assert kinds(services, "lead", leads[0].id)[-1] == "moved"
    assert "waiting" not in keys(services)
    services.undo.undo()
    assert [services.leads.get(lead.id).stage for lead in leads[:2]] == ["waiting", "waiting"]
    services.undo.undo()
    assert services.leads.get(leads[2].id).stage == "waiting"


@pytest.mark.feature("D-21")
def test_stages_that_the_desk_cannot_do_without(services: Services) -> None:
    for key in ("open", "lost", "converted"):
        with pytest.raises(Refused):
            services.stages.delete(key)
        with pytest.raises(Refused):
            services.stages.edit(key, {"active": False})
    services.stages.add("Fresh", kind="open")
    services.stages.delete("open")
    assert add_lead(services).stage == "fresh"


def test_stages_that_cannot_be(services: Services) -> None:
    for label in ("Contacted", "skontaktowano", "SITE-VISIT"):
        with pytest.raises(Refused, match="already"):
            services.stages.add(label)
    with pytest.raises(Refused):
        services.stages.add("x", kind="converted")
    wrongs: tuple[dict[str, Any], ...] = ({"kind": "x"}, {"hue": "#ff0000"}, {"glyph": "👷"}, {"glyph": "oo"})
    for wrong in wrongs:
        with pytest.raises(Invalid):
            services.stages.add("Some", **wrong)
    for label in ("", "\x1b", "x" * 25):
        with pytest.raises(Invalid):
            services.stages.add(label)
    with pytest.raises(Invalid):
        services.stages.edit("open", {"kind": "lost"})
    with pytest.raises(NotFound):
        services.stages.edit("nothing", {"label": "x"})
    with pytest.raises(NotPermitted):
        at_desk(services, MANAGER).stages.add("x")


def test_the_ramp_is_that_of_the_theme() -> None:
    from solartui import theme

    assert HUES == theme.HUES


def test_signs_of_stages_have_stand_ins() -> None:
    from solartui.domain.stages import GLYPHS
    from solartui.terminal.glyphs import _STAND_INS

    assert not set(GLYPHS) - {sign for signs, _, _ in _STAND_INS for sign in signs}


def test_users_are_changed_and_disabled(services: Services) -> None:
    organisation = services.organisation
    after = organisation.edit_user("anna", {"name": "Anna Żak", "role": "manager", "entity": "North"}).value
    assert (after.name, after.role, after.entity_id) == ("Anna Żak", Role.MANAGER, TEAM)
    with pytest.raises(Stale):
        organisation.edit_user("anna", {"name": "x"}, version=1)
    assert organisation.disable_user("piotr").value.active is False
    assert "Piotr Żak" not in [who.name for who in services.people.assignees()]
    with pytest.raises(NotPermitted, match="no longer"):
        add_lead(at_desk(services, 4))
    services.undo.undo()
    assert organisation.user("piotr").active is True
    lead = add_lead(services, assignee="piotr")
    assert (lead.owner and lead.owner.name, organisation.carried_by(4)) == ("Piotr Żak", 1)


def test_users_that_cannot_be(services: Services) -> None:
    organisation = services.organisation
    for name in ("ewa", "Ewa Admin", str(ADMIN)):
        for values in ({"active": False}, {"role": "sales"}):
            with pytest.raises(Refused, match="only admin"):
                organisation.edit_user(name, values)
    with pytest.raises(Refused, match="a user already"):
        organisation.edit_user("anna", {"login": "piotr"})
    with pytest.raises(Refused, match="a user already"):
        organisation.edit_user("anna", {"uid": 70_001})
    wrong = ({"role": "king"}, {"login": "a b"}, {"name": "\u200b"}, {"uid": "-1"}, {"uid": str(2**32)}, {"x": "1"})
    for value in wrong:
        with pytest.raises(Invalid):
            organisation.edit_user("anna", value)
    for who in ("nobody", "99"):
        with pytest.raises(NotFound):
            organisation.edit_user(who, {"name": "x"})
    with pytest.raises(NotPermitted):
        at_desk(services, MANAGER).organisation.edit_user("anna", {"name": "x"})


@pytest.mark.feature("D-06", "D-07")
def test_partners_and_service_locations_are_lists_of_the_admin(services: Services) -> None:
    organisation = services.organisation
    west = organisation.add_entity("location", "Małopolska West", "branch:Kraków").value
    assert (west.kind, west.parent_id) == (EntityKind.LOCATION, BRANCH)
    lead = add_lead(services, partner="dach", location="małopolska west")
    assert lead.partner is not None
    assert lead.location is not None
    assert (lead.partner.id, lead.location.name, lead.assignee) == (PARTNER, "Małopolska West", None)
    after = services.leads.edit(lead.id, {"partner": None, "location": f"#{west.id}"}).value
    assert (after.partner, after.location) == (None, lead.location)
    with pytest.raises(NotFound, match="entities list"):
        services.leads.edit(lead.id, {"location": "Dach i Spółka"})
    organisation.edit_entity("location:Małopolska West", {"name": "West", "active": "no"})
    with pytest.raises(NotFound):
        add_lead(services, "B", location="West")
    assert west.id not in [who.id for who in services.people.assignees() if who.name == "West"]


def test_entities_that_cannot_be(services: Services) -> None:
    organisation = services.organisation
    with pytest.raises(Refused, match="already"):
        organisation.add_entity("team", "north")
    with pytest.raises(Invalid):
        organisation.add_entity("club", "x")
    with pytest.raises(Invalid):
        organisation.add_entity("team", " ")
    organisation.edit_entity("North", {"parent": "Kraków"})
    with pytest.raises(Refused, match="itself"):
        organisation.edit_entity("Kraków", {"parent": "North"})
    with pytest.raises(Refused, match="in use"):
        organisation.delete_entity("North")
    made = organisation.add_entity("team", "South").value
    organisation.delete_entity("South")
    services.undo.undo()
    assert organisation.entity(f"#{made.id}").name == "South"
    with pytest.raises(NotPermitted):
        at_desk(services, SALES).organisation.add_entity("team", "x")


def test_a_change_of_an_entity_is_told_and_one_of_an_older_version_is_refused(services: Services) -> None:
    organisation = services.organisation
    old = organisation.entity("North")
    changed = organisation.edit_entity("North", {"name": "Far north"}, old.version)
    assert (changed.value.name, changed.value.version) == ("Far north", old.version + 1)
    assert changed.topics == {"users", "leads", "projects"}
    with pytest.raises(Stale, match="Far north was changed meanwhile") as stale:
        organisation.edit_entity("Far north", {"name": "x"}, old.version)
    assert stale.value.theirs == changed.value
    again = organisation.edit_entity("Far north", {"name": "Far north"})
    assert (again.value, again.topics, again.change_id) == (changed.value, frozenset(), None)
    services.undo.undo(changed.change_id)
    assert organisation.entity("North").id == old.id


def test_who_is_disabled_already_is_only_edited(services: Services) -> None:
    organisation = services.organisation
    organisation.disable_user("piotr")
    organisation.edit_user("piotr", {"name": "Piotr Ż"})
    assert [change.kind for change in services.undo.changes(2)] == ["user.edited", "user.disabled"]


def test_the_longest_login_and_the_largest_number_are_some(services: Services) -> None:
    login = "x" * 120
    assert services.organisation.add_user(login, uid=2**32 - 2).value.login == login


def test_stages_are_ordinary_rows(services: Services) -> None:
    assert all(isinstance(stage, Stage) for stage in services.stages.all())
    assert services.stages.counts() == {}
