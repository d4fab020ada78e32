"""What the migrations make is what the models say: the other tests stand on the latter."""

import re

import pytest
from django.core.management import call_command
from django.db import connection, connections

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(
        connection.vendor != "sqlite", reason="elsewhere the migrations make the tests' tables"
    ),
]


@pytest.fixture(autouse=True)
def migrations_are_read(django_db_setup, settings):
    """The tests' own tables are made without them, before this."""
    settings.MIGRATION_MODULES = {}


@pytest.fixture
def migrated(tmp_path, django_db_blocker):
    """A connection to a database that only the migrations made."""
    connections.databases["migrated"] = {
        **connections.databases["default"],
        "NAME": tmp_path / "migrated.sqlite3",
    }
    with django_db_blocker.unblock():
        call_command("migrate", database="migrated", verbosity=0)
    yield connections["migrated"]
    connections["migrated"].close()
    del connections["migrated"]
    del connections.databases["migrated"]


def made(database) -> dict[str, object]:
    """Each table with its columns, foreign keys and constraints; each index and trigger."""
    with database.cursor() as cursor:
        cursor.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE sql > '' AND name NOT LIKE 'sqlite_%'"
        )
        found = cursor.fetchall()
        return {
            name: _table(cursor, name, sql) if kind == "table" else sql for kind, name, sql in found
        }


def _table(cursor, name: str, sql: str) -> tuple[list, list, list]:
    columns = cursor.execute(f'PRAGMA table_info("{name}")').fetchall()
    keys = cursor.execute(f'PRAGMA foreign_key_list("{name}")').fetchall()
    return (
        sorted((title, kind, is_needed) for _, title, kind, is_needed, *_ in columns),
        sorted((table, own, theirs) for _, _, table, own, theirs, *_ in keys),
        sorted(re.findall(r'CONSTRAINT "(\w+)"', sql)),
    )


def test_the_migrations_make_every_table_constraint_index_and_guard_of_the_models(migrated):
    by_migrations, by_models = made(migrated), made(connection)

    del by_migrations["django_migrations"]
    assert by_migrations == by_models
    assert "activity_no_update" in by_models


def test_no_model_was_changed_without_a_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
