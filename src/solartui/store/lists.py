"""The lists on offer: where their lines come from and how they can be ordered."""

from __future__ import annotations

from solartui.domain.listing import ContactLine, LeadLine, ProjectLine
from solartui.store.list_shape import Composite, ListShape, SortKey
from solartui.store.own_values import own_values

_FIRST_PHONE = "(SELECT number FROM contact_phone p WHERE p.contact_id = {id} ORDER BY position LIMIT 1)"
_FIRST_EMAIL = "(SELECT address FROM contact_email m WHERE m.contact_id = {id} ORDER BY position LIMIT 1)"
# Looked up for each row: joining for the order would join for the whole list.
_USER = "(SELECT name_key FROM user_account WHERE id = {id})"
_ENTITY = "(SELECT name_key FROM entity WHERE id = {id})"


def _of_contact(looked_up: str) -> str:
    return f"coalesce({looked_up.format(id='l.contact_id')}, '')"


# The key finds it in an index; a town that is written in signs alone has an empty one, too.
NO_TOWN = "l.city_key = '' AND coalesce(l.city, '') = ''"
_BY_STAGE = frozenset(
    {
        *("stage", "created_at", "id", "type", "grid_connection", "source", "assignee_user_id", "assignee_entity_id"),
        *("owner_id", "monthly_kwh", "score", "due_key", "respond_key"),
    }
)

LEADS: ListShape[LeadLine] = ListShape(
    id="l.id",
    table="lead l",
    # CROSS JOIN keeps SQLite from starting with the contacts; the order comes from an index of leads.
    joins="""CROSS JOIN contact c ON c.id = l.contact_id
        CROSS JOIN lead_stage s ON s.key = l.stage
        LEFT JOIN user_account au ON au.id = l.assignee_user_id
        LEFT JOIN entity ae ON ae.id = l.assignee_entity_id
        LEFT JOIN user_account ou ON ou.id = l.owner_id
        LEFT JOIN user_account cu ON cu.id = l.created_by_id
        LEFT JOIN entity ce ON ce.id = l.created_entity_id""",
    columns=f"""l.id, l.name, l.stage, l.type, l.grid_connection, l.source, l.channel, l.contact_id, c.name,
        {_FIRST_PHONE.format(id="l.contact_id")}, {_FIRST_EMAIL.format(id="l.contact_id")},
        l.street, l.postcode, l.city, l.region, l.country, l.latitude, l.longitude,
        coalesce(au.name, ae.name), ou.name, cu.name, ce.name, l.monthly_kwh, l.score, l.last_contacted,
        l.next_follow_up, l.follow_up_note, l.created_at, l.updated_at, l.archived_at IS NOT NULL,
        l.converted_at IS NOT NULL, l.version, l.respond_by, {own_values("lead", "l.id")}, NULL""",
    listed="l.deleted_at IS NULL AND l.archived_at IS NULL",
    sorts={
        "id": SortKey("l.id", indexed=True),
        "name": SortKey("l.name_key", indexed=True, index="ix_lead_listed_name"),
        "contact": SortKey("l.contact_key", indexed=True, index="ix_lead_listed_contact"),
        "stage": SortKey("(SELECT position FROM lead_stage WHERE key = l.stage)"),
        "type": SortKey("l.type"),
        "grid_connection": SortKey("l.grid_connection"),
        "source": SortKey("l.source"),
        "channel": SortKey("coalesce(l.channel, '')"),
        "location": SortKey("l.city_key", indexed=True, index="ix_lead_listed_city"),
        "phone": SortKey(_of_contact(_FIRST_PHONE), covered=False, along="ix_lead_contact"),
        "email": SortKey(_of_contact(_FIRST_EMAIL), covered=False, along="ix_lead_contact"),
        "street": SortKey("coalesce(l.street, '')", covered=False),
        "follow_up_note": SortKey("coalesce(l.follow_up_note, '')", covered=False),
        "postcode": SortKey("coalesce(l.postcode, '')", covered=False),
        "region": SortKey("coalesce(l.region, '')", covered=False),
        "country": SortKey("coalesce(l.country, '')"),
        "assignee": SortKey(
            f"coalesce({_USER.format(id='l.assignee_user_id')}, {_ENTITY.format(id='l.assignee_entity_id')}, '')"
        ),
        "owner": SortKey(f"coalesce({_USER.format(id='l.owner_id')}, '')"),
        "created_by": SortKey(f"coalesce({_USER.format(id='l.created_by_id')}, '')"),
        "created_entity": SortKey(f"coalesce({_ENTITY.format(id='l.created_entity_id')}, '')"),
        "monthly_kwh": SortKey("coalesce(l.monthly_kwh, -1)"),
        "score": SortKey("coalesce(l.score, -1)"),
        "last_contacted": SortKey("coalesce(l.last_contacted, '')"),
        "next_follow_up": SortKey("l.due_key", indexed=True, index="ix_lead_listed_due"),
        "respond_by": SortKey("l.respond_key", indexed=True, index="ix_lead_listed_response"),
        "created_at": SortKey("l.created_at", indexed=True, index="ix_lead_listed_created"),
        "updated_at": SortKey("l.updated_at", indexed=True, index="ix_lead_listed_updated"),
    },
    make=LeadLine._make,
    covering="ix_lead_listed_created",
    narrow={
        "stage": "ix_lead_listed_stage",
        "updated_at": "ix_lead_listed_updated",
        "due_key": "ix_lead_listed_due",
        "respond_key": "ix_lead_listed_response",
    },
    composites=(Composite("ix_lead_listed_stage", "stage", "l.created_at", _BY_STAGE),),
    hits="SELECT count(*) FROM (SELECT 1 FROM lead_search WHERE lead_search MATCH ? LIMIT ?)",
    placed="ix_lead_listed_place",
    partial={
        "l.latitude IS NULL": "ix_lead_listed_unplaced",
        "l.latitude IS NOT NULL": "ix_lead_listed_place",
        NO_TOWN: "ix_lead_listed_city",
    },
)

