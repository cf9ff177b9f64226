"""Alembic's entry: runs the migrations on the connection it is handed, nothing else."""

from alembic import context

from geo.store.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    transactional_ddl=True,
)
context.run_migrations()
