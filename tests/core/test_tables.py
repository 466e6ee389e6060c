"""An empty database gets all its tables at once, just as migrations would have made them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from tests.schema import Schema, environment_for, fresh_database

# On PostgreSQL fifty seconds: migrations are written with SQLite, and before a release tried on both.
pytestmark = [pytest.mark.slow, pytest.mark.server, pytest.mark.deep(on="postgresql")]
_ONE_BY_ONE = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
"""
_LOOK = """
import json, sys, django
django.setup()
from django.db import connection
with connection.cursor() as cursor:
    look = connection.introspection
    found = {}
    for table in look.table_names(cursor):
        columns = [list(one) for one in look.get_table_description(cursor, table)]
        rules = look.get_constraints(cursor, table)
        # Those without a name are numbered as the columns lie, which nobody minds.
        named = ["" if name.startswith(("__", "fk_")) else name for name in rules]
        found[table] = [sorted(one, key=str) for one in (columns, zip(named, rules.values()))]
    cursor.execute("SELECT app, name FROM django_migrations ORDER BY 1, 2")
    found["django_migrations"].append([list(row) for row in cursor.fetchall()])
    if connection.vendor == "sqlite":
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY 1")
        found["triggers"] = [list(row) for row in cursor.fetchall()]
json.dump(found, sys.stdout, default=str)
"""


def told(program: str, data: Path, url: str) -> str:
    command = [sys.executable, "-c", program]
    return subprocess.run(
        command, env=environment_for(data, url), check=True, capture_output=True, text=True
    ).stdout


def test_all_at_once_makes_what_one_by_one_would(migrated_schema: Schema, tmp_path: Path) -> None:
    with fresh_database(migrated_schema) as url:
        told(_ONE_BY_ONE, tmp_path, url)
        slowly = json.loads(told(_LOOK, tmp_path, url))
    at_once = json.loads(told(_LOOK, migrated_schema.data, migrated_schema.url))
    assert at_once.keys() == slowly.keys()
    for table, shape in slowly.items():
        # Django's own, which nobody uses, gets another kind of number one by one.
        if not table.startswith("auth_"):
            assert at_once[table] == shape, table
