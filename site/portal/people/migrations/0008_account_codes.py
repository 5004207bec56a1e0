"""Codes by which a client joins to their account what staff wrote down."""

import django.db.models.deletion
import portal.core.time
import uuid
from django.conf import settings
from django.db import migrations, models

from portal.people.following import follow_merges


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0007_readings'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AccountCodeTry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('login_digest', models.CharField(max_length=64)),
                ('address_digest', models.CharField(max_length=64)),
                ('at', models.DateTimeField(default=portal.core.time.now)),
            ],
            options={
                'verbose_name': 'wrong code for an account',
                'verbose_name_plural': 'wrong codes for an account',
                'indexes': [models.Index(fields=['login_digest', 'at'], name='account_code_tries_by_login'), models.Index(fields=['address_digest', 'at'], name='account_code_tries_from')],
            },
        ),
        migrations.CreateModel(
            name='AccountCode',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('created_at', models.DateTimeField(default=portal.core.time.now, editable=False, verbose_name='given')),
                ('expires_at', models.DateTimeField(verbose_name='valid until')),
                ('used_at', models.DateTimeField(blank=True, null=True, verbose_name='used')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='given by')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='account_codes', to='people.person', verbose_name='client')),
            ],
            options={
                'verbose_name': 'code for an account',
                'verbose_name_plural': 'codes for an account',
                'constraints': [models.UniqueConstraint(condition=models.Q(('used_at__isnull', True), ('withdrawn_at__isnull', True)), fields=('person',), name='a_person_has_one_account_code'), models.CheckConstraint(condition=models.Q(('used_at__isnull', True), ('withdrawn_at__isnull', True), _connector='OR'), name='a_withdrawn_account_code_is_not_used')],
            },
        ),
        follow_merges("people_accountcode"),
    ]
