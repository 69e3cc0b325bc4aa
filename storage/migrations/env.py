"""Alembic's door: always on a connection that is open already."""

from alembic import context

from storage.schema_papers import TABLES

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=TABLES,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
