"""Notices are an app of their own now: what was told so far goes over to it."""

from django.db import migrations

FIELDS = ("recipient_id", "kind", "text", "url", "about", "is_urgent", "sent_at", "read_at")


def hand_over(apps, schema_editor):
    before, after = apps.get_model("practice", "Notice"), apps.get_model("notices", "Notice")
    after.objects.bulk_create(
        (after(**row) for row in before.objects.order_by("pk").values(*FIELDS).iterator()),
        batch_size=500,
    )


class Migration(migrations.Migration):

    dependencies = [
        ("notices", "0001_initial"),
        ("practice", "0004_audits_so_far_are_of_children"),
    ]

    operations = [
        migrations.RunPython(hand_over, migrations.RunPython.noop),
        migrations.DeleteModel(name="Notice"),
    ]
