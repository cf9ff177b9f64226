"""The register of addresses and the answers of an online service."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the tables."""
    _create_register()
    _create_geocoder()


def _create_register() -> None:
    op.create_table(
        "address_register",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("licence", sa.String(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("streets", sa.Integer(), nullable=False),
        sa.Column("houses", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_address_register"),
    )
    op.create_table(
        "address_street",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("postcode", sa.String(), nullable=False),
        sa.Column("district", sa.String(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("ags", sa.String(), nullable=False),
        sa.Column("houses", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_address_street"),
    )


def _create_geocoder() -> None:
    op.create_table(
        "geocoder_answer",
        sa.Column("query", sa.String(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lat", sa.Double()),
        sa.Column("lon", sa.Double()),
        sa.Column("quality", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("query", name="pk_geocoder_answer"),
    )
    op.create_table(
        "geocoder_turn",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("free_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_geocoder_turn"),
    )
