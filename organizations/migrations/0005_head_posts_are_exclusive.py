"""Posts of whoever heads a unit are held by one person at a time."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from organizations.rules import is_head_post, share_a_day


def mark(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Two heads at once, entered before this rule, stay unmarked until somebody corrects one."""
    posts = apps.get_model("organizations", "Appointment").objects
    marked: list[object] = []
    for held in posts.order_by("pk"):
        days = held.valid_from, held.valid_to
        if is_head_post(held.post) and not any(
            other.unit_id == held.unit_id and share_a_day(other.valid_from, other.valid_to, *days)
            for other in marked
        ):
            posts.filter(pk=held.pk).update(is_exclusive=True)
            marked.append(held)


class Migration(migrations.Migration):
    dependencies = [("organizations", "0004_units_through_time")]
    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
