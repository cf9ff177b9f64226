"""What every import compares a list with, kept as long as it is current."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

from geo.importing import ImportContext
from geo.store import addresses as stored_addresses
from geo.store import geocoder as stored_geocoder
from geo.store.database import Database


class KeptContext:
    """The context of imports, with the register and the answers as they are now.

    Another process may load a register at any time; what is kept is compared with the database
    before each use, and read again only if it is old.

    Parameters
    ----------
    database
        Where register and answers are.
    make
        Builds the context without them, once.
    """

    def __init__(self, database: Database, make: Callable[[], ImportContext]) -> None:
        self._database = database
        self._make = make
        self._lock = threading.Lock()
        self._context: ImportContext | None = None
        self._register: int | None = None
        self._answers: object = None

    def current(self) -> ImportContext:
        """Return the context with the register that is loaded now.

        Raises
        ------
        Unavailable
            If the database cannot be reached.
        """
        with self._lock:
            self._context = self._brought_up_to_date(self._context or self._make())
            return self._context

    def _brought_up_to_date(self, context: ImportContext) -> ImportContext:
        with self._database.reading() as session:
            state = stored_addresses.register_state(session)
            number = state.number if state else None
            if number != self._register:
                context = replace(context, addresses=stored_addresses.load_register(session))
                self._register = number
            answers = stored_geocoder.answers_state(session)
            if answers != self._answers:
                context = replace(context, online=stored_geocoder.answers(session))
                self._answers = answers
        return context
