"""The log of reads: who of the staff saw whose data."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0006_consents'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(max_length=20, verbose_name='role')),
                ('screen', models.CharField(max_length=30, verbose_name='screen')),
                ('persons', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None, verbose_name='whose data')),
                ('at', models.DateTimeField(verbose_name='when')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who')),
            ],
            options={
                'verbose_name': 'reading',
                'verbose_name_plural': 'readings',
                'indexes': [models.Index(fields=['user', 'screen', 'at'], name='readings_by_reader'), django.contrib.postgres.indexes.GinIndex(fields=['persons'], name='readings_by_person')],
            },
        ),
    ]
