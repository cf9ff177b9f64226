"""Areas, layers, versions, publications and resources."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the tables."""
    _create_area()
    _create_layer()
    _create_version()
    _create_publication()
    _create_resource()


def _create_area() -> None:
    op.create_table(
        "area",
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("area_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("parent_id", sa.String()),
        sa.Column("parent_confirmed", sa.Boolean(), nullable=False),
        sa.Column("population", sa.Integer()),
        sa.Column("population_date", sa.Date()),
        sa.Column("area_km2", sa.Double()),
        sa.Column("valid_from", sa.Date()),
        sa.Column("crs", sa.String(), nullable=False),
        sa.Column("geometry", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("level", "area_id", name="pk_area"),
    )


def _create_layer() -> None:
    op.create_table(
        "layer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("layer_id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("ressort_id", sa.String()),
        sa.Column("visibility", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("licence", sa.String(), nullable=False),
        sa.Column("as_of", sa.String(), nullable=False),
        sa.Column("released", sa.JSON(), nullable=False),
        sa.Column("publication_id", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_layer"),
        sa.UniqueConstraint("layer_id", name="uq_layer_layer_id"),
    )


def _create_version() -> None:
    op.create_table(
        "layer_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("layer_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("options", sa.String(), nullable=False),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_layer_version"),
        sa.ForeignKeyConstraint(["layer_id"], ["layer.layer_id"], name="fk_layer_version_layer_id"),
        sa.UniqueConstraint("layer_id", "number", name="uq_layer_version_layer_id_number"),
        sa.UniqueConstraint(
            "layer_id", "sha256", "options", name="uq_layer_version_layer_id_sha256_options"
        ),
    )


def _create_publication() -> None:
    op.create_table(
        "publication",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("previous_id", sa.Integer()),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_publication"),
        sa.ForeignKeyConstraint(
            ["version_id"], ["layer_version.id"], name="fk_publication_version_id"
        ),
        sa.ForeignKeyConstraint(
            ["previous_id"], ["publication.id"], name="fk_publication_previous_id"
        ),
    )


_RESOURCE_TEXTS = (
    "resource_id",
    "name",
    "provider",
    "street",
    "postcode",
    "place",
    "phone",
    "email",
    "contact_person",
    "website",
    "note",
    "source",
    "as_of",
    "reach",
    "location_quality",
)


def _create_resource() -> None:
    op.create_table(
        "resource",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in _RESOURCE_TEXTS),
        sa.Column("category_id", sa.String()),
        sa.Column("sozialraum_id", sa.String()),
        sa.Column("target_groups", sa.JSON(), nullable=False),
        sa.Column("service_areas", sa.JSON(), nullable=False),
        sa.Column("lat", sa.Double()),
        sa.Column("lon", sa.Double()),
        sa.Column("outside_m", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("version_id", "position", name="pk_resource"),
        sa.ForeignKeyConstraint(
            ["version_id"], ["layer_version.id"], name="fk_resource_version_id"
        ),
    )
