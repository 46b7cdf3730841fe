"""What contacts and records know beyond their names: details, fields of the desk's own, partners, and erasure."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_ACTIVITY = (
    "id", "at", "user_id", "uid", "actor", "kind", "subject_kind", "subject_id", "lead_id", "contact_id",
    "project_id", "change_id",
)  # fmt: skip


def upgrade() -> None:
    _external_ids()
    _more_entities()
    _numbered_stages()
    _contact_details()
    _lead_partners()
    _custom_fields()
    _erasure()


def _external_ids() -> None:
    """What other programs call a lead or a contact: a second import of their sheet finds it by that."""
    given = sa.text("external_id IS NOT NULL")
    for table in ("lead", "contact"):
        op.add_column(table, sa.Column("external_id", sa.Text(), nullable=True))
        op.create_index(f"ix_{table}_external", table, ["external_id"], sqlite_where=given)


def _more_entities() -> None:
    """Service locations beside branches, teams and partners: the check of a column cannot be changed in place."""
    columns = "id, kind, name, name_key, parent_id, active, created_at, updated_at, version"
    op.create_table(
        "entity_new",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_key", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("active", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('company', 'branch', 'team', 'partner', 'location')", name=op.f("ck_entity_kind")),
        sa.ForeignKeyConstraint(["parent_id"], ["entity_new.id"], name="fk_entity_parent_id"),
        sa.PrimaryKeyConstraint("id", name="pk_entity"),
        sa.UniqueConstraint("kind", "name_key", name="uq_entity_kind_name_key"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.execute(f"INSERT INTO entity_new ({columns}) SELECT {columns} FROM entity ORDER BY id")
    _replace("entity")


def _replace(table: str) -> None:
    """Put a table made anew in the place of the old one; numbers that were given once are not given again."""
    last = f"SELECT max(seq) FROM sqlite_sequence WHERE name IN ('{table}', '{table}_new')"
    op.execute(f"UPDATE sqlite_sequence SET seq = ({last}) WHERE name = '{table}_new'")
    op.drop_table(table)
    op.rename_table(f"{table}_new", table)


def _numbered_stages() -> None:
    """Stages get a number, as every row has that can be changed and taken back."""
    columns = "key, label_en, label_pl, kind, position, hue, glyph, active, version"
    op.create_table(
        "lead_stage_new",
        sa.Column("id", sa.Integer(), nullable=False),
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
        sa.CheckConstraint("key <> '' AND label_en <> '' AND label_pl <> ''", name=op.f("ck_lead_stage_words")),
        sa.PrimaryKeyConstraint("id", name="pk_lead_stage"),
        sa.UniqueConstraint("key", name="uq_lead_stage_key"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.execute(f"INSERT INTO lead_stage_new ({columns}) SELECT {columns} FROM lead_stage ORDER BY position, key")
    op.drop_table("lead_stage")
    op.rename_table("lead_stage_new", "lead_stage")


def _contact_details() -> None:
    for column in ("middle_name", "birth_date", "passport", "licence", "login", "login_key", "erased_at"):
        op.execute(f"ALTER TABLE contact ADD COLUMN {column} TEXT")
    check = "CONSTRAINT ck_contact_gender CHECK (gender IN ('female', 'male', 'other'))"
    op.execute(f"ALTER TABLE contact ADD COLUMN gender TEXT {check}")
    given = sa.text("login_key IS NOT NULL")
    op.create_index("uq_contact_login_key", "contact", ["login_key"], unique=True, sqlite_where=given)


def _lead_partners() -> None:
    for column in ("partner_id", "location_id"):
        named = f"CONSTRAINT fk_lead_{column} REFERENCES entity (id)"
        op.execute(f"ALTER TABLE lead ADD COLUMN {column} INTEGER {named}")


def _custom_fields() -> None:
    op.create_table(
        "custom_field",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("choices", sa.Text(), nullable=True),
        sa.Column("required", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("record IN ('contact', 'lead', 'project')", name=op.f("ck_custom_field_record")),
        sa.CheckConstraint("key <> '' AND label <> ''", name=op.f("ck_custom_field_words")),
        sa.CheckConstraint("kind IN ('text', 'number', 'date', 'choice', 'yes_no')", name=op.f("ck_custom_field_kind")),
        sa.CheckConstraint("(kind = 'choice') = (choices IS NOT NULL)", name=op.f("ck_custom_field_choices")),
        sa.PrimaryKeyConstraint("id", name="pk_custom_field"),
        sa.UniqueConstraint("record", "key", name="uq_custom_field_record_key"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    subjects = "(lead_id IS NOT NULL) + (contact_id IS NOT NULL) + (project_id IS NOT NULL) = 1"
    values = "(text IS NOT NULL) + (number IS NOT NULL) + (day IS NOT NULL) + (flag IS NOT NULL) = 1"
    op.create_table(
        "custom_value",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("field_id", sa.Integer(), nullable=False),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("number", sa.REAL(), nullable=True),
        sa.Column("day", sa.Text(), nullable=True),
        sa.Column("flag", sa.Integer(), nullable=True),
        sa.CheckConstraint(subjects, name=op.f("ck_custom_value_one_subject")),
        sa.CheckConstraint(values, name=op.f("ck_custom_value_one_value")),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_custom_value_contact_id"),
        sa.ForeignKeyConstraint(["field_id"], ["custom_field.id"], name="fk_custom_value_field_id"),
        sa.ForeignKeyConstraint(["lead_id"], ["lead.id"], name="fk_custom_value_lead_id"),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_custom_value_project_id"),
        sa.PrimaryKeyConstraint("id", name="pk_custom_value"),
        sa.UniqueConstraint("contact_id", "field_id", name="uq_custom_value_contact_id_field_id"),
        sa.UniqueConstraint("lead_id", "field_id", name="uq_custom_value_lead_id_field_id"),
        sa.UniqueConstraint("project_id", "field_id", name="uq_custom_value_project_id_field_id"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.create_index("ix_custom_value_field", "custom_value", ["field_id"])


def _erasure() -> None:
    """Who erased whom and when; and the one thing that may ever be done to a line of history: to empty it."""
    op.create_table(
        "erasure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("uid", sa.Integer(), nullable=True),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("under_way", sa.Integer(), nullable=False),
        sa.Column("removed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_erasure_contact_id"),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name="fk_erasure_user_id"),
        sa.PrimaryKeyConstraint("id", name="pk_erasure"),
        sqlite_autoincrement=True,
        sqlite_strict=True,
    )
    op.execute("DROP TRIGGER activity_no_update")
    same = " AND ".join(f"NEW.{column} IS OLD.{column}" for column in _ACTIVITY)
    op.execute(
        "CREATE TRIGGER activity_no_update BEFORE UPDATE ON activity "
        f"WHEN NOT (EXISTS (SELECT 1 FROM erasure WHERE under_way = 1) AND {same}) "
        "BEGIN SELECT RAISE(ABORT, 'activities are append-only'); END"
    )
