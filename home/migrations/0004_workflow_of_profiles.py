"""The workflow of every profile; Wagtail's own goes, whose approvers' group no installation has."""

from django.db import migrations

NAME = "Perfil de profesional"


def make(apps, editor):
    content_types = apps.get_model("contenttypes", "ContentType").objects
    kind, _ = content_types.get_or_create(app_label="home", model="profilereview")
    review = apps.get_model("home", "ProfileReview").objects.create(
        name=NAME, content_type=kind, active=True
    )
    workflows = apps.get_model("wagtailcore", "Workflow").objects
    workflows.filter(name="Moderators approval").update(active=False)
    workflow = workflows.create(name=NAME, active=True)
    apps.get_model("wagtailcore", "WorkflowTask").objects.create(
        workflow=workflow, task_id=review.pk, sort_order=0
    )


class Migration(migrations.Migration):
    dependencies = [("home", "0003_profile_reviews")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
