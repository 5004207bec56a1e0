"""Notes of the team about clients, and who wrote to how many of them."""

import django.db.models.deletion
import portal.core.fields
import portal.core.time
import uuid
from django.conf import settings
from django.db import migrations, models

from portal.people.following import follow_merges


class Migration(migrations.Migration):

    dependencies = [
        ('booking', '0004_visits_of_accounts'),
        ('people', '0007_readings'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ClientNote',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', portal.core.fields.EncryptedTextField(holder='person', name_in_seal='client-note', verbose_name='note')),
                ('created_at', models.DateTimeField(default=portal.core.time.now, editable=False, verbose_name='written')),
                ('changed_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='changed')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='author')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='client_notes', to='people.person', verbose_name='client')),
            ],
            options={
                'verbose_name': 'internal note',
                'verbose_name_plural': 'internal notes',
                'indexes': [models.Index(fields=['person', 'created_at'], name='client_notes_by_person')],
            },
        ),
        migrations.CreateModel(
            name='Mailing',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('count', models.PositiveIntegerField(verbose_name='clients')),
                ('at', models.DateTimeField(default=portal.core.time.now, verbose_name='sent')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'message to clients',
                'verbose_name_plural': 'messages to clients',
                'indexes': [models.Index(fields=['author', 'at'], name='mailings_by_author')],
            },
        ),
        follow_merges("booking_clientnote"),
    ]
