"""Messages for somebody merged belong to who stays."""

from django.db import migrations

from portal.people.following import follow_merges


class Migration(migrations.Migration):
    dependencies = [("notifications", "0001_initial"), ("people", "0004_following_merges")]
    operations = [follow_merges("notifications_notification")]
