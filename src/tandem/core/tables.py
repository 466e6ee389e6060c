"""The tables of a database, brought to this version.

Django carries migrations out one by one and makes its picture of all models anew for each step: for
an empty database half a minute of work. So all tables of an empty one are made at once, from the
models as they are, and the migrations are noted as done. What a migration does in SQL or Python of
its own is done there as well, unless it is `elidable`: it only changed what stood in older tables.
"""

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations import RunPython, RunSQL
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState


def bring_to_this_version() -> None:
    """Make what is missing; nothing where nothing is."""
    with connection.cursor() as cursor:
        empty = not connection.introspection.table_names(cursor)
    if empty:
        _make_at_once()
    call_command("migrate", interactive=False, verbosity=0)


def _make_at_once() -> None:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.managed and not model._meta.proxy:
                editor.create_model(model)
        for migration, _ in plan:
            for one in migration.operations:
                if isinstance(one, RunSQL | RunPython) and not one.elidable:
                    _do(one, editor)
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        for migration, _ in plan:
            recorder.record_applied(migration.app_label, migration.name)


def _do(one: RunSQL | RunPython, editor: BaseDatabaseSchemaEditor) -> None:
    """With the models as they are: there is only one state of them."""
    now = ProjectState.from_apps(apps)
    one.database_forwards("", editor, now, now)
