"""The lists every installation starts with."""

from django.db import migrations

from portal.taxonomy.loading import load


class Migration(migrations.Migration):
    dependencies = [("taxonomy", "0001_initial")]

    operations = [
        migrations.RunPython(lambda apps, editor: load(apps), migrations.RunPython.noop)
    ]
