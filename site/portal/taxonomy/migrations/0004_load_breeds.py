"""The breeds every installation starts with."""

from django.db import migrations

from portal.taxonomy.loading import load_breeds


class Migration(migrations.Migration):
    dependencies = [("taxonomy", "0003_breeds")]

    operations = [
        migrations.RunPython(lambda apps, editor: load_breeds(apps), migrations.RunPython.noop)
    ]
