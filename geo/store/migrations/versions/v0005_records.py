"""Lists of records that are no offers, with their versions and what was published of them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the tables."""
    _create_lists()
    _create_versions()


def _create_lists() -> None:
    op.create_table(
        "record_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind_id", sa.String(), nullable=False),
        sa.Column("list_id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("publication_id", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_record_list"),
        sa.UniqueConstraint("kind_id", "list_id", name="uq_record_list_kind_id_list_id"),
    )


def _create_versions() -> None:
    op.create_table(
        "record_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("record_list_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("options", sa.String(), nullable=False),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("records", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_record_version"),
        sa.ForeignKeyConstraint(
            ["record_list_id"], ["record_list.id"], name="fk_record_version_record_list_id"
        ),
        sa.UniqueConstraint(
            "record_list_id", "number", name="uq_record_version_record_list_id_number"
        ),
        sa.UniqueConstraint(
            "record_list_id",
            "sha256",
            "options",
            name="uq_record_version_record_list_id_sha256_options",
        ),
    )
    op.create_table(
        "record_publication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("previous_id", sa.Integer()),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_record_publication"),
        sa.ForeignKeyConstraint(
            ["version_id"], ["record_version.id"], name="fk_record_publication_version_id"
        ),
        sa.ForeignKeyConstraint(
            ["previous_id"], ["record_publication.id"], name="fk_record_publication_previous_id"
        ),
    )
