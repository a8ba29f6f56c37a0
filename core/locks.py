"""Making a thing once, however often it is asked for at the same moment."""

from django.db import connection


def one_at_a_time(what: str) -> None:
    """Wait until nobody else is making such a thing; held until the transaction ends.

    An action takes it before it looks whether the thing exists already. SQLite needs none: its
    writing transactions stand in line by themselves.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [what])
