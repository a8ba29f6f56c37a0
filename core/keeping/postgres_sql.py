"""The questions and the script with which a PostgreSQL database is counted and replaced."""

from collections.abc import Iterable
from typing import Any

from psycopg2.extensions import connection

from core.keeping.database import Column, Facts

_LOCK = 733_021_174  # of ours alone: held while a database is being replaced
_OURS = """
    FROM pg_class c WHERE relnamespace = 'public'::regnamespace
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
"""
OTHERS = """
    SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()
    AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
WAIT_FOR_LOADING = f"SELECT pg_advisory_xact_lock({_LOCK})"
TOKEN = "SELECT obj_description(to_regclass('public.django_migrations'), 'pg_class')"  # noqa: S105

# What is there goes, extensions excepted: they are the server's.
BEGIN = f"""
BEGIN;
SET LOCAL lock_timeout = '10s';
{WAIT_FOR_LOADING};
DO $keeping$
DECLARE each record;
BEGIN
    FOR each IN SELECT c.oid::regclass AS name, CASE relkind WHEN 'v' THEN 'VIEW'
        WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END AS kind
        {_OURS} AND relkind IN ('r', 'p', 'v', 'm', 'f')
    LOOP
        IF to_regclass(each.name::text) IS NOT NULL THEN
            EXECUTE format('DROP %s %s CASCADE', each.kind, each.name);
        END IF;
    END LOOP;
    FOR each IN SELECT c.oid::regclass AS name {_OURS} AND relkind = 'S'
    LOOP
        EXECUTE format('DROP SEQUENCE %s CASCADE', each.name);
    END LOOP;
    FOR each IN SELECT p.oid::regprocedure AS name FROM pg_proc p
        WHERE pronamespace = 'public'::regnamespace
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    LOOP
        EXECUTE format('DROP ROUTINE %s CASCADE', each.name);
    END LOOP;
END $keeping$;
"""  # noqa: S608 - no value of anybody else in it


def end_of_loading(facts: Facts, token: str) -> str:
    """Count, leave the token, commit. Names were checked when the archive was read."""
    counted = [_OTHER_COUNT.format(_name(name), value) for name, value in facts.counts.items()]
    checks = counted + [_LESS.format(name, value) for name, value in facts.sequences.items()]
    tests = "\n".join(
        f"IF {check} THEN RAISE EXCEPTION 'khác bản sao lưu: %', $what${check}$what$; END IF;"
        for check in checks
    )
    return (
        f"DO $keeping$ BEGIN\n{tests}\nEND $keeping$;\n"
        f"COMMENT ON TABLE public.django_migrations IS '{token}';\nCOMMIT;\n"
    )


def facts_of(open_connection: connection, columns: Iterable[Column]) -> Facts:
    """Counted in one transaction. Sequences stand outside it and may run ahead of the rows."""
    tables = [name for (name,) in _all(open_connection, _TABLES)]
    has_migrations = "django_migrations" in tables
    applied = _all(open_connection, _APPLIED) if has_migrations else []
    known = {(table, column) for table, column in _all(open_connection, _COLUMNS)}
    names = [
        name
        for table, column in columns
        if (table, column) in known
        for (name,) in _all(open_connection, f"SELECT {_name(column)} FROM {_name(table)}")  # noqa: S608
    ]
    return Facts(
        migrations=tuple(sorted({f"{app}.{name}" for app, name in applied})),
        counts={
            table: int(one(open_connection, f"SELECT count(*) FROM public.{_name(table)}"))  # noqa: S608
            for table in tables
        },
        sequences={name: int(value) for name, value in _all(open_connection, _SEQUENCES)},
        files=frozenset(name for name in names if name),
    )


_OTHER_COUNT = "(SELECT count(*) FROM public.{}) <> {}"
_LESS = (
    "coalesce((SELECT last_value FROM pg_sequences "
    "WHERE schemaname = 'public' AND sequencename = '{}'), 0) < {}"
)
_TABLES = f"SELECT relname {_OURS} AND relkind IN ('r', 'p') ORDER BY relname"
_APPLIED = "SELECT app, name FROM public.django_migrations"
_COLUMNS = "SELECT table_name, column_name FROM information_schema.columns"
_SEQUENCES = (
    "SELECT sequencename, coalesce(last_value, 0) FROM pg_sequences "
    "WHERE schemaname = 'public' ORDER BY sequencename"
)


def one(open_connection: connection, query: str) -> Any:
    row = _all(open_connection, query)[0]
    return row[0]


def _all(open_connection: connection, query: str) -> list[tuple[Any, ...]]:
    with open_connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


def _name(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
