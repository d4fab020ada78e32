"""The database itself refuses to change or remove what was logged, on SQLite and PostgreSQL."""

TABLE = "activity_activityevent"
REFUSAL = "the activity log is append-only"

_SQLITE_ON = [
    f"CREATE TRIGGER IF NOT EXISTS activity_no_{act.lower()} BEFORE {act} ON {TABLE} "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for act in ("UPDATE", "DELETE")
]
_SQLITE_OFF = [f"DROP TRIGGER IF EXISTS activity_no_{act}" for act in ("update", "delete")]

_POSTGRES_ON = [
    f"""CREATE OR REPLACE FUNCTION activity_refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$""",
    f"""CREATE OR REPLACE TRIGGER activity_append_only BEFORE UPDATE OR DELETE OR TRUNCATE
    ON {TABLE} FOR EACH STATEMENT EXECUTE FUNCTION activity_refuse()""",
]
_POSTGRES_OFF = [f"DROP TRIGGER IF EXISTS activity_append_only ON {TABLE}"]


def put_in_place(connection) -> None:
    """Guard the table; harmless when it is guarded already."""
    _run(connection, _SQLITE_ON if connection.vendor == "sqlite" else _POSTGRES_ON)


def take_away(connection) -> None:
    """Take the guard off: for the reverse migration, and for tests that play the attacker."""
    _run(connection, _SQLITE_OFF if connection.vendor == "sqlite" else _POSTGRES_OFF)


def _run(connection, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
