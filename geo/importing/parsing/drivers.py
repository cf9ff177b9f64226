"""GDAL with the one format that is read and nothing else."""

from __future__ import annotations

from geo.importing.parsing.formats import Format

# The formats that GDAL reads; what is text is read without it.
DRIVERS: dict[Format, tuple[str, ...]] = {
    Format.GPKG: ("GPKG",),
    Format.SHAPEFILE: ("ESRI Shapefile",),
    Format.FLATGEOBUF: ("FlatGeobuf",),
}
ENVIRONMENT = {
    "PROJ_NETWORK": "OFF",
    # whatever GDAL might want to fetch goes to a port where nobody listens
    "GDAL_HTTP_PROXY": "http://127.0.0.1:9",
    "GDAL_HTTP_CONNECTTIMEOUT": "1",
    "GDAL_HTTP_MAX_RETRY": "0",
    "SHAPE_RESTORE_SHX": "YES",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
}


class DriverError(RuntimeError):
    """GDAL has not exactly the drivers that a format needs."""


def allow_only(drivers: tuple[str, ...]) -> None:
    """Unload every GDAL driver but those named.

    GDAL applies ``GDAL_SKIP`` whenever its drivers are registered; the names to skip are only
    known after the first registration, so it is done twice. A driver that stays is a reason
    not to read at all.

    Raises
    ------
    DriverError
        If another driver could not be unloaded or none of the named ones exists.
    """
    import pyogrio
    from pyogrio import _ogr

    others = ",".join(name for name in pyogrio.list_drivers() if name not in drivers)
    pyogrio.set_gdal_config_options({"GDAL_SKIP": others})
    _ogr._register_drivers()  # noqa: SLF001 - pyogrio offers no public way to register again
    left = set(pyogrio.list_drivers())
    if not left or left - set(drivers):
        raise DriverError(f"GDAL has the drivers {sorted(left)} instead of {drivers}")
