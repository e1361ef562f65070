"""Run by alembic: the connection comes from `workspace/database.py`, which holds the lock."""

from alembic import context

from desirepath.workspace.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
