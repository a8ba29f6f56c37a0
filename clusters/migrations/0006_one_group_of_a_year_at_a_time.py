"""A unit is in one group of a year at a time, by the database too: the year beside the edition."""

import core.constraints
import core.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery


def year_of_the_edition(apps, _editor):
    editions = apps.get_model("clusters", "ClusterEdition").objects.filter(pk=OuterRef("edition"))
    memberships = apps.get_model("clusters", "Membership").objects.all()
    memberships.update(year=Subquery(editions.values("year")[:1]))


def year(**more):
    return core.fields.RepeatedKey(
        of="edition",
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="clusters.emulationyear",
        **more,
    )


class Migration(migrations.Migration):
    dependencies = [("clusters", "0005_each_passing_by_itself_and_seats_that_wait")]

    operations = [
        migrations.AddField(model_name="membership", name="year", field=year(null=True)),
        migrations.RunPython(year_of_the_edition, migrations.RunPython.noop),
        migrations.AlterField(model_name="membership", name="year", field=year()),
        migrations.AddConstraint(
            model_name="clusteredition",
            constraint=models.UniqueConstraint(fields=("id", "year"), name="edition_in_its_year"),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=core.constraints.PostgresPair(
                name="membership_in_the_year_of_its_edition",
                fields=("edition", "year"),
                to="clusters.ClusterEdition",
                to_fields=("id", "year"),
            ),
        ),
        migrations.RemoveConstraint(model_name="membership", name="membership_one_at_a_time"),
        migrations.AddConstraint(
            model_name="membership",
            constraint=core.constraints.PostgresExclusion(
                name="membership_one_at_a_time",
                expressions=[
                    (F("year"), django.contrib.postgres.fields.ranges.RangeOperators.EQUAL),
                    (F("unit"), django.contrib.postgres.fields.ranges.RangeOperators.EQUAL),
                    (
                        models.Func(F("valid_from"), F("valid_to"), function="daterange"),
                        django.contrib.postgres.fields.ranges.RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ),
    ]
