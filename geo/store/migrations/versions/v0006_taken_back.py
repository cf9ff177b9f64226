"""Publications know when they were taken back, so that every earlier day can be shown again."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the columns; when earlier ones were taken back is not known."""
    for table in ("publication", "record_publication"):
        op.add_column(table, sa.Column("taken_back_at", sa.DateTime(timezone=True)))
