"""Everybody holds a key of their own; whoever is there already gets one."""

from django.db import migrations, models

import portal.core.holders
from portal.core.keys import new_wrapped_key

BATCH = 500


def give_keys(apps, schema_editor):
    Person = apps.get_model("people", "Person")
    without = Person.objects.filter(data_key="").only("pk")
    while batch := list(without[:BATCH]):
        for person in batch:
            Person.objects.filter(pk=person.pk).update(data_key=new_wrapped_key(person.pk))


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="person",
            name="data_key",
            field=portal.core.holders.DataKeyField(verbose_name="key"),
        ),
        migrations.AddField(
            model_name="person",
            name="key_destroyed_at",
            field=models.DateTimeField(
                blank=True, editable=False, null=True, verbose_name="key destroyed"
            ),
        ),
        migrations.RunPython(give_keys, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("data_key", ""), ("key_destroyed_at__isnull", False)),
                    models.Q(
                        models.Q(("data_key", ""), _negated=True),
                        ("key_destroyed_at__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="person_has_a_key_until_it_is_destroyed",
            ),
        ),
    ]