CONTACTS: ListShape[ContactLine] = ListShape(
    id="c.id",
    table="contact c",
    joins="LEFT JOIN contact o ON o.id = c.company_id",
    columns=f"""c.id, c.kind, c.name, o.name,
        {_FIRST_EMAIL.format(id="c.id")}, {_FIRST_PHONE.format(id="c.id")}, c.origin,
        (SELECT count(*) FROM lead l WHERE l.contact_id = c.id AND l.deleted_at IS NULL),
        (SELECT group_concat(p.name, ', ') FROM project_contact pc JOIN project p ON p.id = pc.project_id
         WHERE pc.contact_id = c.id AND p.deleted_at IS NULL),
        c.created_at, c.updated_at, c.version, {own_values("contact", "c.id")}""",
    listed="c.deleted_at IS NULL",
    sorts={
        "id": SortKey("c.id", indexed=True),
        "name": SortKey("c.name_key", indexed=True),
        "kind": SortKey("c.kind"),
        "company": SortKey("coalesce((SELECT o.name_key FROM contact o WHERE o.id = c.company_id), '')"),
        "origin": SortKey("c.origin"),
        "created_at": SortKey("c.created_at"),
        "updated_at": SortKey("c.updated_at"),
    },
    make=ContactLine._make,
)

PROJECTS: ListShape[ProjectLine] = ListShape(
    id="p.id",
    table="project p",
    joins="",
    columns=f"""p.id, p.name, p.stage, p.outcome,
        (SELECT c.name FROM project_contact pc JOIN contact c ON c.id = pc.contact_id
         WHERE pc.project_id = p.id ORDER BY pc.position LIMIT 1),
        p.city, p.type, p.grid_connection, p.lead_id, p.capacity_kwp, p.battery_kwh, p.price_net, p.price_gross,
        p.currency,
        (SELECT coalesce(u.name, e.name) FROM project_assignee a LEFT JOIN user_account u ON u.id = a.user_id
         LEFT JOIN entity e ON e.id = a.entity_id WHERE a.project_id = p.id ORDER BY a.id LIMIT 1),
        p.created_at, p.updated_at, p.version, p.country, p.latitude, p.longitude, p.tasks_done, p.tasks_total,
        {own_values("project", "p.id")}""",
    listed="p.deleted_at IS NULL",
    sorts={
        "id": SortKey("p.id", indexed=True),
        "name": SortKey("p.name_key"),
        "stage": SortKey(
            "CASE p.stage WHEN 'onboarding' THEN 1 WHEN 'quoting' THEN 2 WHEN 'considering' THEN 3 "
            "WHEN 'committing' THEN 4 WHEN 'inspection' THEN 5 WHEN 'installation' THEN 6 ELSE 7 END"
        ),
        "progress": SortKey("CASE WHEN p.tasks_total > 0 THEN 1.0 * p.tasks_done / p.tasks_total ELSE -1 END"),
        "location": SortKey("p.city_fold"),
        "capacity_kwp": SortKey("coalesce(p.capacity_kwp, -1)"),
        "price_net": SortKey("coalesce(p.price_net, -1)"),
        "created_at": SortKey("p.created_at", indexed=True),
        "updated_at": SortKey("p.updated_at"),
    },
    make=ProjectLine._make,
)
