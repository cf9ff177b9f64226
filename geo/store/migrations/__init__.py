"""Schema changes, applied in order by :meth:`geo.store.database.Database.migrate`."""
