"""What an event gave up stays so when the meeting that chose is recorded again."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("clusters", "0008_a_stand_in_beside_the_head")]

    operations = [
        migrations.AddField(
            model_name="reservedseat",
            name="is_given_up",
            field=models.BooleanField("Không còn dự kiến đơn vị nào", default=False),
        ),
    ]
