import accounts.enums
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from core.text import nfc, person_sort_key, searchable


def fill_find_columns(apps, schema_editor):
    for user in apps.get_model('accounts', 'User').objects.all():
        full_name = nfc(user.full_name)
        user.sort_key = person_sort_key(full_name)
        user.search_text = searchable(f'{full_name} {nfc(user.username)}')
        user.save(update_fields=['sort_key', 'search_text'])


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='user',
            options={'verbose_name': 'tài khoản'},
        ),
        migrations.AddField(
            model_name='user',
            name='search_text',
            field=models.TextField(default='', editable=False),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='user',
            name='sort_key',
            field=models.CharField(db_index=True, default='', editable=False, max_length=400),
            preserve_default=False,
        ),
        migrations.RunPython(fill_find_columns, migrations.RunPython.noop),
        migrations.CreateModel(
            name='OneTimeLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('first', 'mở tài khoản quản trị đầu tiên'), ('invite', 'kích hoạt tài khoản'), ('reset', 'đặt lại mật khẩu')], max_length=10, verbose_name='Dùng để')),
                ('code_hash', models.CharField(editable=False, max_length=64, unique=True)),
                ('made_at', models.DateTimeField(verbose_name='Tạo lúc')),
                ('expires_at', models.DateTimeField(verbose_name='Hết hạn lúc')),
                ('used_at', models.DateTimeField(blank=True, null=True, verbose_name='Dùng lúc')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='Thu hồi lúc')),
                ('made_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='made_links', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='one_time_links', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'mã dùng một lần',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('purpose', accounts.enums.Purpose['FIRST']), ('user__isnull', True)), models.Q(models.Q(('purpose', accounts.enums.Purpose['FIRST']), _negated=True), ('user__isnull', False)), _connector='OR'), name='onetimelink_user_unless_first'), models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True), ('used_at__isnull', True)), fields=('user',), name='onetimelink_one_open_a_user')],
            },
        ),
    ]
