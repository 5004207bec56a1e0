"""A professional's row for somebody merged belongs to who stays."""

from django.db import migrations

from portal.people.following import follow_merges


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_professional"), ("people", "0004_following_merges")]
    operations = [follow_merges("accounts_professional")]
