"""Animals are found by name, and visits of somebody merged belong to who stays."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import migrations

from portal.core.text_search import Folded
from portal.people.following import follow_merges


class Migration(migrations.Migration):
    dependencies = [
        ("booking", "0002_holds_terms_moves_and_links"),
        ("people", "0004_following_merges"),
    ]
    operations = [
        migrations.AddIndex(
            model_name="subject",
            index=GinIndex(OpClass(Folded("label"), "gin_trgm_ops"), name="subject_by_label"),
        ),
        follow_merges("booking_visit"),
    ]
