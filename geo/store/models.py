"""Tables. The only place, besides the migrations, that knows how rows look."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, ForeignKey, LargeBinary, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.schema import MetaData, UniqueConstraint


class UtcDateTime(TypeDecorator[datetime]):
    """Point in time in UTC; SQLite forgets the zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return the value with its zone."""
        return value if value is None else value.replace(tzinfo=value.tzinfo or UTC)


class Base(DeclarativeBase):
    """Root of the tables, with names for constraints so that migrations can address them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012
        datetime: UtcDateTime,
        dict[str, Any]: JSON,
        list[dict[str, Any]]: JSON,
        list[str]: JSON,
    }


class AreaRow(Base):
    """An area; ``geometry`` is WKB in ``crs``, metres."""

    __tablename__ = "area"

    level: Mapped[str] = mapped_column(primary_key=True)
    area_id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]
    parent_id: Mapped[str | None]
    parent_confirmed: Mapped[bool]
    population: Mapped[int | None]
    population_date: Mapped[date | None]
    area_km2: Mapped[float | None]
    valid_from: Mapped[date | None]
    crs: Mapped[str]
    geometry: Mapped[bytes] = mapped_column(LargeBinary)


class LayerRow(Base):
    """A layer.

    ``publication_id`` is the published pointer. It has no foreign key, because layer and
    publication would then need each other; publications are never deleted.
    """

    __tablename__ = "layer"

    id: Mapped[int] = mapped_column(primary_key=True)
    layer_id: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    ressort_id: Mapped[str | None]
    visibility: Mapped[str]
    source: Mapped[str]
    licence: Mapped[str]
    as_of: Mapped[str]
    released: Mapped[list[str]]
    publication_id: Mapped[int | None]


class VersionRow(Base):
    """An immutable version of a layer.

    ``options`` says how the file was read and what came of it; ``decisions`` is what the next
    list is read with, as TOML.
    """

    __tablename__ = "layer_version"
    __table_args__ = (
        UniqueConstraint("layer_id", "number"),
        UniqueConstraint("layer_id", "sha256", "options"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    layer_id: Mapped[str] = mapped_column(ForeignKey("layer.layer_id"))
    number: Mapped[int]
    created_at: Mapped[datetime]
    sha256: Mapped[str]
    options: Mapped[str]
    report: Mapped[dict[str, Any]]
    decisions: Mapped[str] = mapped_column(server_default="")


class PublicationRow(Base):
    """A version was published, in place of the publication ``previous_id``.

    ``taken_back_at`` is when the pointer went back to that one.
    """

    __tablename__ = "publication"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("layer_version.id"))
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("publication.id"))
    published_at: Mapped[datetime]
    taken_back_at: Mapped[datetime | None]


class ResourceRow(Base):
    """A resource of one version; the columns are the fields of :class:`geo.resources.Resource`."""

    __tablename__ = "resource"

    version_id: Mapped[int] = mapped_column(ForeignKey("layer_version.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    resource_id: Mapped[str]
    name: Mapped[str]
    category_id: Mapped[str | None]
    target_groups: Mapped[list[str]]
    provider: Mapped[str]
    street: Mapped[str]
    postcode: Mapped[str]
    place: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str]
    contact_person: Mapped[str]
    website: Mapped[str]
    note: Mapped[str]
    source: Mapped[str]
    as_of: Mapped[str]
    last_confirmed: Mapped[str] = mapped_column(server_default="")
    reach: Mapped[str]
    service_areas: Mapped[list[str]]
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    location_quality: Mapped[str]
    sozialraum_id: Mapped[str | None]
    outside_m: Mapped[float]


class RecordListRow(Base):
    """A list of records; ``publication_id`` as with :class:`LayerRow`."""

    __tablename__ = "record_list"
    __table_args__ = (UniqueConstraint("kind_id", "list_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind_id: Mapped[str]
    list_id: Mapped[str]
    title: Mapped[str]
    publication_id: Mapped[int | None]


class RecordVersionRow(Base):
    """An immutable version of a list; ``options`` as with :class:`VersionRow`."""

    __tablename__ = "record_version"
    __table_args__ = (
        UniqueConstraint("record_list_id", "number"),
        UniqueConstraint("record_list_id", "sha256", "options"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    record_list_id: Mapped[int] = mapped_column(ForeignKey("record_list.id"))
    number: Mapped[int]
    created_at: Mapped[datetime]
    sha256: Mapped[str]
    options: Mapped[str]
    report: Mapped[dict[str, Any]]
    count: Mapped[int]
    records: Mapped[list[dict[str, Any]]]


class RecordPublicationRow(Base):
    """A version was published; as with :class:`PublicationRow`."""

    __tablename__ = "record_publication"

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("record_version.id"))
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("record_publication.id"))
    published_at: Mapped[datetime]
    taken_back_at: Mapped[datetime | None]


class AddressRegisterRow(Base):
    """What the register of addresses is; at most one row, ``id`` counts the loads."""

    __tablename__ = "address_register"

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str]
    licence: Mapped[str]
    file_name: Mapped[str]
    loaded_at: Mapped[datetime]
    streets: Mapped[int]
    houses: Mapped[int]


class AddressStreetRow(Base):
    """A street of the register; ``houses`` holds the lists ``n`` (numbers), ``lat``, ``lon``."""

    __tablename__ = "address_street"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    postcode: Mapped[str]
    district: Mapped[str]
    municipality: Mapped[str]
    ags: Mapped[str]
    houses: Mapped[dict[str, Any]]


class GeocoderAnswerRow(Base):
    """What an online service answered to an address; without a point if it knew nothing."""

    __tablename__ = "geocoder_answer"

    query: Mapped[str] = mapped_column(primary_key=True)
    service: Mapped[str]
    asked_at: Mapped[datetime]
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    quality: Mapped[str]
    label: Mapped[str]


class GeocoderTurnRow(Base):
    """When the service may be asked again, in seconds since the epoch; one row for all."""

    __tablename__ = "geocoder_turn"

    id: Mapped[int] = mapped_column(primary_key=True)
    free_at: Mapped[float]
