"""The log can be searched, and read newest first."""

from django.db import migrations, models

from core.text import searchable


def fill(apps, _schema_editor):
    """What `audit.actions.record` writes from now on, for the events that are there."""
    events = apps.get_model("audit", "Event").objects
    changed = []
    for event in events.order_by("pk").iterator(chunk_size=500):
        event.search_text = searchable(f"{event.actor_label} {event.thing_label} {event.reason}")
        changed.append(event)
        if len(changed) == 500:
            events.bulk_update(changed, ["search_text"])
            changed = []
    events.bulk_update(changed, ["search_text"])


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="event",
            name="search_text",
            field=models.TextField(default="", editable=False),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["-at", "-id"], name="audit_event_newest"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["actor_id"], name="audit_event_actor"),
        ),
    ]
