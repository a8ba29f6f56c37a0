"""A seat is kept by the group that gave it away: groups without a number are told apart."""

import django.db.models.deletion
from django.db import migrations, models


def the_group_that_chose(apps, _editor):
    """The group whose meeting chose; else the one of the year before that bears the seat's kind and
    number. A group may have been given another number since.
    """
    editions = apps.get_model("clusters", "ClusterEdition").objects.order_by("pk")
    choices = apps.get_model("conferences", "SeatChoice").objects.order_by("pk")
    for seat in apps.get_model("clusters", "ReservedSeat").objects.all():
        choice = choices.filter(seat=seat).first()
        of_owner = editions.filter(year__owner=seat.owner_id, kind=seat.kind, number=seat.number)
        before = of_owner.filter(year__label_year=seat.label_year - 1).first()
        seat.chosen_in = choice.edition if choice else before
        seat.save(update_fields=["chosen_in"])


def chosen_in(**more):
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT,
        related_name="seats_chosen",
        to="clusters.clusteredition",
        **more,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("clusters", "0006_one_group_of_a_year_at_a_time"),
        ("conferences", "0003_despite"),
    ]

    operations = [
        migrations.AddField("reservedseat", "chosen_in", chosen_in(null=True)),
        migrations.RunPython(the_group_that_chose, migrations.RunPython.noop),
        migrations.RemoveConstraint(model_name="reservedseat", name="seat_reserved_once"),
        migrations.AlterField("reservedseat", "chosen_in", chosen_in()),
        migrations.RemoveField("reservedseat", "kind"),
        migrations.RemoveField("reservedseat", "number"),
        migrations.AddConstraint(
            model_name="reservedseat",
            constraint=models.UniqueConstraint(
                fields=("chosen_in", "label_year", "role"),
                name="seat_reserved_once",
                violation_error_message="Vai trò này của năm đó đã có đơn vị được chọn.",
            ),
        ),
    ]
