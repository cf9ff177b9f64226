"""Versions remember what was decided about their list."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the column; nothing is known of earlier versions."""
    column = sa.Column("decisions", sa.String(), nullable=False, server_default="")
    op.add_column("layer_version", column)
