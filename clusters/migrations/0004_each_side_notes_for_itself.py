from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('clusters', '0003_units_through_time'),
    ]

    operations = [
        migrations.RenameField(
            model_name='handover',
            old_name='note',
            new_name='given_note',
        ),
        migrations.AlterField(
            model_name='handover',
            name='given_note',
            field=models.TextField(blank=True, verbose_name='Ghi chú của bên giao'),
        ),
        migrations.AddField(
            model_name='handover',
            name='taken_note',
            field=models.TextField(blank=True, default='', verbose_name='Ghi chú của bên nhận'),
            preserve_default=False,
        ),
    ]
