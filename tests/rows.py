"""Everything that the database keeps of ours, to see whether it changed."""

from django.apps import apps
from django.db import connection
from django.db.models import Model

Rows = list[list[tuple[object, ...]]]


def everything() -> Rows:
    """All rows of Tandem's tables, as the database has them."""
    ours = [model for model in apps.get_models(include_auto_created=True) if _is_ours(model)]
    found = []
    with connection.cursor() as cursor:
        for model in ours:
            cursor.execute(f'SELECT * FROM "{model._meta.db_table}" ORDER BY 1')
            found.append(cursor.fetchall())
    return found


def _is_ours(model: type[Model]) -> bool:
    return apps.get_app_config(model._meta.app_label).name.startswith("tandem.")
