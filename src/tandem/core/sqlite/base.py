"""The database backend: Django's own for SQLite, set for a server."""

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's wrapper."""
