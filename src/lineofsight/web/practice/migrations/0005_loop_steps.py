"""A re-check becomes one kind of step on the way to a closed loop."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

KINDS = [
    ("share", "Share"),
    ("acknowledge", "Acknowledge"),
    ("oversight", "Oversight"),
    ("assurance", "Assurance"),
    ("re-check", "Re-check"),
    ("impact", "Effect on the child"),
    ("retest", "Test again"),
]


def name_the_step(apps, schema_editor):
    """Every row so far is the re-check of its audit's activity: give it the pack's key."""
    follow_ups = apps.get_model("practice", "FollowUp")
    for each in follow_ups.objects.select_related("audit__adopted"):
        content = each.audit.adopted.content
        activity = next(
            one for one in content["activity_types"] if one["key"] == each.audit.activity_key
        )
        steps = (activity.get("loop") or {}).get("steps", [])
        each.step_key = next(step["key"] for step in steps if step["kind"] == "re-check")
        each.save(update_fields=["step_key"])


class Migration(migrations.Migration):
    dependencies = [
        ("practice", "0005_notices_of_their_own"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            "followup",
            "step_key",
            models.CharField(max_length=60, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            "followup",
            "kind",
            models.CharField(choices=KINDS, max_length=20, default="re-check"),
            preserve_default=False,
        ),
        migrations.RunPython(name_the_step, migrations.RunPython.noop),
        migrations.AddField(
            "followup",
            "is_timed",
            models.BooleanField(default=True, help_text="the framework gives it a time"),
        ),
        migrations.AddField("followup", "answers", models.JSONField(default=dict)),
        migrations.AddField(
            "followup",
            "told",
            models.ManyToManyField(related_name="loops_told", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            "followup",
            "tested_with",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="retests",
                to="practice.audit",
                help_text="the later audit that tested the same again",
            ),
        ),
        migrations.AlterField(
            "followup",
            "state",
            models.CharField(
                choices=[("due", "Due"), ("confirmed", "Done"), ("not_yet", "Not yet")],
                default="due",
                max_length=20,
            ),
        ),
        migrations.RemoveConstraint("followup", "rechecks_of_an_audit"),
        migrations.RemoveConstraint("followup", "recheck_confirmed_leaves_a_footprint"),
        migrations.AddConstraint(
            "followup",
            models.UniqueConstraint(
                fields=("audit", "step_key", "number"), name="steps_of_a_loop_once"
            ),
        ),
        migrations.AddConstraint(
            "followup",
            models.CheckConstraint(
                condition=models.Q(("state", "confirmed"), _negated=True)
                | models.Q(("kind", "re-check"), _negated=True)
                | models.Q(
                    ("footprint_on__isnull", False), models.Q(("footprint", ""), _negated=True)
                ),
                name="recheck_confirmed_leaves_a_footprint",
            ),
        ),
        migrations.AddConstraint(
            "followup",
            models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["assurance", "impact", "retest"]),
                    ("state", "confirmed"),
                    _negated=True,
                )
                | models.Q(("found", ""), _negated=True),
                name="loop_step_says_what_was_found",
            ),
        ),
    ]
