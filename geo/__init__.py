"""Ressourcenkarten, the library: areas, resources, import, assignment.

It knows no web, no map rendering and, outside :mod:`geo.store`, no SQL. Importing it reads
no data and opens no socket; heavy libraries are loaded by the functions that need them.
"""
