"""An opened instance: its settings, its database, its county, as one explicit object."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from geo.areas import AreaHierarchy
from geo.basemaps import Basemap, BasemapKind
from geo.county import Attribution, County, Neighbour, Place, read_county
from geo.errors import IntegrityError, InvalidParameter, reason_of
from geo.gazetteer import Gazetteer, read_gazetteer
from geo.importing import ImportContext
from geo.shipped import data_dir, read_attributions, read_neighbours, read_places, read_taxonomy
from geo.store import areas as stored_areas
from geo.store.addresses import register_state
from geo.store.database import Database
from geo.store.mbtiles import MBTiles
from geo.store.originals import Originals, make_durable_folder
from geo.taxonomy import Taxonomy
from geo.usecases.kept_context import KeptContext
from geo.usecases.kept_reach import KeptReach
from geo.usecases.settings import Settings


@dataclass(frozen=True, kw_only=True)
class Instance:
    """Everything a use case needs; parts that cost time are read when first asked for.

    Parameters
    ----------
    settings
        As loaded.
    database
        Migrated.
    originals
        Kept import files.
    """

    settings: Settings
    database: Database
    originals: Originals

    @cached_property
    def county(self) -> County:
        """The county as configured."""
        return read_county(self.data)

    @property
    def title(self) -> str:
        """What stands at the top of every page."""
        return self.county.title or self.county.name

    @cached_property
    def areas(self) -> AreaHierarchy:
        """The areas as stored."""
        with self.database.reading() as session:
            return stored_areas.load_areas(session)

    @cached_property
    def taxonomy(self) -> Taxonomy:
        """The vocabulary."""
        return read_taxonomy(self.data)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Names for orientation on the map."""
        return read_places(self.data)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Finds places of the county by their names."""
        return read_gazetteer(self.data)

    @cached_property
    def neighbours(self) -> tuple[Neighbour, ...]:
        """Names of what lies around the county."""
        return read_neighbours(self.data)

    @property
    def attributions(self) -> tuple[Attribution, ...]:
        """Sources of boundaries, places, vocabulary and, if one is loaded, of the addresses."""
        with self.database.reading() as session:
            state = register_state(session)
        if state is None or not state.source:
            return self._shipped_attributions
        return (*self._shipped_attributions, Attribution(text=state.source, licence=state.licence))

    @cached_property
    def _shipped_attributions(self) -> tuple[Attribution, ...]:
        return read_attributions(self.data)

    @cached_property
    def basemaps(self) -> tuple[Basemap, ...]:
        """Background maps as configured, with what their files say of themselves."""
        return tuple(
            self._with_facts(each) if each.kind is BasemapKind.MBTILES else each
            for each in self.settings.basemaps
        )

    def _with_facts(self, basemap: Basemap) -> Basemap:
        facts = self.tiles_of(basemap).facts()
        return replace(basemap, min_zoom=facts.min_zoom, max_zoom=facts.max_zoom, box=facts.box)

    def tiles_of(self, basemap: Basemap) -> MBTiles:
        """Return the file of a background map; its path may be relative to the instance."""
        return MBTiles(self.settings.instance / basemap.file)

    @property
    def import_context(self) -> ImportContext:
        """What an import compares a list with, with the register that is loaded now."""
        return self._kept_context.current()

    @cached_property
    def _kept_context(self) -> KeptContext:
        return KeptContext(self.database, self._make_context)

    def _make_context(self) -> ImportContext:
        return ImportContext(
            county=self.county,
            areas=self.areas,
            taxonomy=self.taxonomy,
            gazetteer=self.gazetteer,
        )

    @cached_property
    def kept_reach(self) -> KeptReach:
        """From where distances are measured, and what was measured last."""
        return KeptReach(self.database, areas=self.areas, places=self.gazetteer.places)

    @cached_property
    def data(self) -> Path:
        """Folder of the county's data."""
        return self.settings.data or data_dir()


def open_instance(settings: Settings) -> Instance:
    """Open the instance, bring its schema up to date and clear what a crash left behind.

    Raises
    ------
    InvalidParameter
        If its folder cannot be created, the database address is wrong, or the file of a
        background map cannot be used.
    IntegrityError
        If the database is damaged or has disappeared.
    Unavailable
        If the database cannot be reached.
    """
    try:
        make_durable_folder(settings.instance)
    except OSError as error:
        raise InvalidParameter(
            f"Der Ordner {settings.instance} lässt sich nicht anlegen: {reason_of(error)}."
        ) from error
    instance = Instance(
        settings=settings,
        database=Database(settings.url),
        originals=Originals(settings.instance / "originals"),
    )
    _require_database(instance)
    instance.database.migrate()
    instance.originals.remove_leftovers()
    _ = instance.basemaps  # a file that cannot be used is told now
    return instance


def _require_database(instance: Instance) -> None:
    """Refuse to begin anew where lists have been kept: the database was there before them."""
    if not instance.originals.is_empty() and instance.database.is_blank():
        raise IntegrityError(
            f"Im Ordner {instance.settings.instance} liegen geladene Listen, aber die Datenbank "
            "dazu fehlt oder ist leer. Bitte die Einstellung „database_url“ prüfen oder eine "
            "Sicherung einspielen. Für einen neuen Anfang einen anderen Ordner wählen."
        )
