"""Resources know when somebody has last made sure of them."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the column; nothing is known of earlier resources."""
    column = sa.Column("last_confirmed", sa.String(), nullable=False, server_default="")
    op.add_column("resource", column)
