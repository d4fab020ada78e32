"""A framework says whether somebody else checks, and whether an effect must be shown."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("actions", "0001_initial")]

    operations = [
        migrations.AddField(
            "action",
            "needs_check",
            models.BooleanField(default=True, help_text="somebody else checks it"),
        ),
        migrations.AddField(
            "action",
            "needs_impact",
            models.BooleanField(
                default=False,
                help_text="closes only when it is said what changed for the child",
            ),
        ),
        migrations.AddField(
            "evidence",
            "shows_impact",
            models.BooleanField(default=False, help_text="what changed for the child"),
        ),
        migrations.RemoveConstraint("action", "action_verified_has_who_and_when"),
        migrations.AddConstraint(
            "action",
            models.CheckConstraint(
                condition=models.Q(("state__in", ["verified", "closed"]), _negated=True)
                | models.Q(("verified_by__isnull", False), ("verified_at__isnull", False))
                | models.Q(("state", "closed"), ("needs_check", False)),
                name="action_verified_has_who_and_when",
            ),
        ),
    ]
