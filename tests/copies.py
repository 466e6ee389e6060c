"""A state of the database, made once through the services and then copied.

Half a second of services is a hundredth of a second of rows.
"""

from django.apps import apps
from django.db import models, transaction

_KEPT = "tandem."


class Copy:
    """All rows of Tandem's tables, and who is signed in, as they were when this was made."""

    def __init__(self) -> None:
        self._rows: list[tuple[type[models.Model], list[models.Model]]] = []
        for model in apps.get_models(include_auto_created=True):
            if apps.get_app_config(model._meta.app_label).name.startswith(_KEPT) and (
                rows := list(model._base_manager.order_by("pk"))
            ):
                self._rows.append((model, rows))

    def put_back(self) -> None:
        """Write the rows into empty tables, in one transaction: keys are checked at its end."""
        with transaction.atomic():
            for model, rows in self._rows:
                model._base_manager.bulk_create(rows)
