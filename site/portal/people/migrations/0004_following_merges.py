"""Rows written for somebody merged are led to who stays, by the database itself."""

from django.db import migrations

from portal.people.following import FUNCTIONS, WITHOUT, follow_merges


class Migration(migrations.Migration):
    dependencies = [("people", "0003_merging")]
    operations = [
        migrations.RunSQL(FUNCTIONS, WITHOUT),
        follow_merges("people_contactpoint"),
    ]
