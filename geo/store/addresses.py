"""The register of addresses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from geo.geocoding import AddressRegister, Street
from geo.store.models import AddressRegisterRow, AddressStreetRow

_BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterState:
    """What is loaded.

    Parameters
    ----------
    number
        Counts the loads; a new number means another register.
    source, licence, file_name
        Where it comes from.
    loaded_at
        When, in UTC.
    streets, houses
        How much it holds.
    """

    number: int
    source: str
    licence: str
    file_name: str
    loaded_at: datetime
    streets: int
    houses: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HousePoints:
    """Where the houses of the register stand, without a word of their addresses.

    Parameters
    ----------
    lat, lon
        EPSG:4326 degrees of each house.
    ags
        Key of its Gemeinde, 8 or 12 digits; empty if unknown.
    """

    lat: tuple[float, ...]
    lon: tuple[float, ...]
    ags: tuple[str, ...]


def replace_register(
    session: Session, streets: Iterable[Street], *, source: str, licence: str, file_name: str
) -> RegisterState:
    """Put other streets in place of all that are there."""
    before = register_state(session)
    session.execute(delete(AddressStreetRow))
    session.execute(delete(AddressRegisterRow))
    rows, count, houses = [], 0, 0
    for street in streets:
        rows.append(_to_row(street))
        count, houses = count + 1, houses + len(street.houses)
        if len(rows) == _BATCH:
            session.execute(insert(AddressStreetRow), rows)
            rows = []
    if rows:
        session.execute(insert(AddressStreetRow), rows)
    row = AddressRegisterRow(
        id=before.number + 1 if before else 1,
        source=source,
        licence=licence,
        file_name=file_name,
        loaded_at=datetime.now(UTC),
        streets=count,
        houses=houses,
    )
    session.add(row)
    session.flush()
    return _to_state(row)


def register_state(session: Session) -> RegisterState | None:
    """Return what is loaded, ``None`` if nothing is."""
    row = session.scalar(select(AddressRegisterRow))
    return None if row is None else _to_state(row)


def load_register(session: Session) -> AddressRegister | None:
    """Read the register, ``None`` if none is loaded."""
    state = register_state(session)
    if state is None:
        return None
    columns = AddressStreetRow.__table__.columns
    rows = session.execute(select(*columns).order_by(columns.id)).all()
    streets = (
        Street(
            name=row.name,
            postcode=row.postcode,
            district=row.district,
            municipality=row.municipality,
            ags=row.ags,
            houses=dict(
                zip(
                    row.houses["n"],
                    zip(row.houses["lat"], row.houses["lon"], strict=True),
                    strict=True,
                )
            ),
        )
        for row in rows
    )
    return AddressRegister(streets, source=state.source, licence=state.licence)


def load_points(session: Session) -> HousePoints:
    """Read where the houses stand; no points if no register is loaded."""
    columns = AddressStreetRow.__table__.columns
    rows = session.execute(select(columns.ags, columns.houses).order_by(columns.id)).all()
    return HousePoints(
        lat=tuple(lat for row in rows for lat in row.houses["lat"]),
        lon=tuple(lon for row in rows for lon in row.houses["lon"]),
        ags=tuple(row.ags for row in rows for _ in row.houses["n"]),
    )


def _to_row(street: Street) -> dict[str, object]:
    points = list(street.houses.values())
    return {
        "name": street.name,
        "postcode": street.postcode,
        "district": street.district,
        "municipality": street.municipality,
        "ags": street.ags,
        "houses": {
            "n": list(street.houses),
            "lat": [point[0] for point in points],
            "lon": [point[1] for point in points],
        },
    }


def _to_state(row: AddressRegisterRow) -> RegisterState:
    return RegisterState(
        number=row.id,
        source=row.source,
        licence=row.licence,
        file_name=row.file_name,
        loaded_at=row.loaded_at,
        streets=row.streets,
        houses=row.houses,
    )
