"""The database itself refuses to change what was published, on SQLite and PostgreSQL.

Three rules, as triggers: a published report is not updated or deleted; what was written in
it is not added to, changed or removed; its publication and files are never touched. What
people wrote in a draft is added to, never changed.
"""

REFUSAL = "a published report never changes; a correction is a new version"

_IS_PUBLISHED = "(SELECT state FROM reporting_report WHERE id = {row}.report_id) = 'published'"
_RULES = [
    ("reporting_report", "UPDATE", "OLD.state = 'published'"),
    ("reporting_report", "DELETE", "OLD.state = 'published'"),
    ("reporting_sectiontext", "INSERT", _IS_PUBLISHED.format(row="NEW")),
    ("reporting_sectiontext", "UPDATE", "1 = 1"),
    ("reporting_sectiontext", "DELETE", _IS_PUBLISHED.format(row="OLD")),
    ("reporting_publication", "UPDATE", "1 = 1"),
    ("reporting_publication", "DELETE", "1 = 1"),
    ("reporting_publishedfile", "UPDATE", "1 = 1"),
    ("reporting_publishedfile", "DELETE", "1 = 1"),
]
TABLES = tuple(dict.fromkeys(table for table, _, _ in _RULES))
_FUNCTION = f"""CREATE OR REPLACE FUNCTION reporting_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"""


def put_in_place(connection) -> None:
    """Guard the tables; harmless when they are guarded already."""
    if connection.vendor == "postgresql":
        _run(connection, [_FUNCTION, *map(_on_postgresql, _RULES)])
    else:
        _run(connection, map(_on_sqlite, _RULES))


def take_away(connection) -> None:
    """Take the guards off: for the reverse migration, and for the tests' own cleaning."""
    on = " ON {table}" if connection.vendor == "postgresql" else ""
    _run(
        connection,
        (f"DROP TRIGGER IF EXISTS {_name(rule)}{on.format(table=rule[0])}" for rule in _RULES),
    )


def _name(rule: tuple[str, str, str]) -> str:
    return f"{rule[0]}_no_{rule[1].lower()}"


def _on_sqlite(rule: tuple[str, str, str]) -> str:
    table, act, when = rule
    return (
        f"CREATE TRIGGER IF NOT EXISTS {_name(rule)} BEFORE {act} ON {table} FOR EACH ROW "
        f"WHEN {when} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )


def _on_postgresql(rule: tuple[str, str, str]) -> str:
    """A row's trigger there may not look into other tables in its WHEN, so the function for
    texts asks for itself."""
    table, act, when = rule
    if "SELECT" not in when:
        return (
            f"CREATE OR REPLACE TRIGGER {_name(rule)} BEFORE {act} ON {table} FOR EACH ROW "
            f"WHEN ({when}) EXECUTE FUNCTION reporting_refuse()"
        )
    row = "NEW" if act == "INSERT" else "OLD"
    function = f"reporting_refuse_text_{act.lower()}"
    return (
        f"CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF {when} THEN RAISE EXCEPTION '{REFUSAL}'; END IF; RETURN {row}; END $$; "
        f"CREATE OR REPLACE TRIGGER {_name(rule)} BEFORE {act} ON {table} FOR EACH ROW "
        f"EXECUTE FUNCTION {function}()"
    )


def _run(connection, statements) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
