"""Every passing of a seat is confirmed by itself; a seat taken back remembers what was decided."""

from django.db import migrations, models


def day_of_the_latest(apps, _editor):
    """What was confirmed so far was shown of the latest passing between the two units."""
    handovers = apps.get_model("clusters", "Handover").objects.all()
    terms = apps.get_model("clusters", "LeadershipTerm").objects.filter(valid_from__isnull=False)
    for handover in handovers:
        held = terms.filter(
            edition=handover.edition_id, role=handover.role, unit=handover.to_unit_id
        )
        handover.on = held.order_by("-valid_from").values_list("valid_from", flat=True).first()
        handover.save(update_fields=["on"])


class Migration(migrations.Migration):
    dependencies = [("clusters", "0004_each_side_notes_for_itself")]

    operations = [
        migrations.AddField(
            model_name="handover",
            name="on",
            field=models.DateField(blank=True, null=True, verbose_name="Từ ngày"),
        ),
        migrations.RunPython(day_of_the_latest, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name="handover", name="handover_once"),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.UniqueConstraint(
                fields=("edition", "role", "from_unit", "to_unit", "on"), name="handover_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="handover",
            constraint=models.UniqueConstraint(
                condition=models.Q(("on__isnull", True)),
                fields=("edition", "role", "from_unit", "to_unit"),
                name="handover_once_undated",
            ),
        ),
        migrations.AddField(
            model_name="reservedseat",
            name="is_released",
            field=models.BooleanField(default=False, verbose_name="Chờ ghi nhận lại"),
        ),
    ]
