"""Alembic's environment: the connection comes from `solartui.store.upgrade`, already inside its transaction."""

from __future__ import annotations

from alembic import context

from solartui.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
    transaction_per_migration=False,
)
context.run_migrations()
