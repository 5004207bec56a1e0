"""The colleges every installation starts with."""

from django.db import migrations

from portal.taxonomy.loading import load_colleges


class Migration(migrations.Migration):
    dependencies = [("taxonomy", "0005_colleges")]

    operations = [
        migrations.RunPython(lambda apps, editor: load_colleges(apps), migrations.RunPython.noop)
    ]
