"""Persistence: layers, versions, resources, areas and the files they came from.

Everything handed out is a domain object, never a row. Reading and changing happens inside
:meth:`geo.store.database.Database.reading` and
:meth:`~geo.store.database.Database.writing`; the functions of this package take the session
these yield, so that a use case decides what is one transaction.
"""
