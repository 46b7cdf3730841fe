"""The core: people, contacts, leads, projects, what is written on them, and the history of it all."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_LISTED = sa.text("deleted_at IS NULL AND archived_at IS NULL")

_STAGES = (
    ("open", "Open", "Otwarte", "open", 1, "open", "○"),
    ("contacted", "Contacted", "Skontaktowano", "working", 2, "contacted", "◔"),
    ("assigned", "Assigned", "Przypisane", "working", 3, "assigned", "◑"),
    ("site_visit", "Site visit", "Wizja lokalna", "working", 4, "site_visit", "◕"),
    ("converted", "Converted", "Przekonwertowane", "converted", 5, "converted", "✓"),
    ("lost", "Lost", "Utracone", "lost", 6, "lost", "✗"),
    ("closed", "Closed", "Zamknięte", "closed", 7, "closed", "◌"),
)


def upgrade() -> None:
    _document_content()
    _entity()
    _lead_stage()
    _user_account()
    _change()
    _contact()
    _preference()
    _saved_view()
    _activity()
    _change_item()
    _contact_email()
    _contact_phone()
    _lead()
    _project()
    _note()
    _project_assignee()
    _project_contact()
    _document()
    _search()
    _guards()
    _seed()


def _search() -> None:
    # The text is folded by Python, because the tokenizer leaves letters such as ł as they are.
    op.execute("CREATE VIRTUAL TABLE lead_search USING fts5(text, detail=none, tokenize='unicode61', prefix='2 3')")


def _guards() -> None:
    for what in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER activity_no_{what.lower()} BEFORE {what} ON activity "
            "BEGIN SELECT RAISE(ABORT, 'activities are append-only'); END"
        )
    op.execute(
        "CREATE TRIGGER contact_email_fixed BEFORE UPDATE OF id, address, address_key ON contact_email "
        "BEGIN SELECT RAISE(ABORT, 'a stored e-mail address never changes'); END"
    )
    # INSERT OR REPLACE removes the old row without asking the triggers above.
    op.execute(
        "CREATE TRIGGER activity_no_replace BEFORE INSERT ON activity "
        "WHEN EXISTS (SELECT 1 FROM activity WHERE id = NEW.id) "
        "BEGIN SELECT RAISE(ABORT, 'activities are append-only'); END"
    )
    op.execute(
        "CREATE TRIGGER contact_email_no_replace BEFORE INSERT ON contact_email "
        "WHEN EXISTS (SELECT 1 FROM contact_email WHERE id = NEW.id OR address_key = NEW.address_key) "
        "BEGIN SELECT RAISE(ABORT, 'contact_email.address_key: a stored e-mail address never changes'); END"
    )


def _seed() -> None:
    names = ("key", "label_en", "label_pl", "kind", "position", "hue", "glyph")
    table = sa.table("lead_stage", *(sa.column(n) for n in (*names, "active", "version")))
    op.bulk_insert(table, [dict(zip(names, row, strict=True), active=1, version=1) for row in _STAGES])


def _document_content() -> None:
    op.create_table(
        "document_content",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_document_content"),
        sqlite_strict=True,
    )


def _entity() -> None:
    op.create_table(
        "entity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("active", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('company', 'branch', 'team', 'partner')", name=op.f("ck_entity_kind")),
        sa.ForeignKeyConstraint(["parent_id"], ["entity.id"], name="fk_entity_parent_id"),
        sa.PrimaryKeyConstraint("id", name="pk_entity"),
        sa.UniqueConstraint("kind", "name_key", name="uq_entity_kind_name_key"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _lead_stage() -> None:
    op.create_table(
        "lead_stage",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("label_en", sa.Text(), nullable=False),
        sa.Column("label_pl", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("hue", sa.Text(), nullable=False),
        sa.Column("glyph", sa.Text(), nullable=False),
        sa.Column("active", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('open', 'working', 'converted', 'lost', 'closed')", name=op.f("ck_lead_stage_kind")
        ),
        sa.PrimaryKeyConstraint("key", name="pk_lead_stage"),
        sqlite_strict=True,
    )


def _user_account() -> None:
    op.create_table(
        "user_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Integer(), nullable=True),
        sa.Column("login", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("active", sa.Integer(), nullable=False),
        sa.Column("entity_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_user_account_name")),
        sa.CheckConstraint("role IN ('admin', 'manager', 'sales', 'viewer')", name=op.f("ck_user_account_role")),
        sa.ForeignKeyConstraint(["entity_id"], ["entity.id"], name="fk_user_account_entity_id"),
        sa.PrimaryKeyConstraint("id", name="pk_user_account"),
        sa.UniqueConstraint("login", name="uq_user_account_login"),
        sa.UniqueConstraint("uid", name="uq_user_account_uid"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _change() -> None:
    op.create_table(
        "change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("uid", sa.Integer(), nullable=True),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("undoable", sa.Integer(), nullable=False),
        sa.Column("undone", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name="fk_change_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_change"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_change_user", "change", ["user_id", "id"])


def _contact() -> None:
    op.create_table(
        "contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("name_fold", sa.Text(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=True),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('person', 'company')", name=op.f("ck_contact_kind")),
        sa.CheckConstraint("name <> ''", name=op.f("ck_contact_name")),
        sa.CheckConstraint("origin IN ('manual', 'leadgen')", name=op.f("ck_contact_origin")),
        sa.ForeignKeyConstraint(["company_id"], ["contact.id"], name="fk_contact_company_id"),
        sa.ForeignKeyConstraint(["created_by_id"], ["user_account.id"], name="fk_contact_created_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_contact"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_contact_company", "contact", ["company_id"])
    op.create_index("ix_contact_fold", "contact", ["name_fold"])
    op.create_index("ix_contact_name", "contact", ["name_key", "id"])


def _preference() -> None:
    op.create_table(
        "preference",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name="fk_preference_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_preference"),
        sa.UniqueConstraint("user_id", "key", name="uq_preference_user_id_key"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _saved_view() -> None:
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("shared", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("sort", sa.Text(), nullable=True),
        sa.Column("columns", sa.Text(), nullable=True),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_saved_view_name")),
        sa.ForeignKeyConstraint(["owner_id"], ["user_account.id"], name="fk_saved_view_owner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_saved_view"),
        sa.UniqueConstraint("owner_id", "name_key", name="uq_saved_view_owner_id_name_key"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _activity() -> None:
    op.create_table(
        "activity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("uid", sa.Integer(), nullable=True),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject_kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("change_id", sa.Integer(), nullable=True),
        sa.Column("data", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "subject_kind IN ('lead', 'contact', 'project', 'desk')", name=op.f("ck_activity_subject_kind")
        ),
        sa.ForeignKeyConstraint(["change_id"], ["change.id"], name="fk_activity_change_id"),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name="fk_activity_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_activity"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_activity_contact", "activity", ["contact_id", "id"])
    op.create_index("ix_activity_lead", "activity", ["lead_id", "id"])
    op.create_index("ix_activity_project", "activity", ["project_id", "id"])


def _change_item() -> None:
    op.create_table(
        "change_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("change_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("last_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.CheckConstraint("last_id >= row_id", name=op.f("ck_change_item_run")),
        sa.ForeignKeyConstraint(["change_id"], ["change.id"], name="fk_change_item_change_id"),
        sa.PrimaryKeyConstraint("id", name="pk_change_item"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_change_item_change", "change_item", ["change_id", "id"])
    op.create_index("ix_change_item_row", "change_item", ["table_name", "row_id"])
    op.create_index(
        "ix_change_item_run",
        "change_item",
        ["table_name", "row_id"],
        sqlite_where=sa.text("last_id > row_id"),
        postgresql_where=sa.text("last_id > row_id"),
    )


def _contact_email() -> None:
    op.create_table(
        "contact_email",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("address_key", sa.Text(), nullable=False),
        sa.Column("unusable", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_contact_email_contact_id"),
        sa.PrimaryKeyConstraint("id", name="pk_contact_email"),
        sa.UniqueConstraint("address_key", name="uq_contact_email_address_key"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_contact_email_contact", "contact_email", ["contact_id", "position"])


def _contact_phone() -> None:
    op.create_table(
        "contact_phone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("e164", sa.Text(), nullable=True),
        sa.Column("digits", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_contact_phone_contact_id"),
        sa.PrimaryKeyConstraint("id", name="pk_contact_phone"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_contact_phone_contact", "contact_phone", ["contact_id", "position"])
    op.create_index("ix_contact_phone_digits", "contact_phone", ["digits"])


def _lead() -> None:
    op.create_table(
        "lead",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("grid_connection", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("contact_key", sa.Text(), nullable=False),
        sa.Column("street", sa.Text(), nullable=True),
        sa.Column("postcode", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("city_key", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("latitude", sa.REAL(), nullable=True),
        sa.Column("longitude", sa.REAL(), nullable=True),
        sa.Column("assignee_user_id", sa.Integer(), nullable=True),
        sa.Column("assignee_entity_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("created_entity_id", sa.Integer(), nullable=True),
        sa.Column("monthly_kwh", sa.REAL(), nullable=True),
        sa.Column("consumption", sa.Text(), nullable=True),
        sa.Column("panel", sa.Integer(), nullable=False),
        sa.Column("battery", sa.Integer(), nullable=False),
        sa.Column("heat_pump", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("last_contacted", sa.Text(), nullable=True),
        sa.Column("next_follow_up", sa.Text(), nullable=True),
        sa.Column("due_key", sa.Text(), nullable=False),
        sa.Column("follow_up_note", sa.Text(), nullable=True),
        sa.Column("lost_reason", sa.Text(), nullable=True),
        sa.Column("converted_at", sa.Text(), nullable=True),
        sa.Column("archived_at", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("stage_since", sa.Text(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "grid_connection IN ('on_grid', 'off_grid', 'zero_injection')", name=op.f("ck_lead_grid_connection")
        ),
        sa.CheckConstraint("name <> ''", name=op.f("ck_lead_name")),
        sa.CheckConstraint("source IN ('company_leadgen', 'manual_entities')", name=op.f("ck_lead_source")),
        sa.CheckConstraint(
            "type IN ('residential', 'commercial', 'industrial', 'agricultural')", name=op.f("ck_lead_type")
        ),
        sa.CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name=op.f("ck_lead_coordinates")),
        sa.CheckConstraint("assignee_user_id IS NULL OR assignee_entity_id IS NULL", name=op.f("ck_lead_one_assignee")),
        sa.CheckConstraint("latitude BETWEEN -90 AND 90", name=op.f("ck_lead_latitude")),
        sa.CheckConstraint("longitude BETWEEN -180 AND 180", name=op.f("ck_lead_longitude")),
        sa.CheckConstraint("monthly_kwh >= 0", name=op.f("ck_lead_monthly_kwh")),
        sa.CheckConstraint("score BETWEEN 0 AND 100", name=op.f("ck_lead_score")),
        sa.ForeignKeyConstraint(["assignee_entity_id"], ["entity.id"], name="fk_lead_assignee_entity_id"),
        sa.ForeignKeyConstraint(["assignee_user_id"], ["user_account.id"], name="fk_lead_assignee_user_id"),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_lead_contact_id"),
        sa.ForeignKeyConstraint(["created_by_id"], ["user_account.id"], name="fk_lead_created_by_id"),
        sa.ForeignKeyConstraint(["created_entity_id"], ["entity.id"], name="fk_lead_created_entity_id"),
        sa.ForeignKeyConstraint(["owner_id"], ["user_account.id"], name="fk_lead_owner_id"),
        sa.ForeignKeyConstraint(["stage"], ["lead_stage.key"], name="fk_lead_stage"),
        sa.PrimaryKeyConstraint("id", name="pk_lead"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_lead_contact", "lead", ["contact_id"])
    op.create_index("ix_lead_listed_city", "lead", ["city_key", "id"], sqlite_where=_LISTED, postgresql_where=_LISTED)
    op.create_index(
        "ix_lead_listed_contact", "lead", ["contact_key", "id"], sqlite_where=_LISTED, postgresql_where=_LISTED
    )
    op.create_index(
        "ix_lead_listed_created", "lead", ["created_at", "id"], sqlite_where=_LISTED, postgresql_where=_LISTED
    )
    op.create_index("ix_lead_listed_due", "lead", ["due_key", "id"], sqlite_where=_LISTED, postgresql_where=_LISTED)
    op.create_index("ix_lead_listed_name", "lead", ["name_key", "id"], sqlite_where=_LISTED, postgresql_where=_LISTED)
    op.create_index(
        "ix_lead_listed_stage", "lead", ["stage", "created_at", "id"], sqlite_where=_LISTED, postgresql_where=_LISTED
    )
    op.create_index(
        "ix_lead_listed_updated", "lead", ["updated_at", "id"], sqlite_where=_LISTED, postgresql_where=_LISTED
    )


def _project() -> None:
    op.create_table(
        "project",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("name_fold", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("grid_connection", sa.Text(), nullable=False),
        sa.Column("street", sa.Text(), nullable=True),
        sa.Column("postcode", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("city_fold", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("latitude", sa.REAL(), nullable=True),
        sa.Column("longitude", sa.REAL(), nullable=True),
        sa.Column("regulation", sa.Text(), nullable=False),
        sa.Column("phases", sa.Integer(), nullable=True),
        sa.Column("metering_point", sa.Text(), nullable=True),
        sa.Column("monthly_kwh", sa.REAL(), nullable=True),
        sa.Column("consumption", sa.Text(), nullable=True),
        sa.Column("capacity_kwp", sa.REAL(), nullable=True),
        sa.Column("battery_kwh", sa.REAL(), nullable=True),
        sa.Column("price_net", sa.Integer(), nullable=True),
        sa.Column("price_gross", sa.Integer(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "grid_connection IN ('on_grid', 'off_grid', 'zero_injection')", name=op.f("ck_project_grid_connection")
        ),
        sa.CheckConstraint("name <> ''", name=op.f("ck_project_name")),
        sa.CheckConstraint(
            "outcome IN ('completed', 'failed', 'lost', 'cancelled', 'closed')", name=op.f("ck_project_outcome")
        ),
        sa.CheckConstraint(
            "stage IN ('onboarding', 'quoting', 'considering', 'committing', 'inspection', "
            "'installation', 'completed')",
            name=op.f("ck_project_stage"),
        ),
        sa.CheckConstraint(
            "type IN ('residential', 'commercial', 'industrial', 'agricultural')", name=op.f("ck_project_type")
        ),
        sa.CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name=op.f("ck_project_coordinates")),
        sa.CheckConstraint("latitude BETWEEN -90 AND 90", name=op.f("ck_project_latitude")),
        sa.CheckConstraint("longitude BETWEEN -180 AND 180", name=op.f("ck_project_longitude")),
        sa.CheckConstraint("battery_kwh >= 0", name=op.f("ck_project_battery_kwh")),
        sa.CheckConstraint("capacity_kwp >= 0", name=op.f("ck_project_capacity_kwp")),
        sa.CheckConstraint("phases IN (1, 2, 3)", name=op.f("ck_project_phases")),
        sa.CheckConstraint("price_net >= 0 AND price_gross >= price_net", name=op.f("ck_project_price")),
        sa.ForeignKeyConstraint(["created_by_id"], ["user_account.id"], name="fk_project_created_by_id"),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name="fk_project_lead_id"),
        sa.PrimaryKeyConstraint("id", name="pk_project"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_project_created", "project", ["created_at", "id"])
    op.create_index("ix_project_lead", "project", ["lead_id"])


def _note() -> None:
    op.create_table(
        "note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("body <> ''", name=op.f("ck_note_body")),
        sa.CheckConstraint(
            "(lead_id IS NOT NULL) + (contact_id IS NOT NULL) + (project_id IS NOT NULL) = 1",
            name=op.f("ck_note_one_subject"),
        ),
        sa.ForeignKeyConstraint(["author_id"], ["user_account.id"], name="fk_note_author_id"),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_note_contact_id"),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name="fk_note_lead_id"),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_note_project_id"),
        sa.PrimaryKeyConstraint("id", name="pk_note"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_note_contact", "note", ["contact_id", "created_at", "id"])
    op.create_index("ix_note_lead", "note", ["lead_id", "created_at", "id"])
    op.create_index("ix_note_project", "note", ["project_id", "created_at", "id"])


def _project_assignee() -> None:
    op.create_table(
        "project_assignee",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("entity_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(user_id IS NULL) <> (entity_id IS NULL)", name=op.f("ck_project_assignee_one")),
        sa.ForeignKeyConstraint(["entity_id"], ["entity.id"], name="fk_project_assignee_entity_id"),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_project_assignee_project_id"),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name="fk_project_assignee_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_project_assignee"),
        sa.UniqueConstraint("project_id", "entity_id", name="uq_project_assignee_project_id_entity_id"),
        sa.UniqueConstraint("project_id", "user_id", name="uq_project_assignee_project_id_user_id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )


def _project_contact() -> None:
    op.create_table(
        "project_contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_project_contact_contact_id"),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_project_contact_project_id"),
        sa.PrimaryKeyConstraint("id", name="pk_project_contact"),
        sa.UniqueConstraint("project_id", "contact_id", name="uq_project_contact_project_id_contact_id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_project_contact_contact", "project_contact", ["contact_id"])


def _document() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("note_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("category IN ('customer', 'bill', 'technical', 'other')", name=op.f("ck_document_category")),
        sa.CheckConstraint("name <> ''", name=op.f("ck_document_name")),
        sa.CheckConstraint(
            "(lead_id IS NOT NULL) + (contact_id IS NOT NULL) + (project_id IS NOT NULL) = 1",
            name=op.f("ck_document_one_subject"),
        ),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_document_contact_id"),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name="fk_document_lead_id"),
        sa.ForeignKeyConstraint(["note_id"], ["note.id"], name="fk_document_note_id"),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_document_project_id"),
        sa.ForeignKeyConstraint(["sha256"], ["document_content.sha256"], name="fk_document_sha256"),
        sa.ForeignKeyConstraint(["uploaded_by_id"], ["user_account.id"], name="fk_document_uploaded_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_document_contact", "document", ["contact_id"])
    op.create_index("ix_document_lead", "document", ["lead_id", "created_at", "id"])
    op.create_index("ix_document_note", "document", ["note_id"])
    op.create_index("ix_document_project", "document", ["project_id"])
