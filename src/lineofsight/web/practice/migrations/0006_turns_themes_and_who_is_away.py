"""Turns, absences, exemptions and themes; a plan says which time of its programme it is."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def say_which_time(apps, schema_editor):
    """Every plan of a programme so far is one of its spans, named by the first day."""
    plans = apps.get_model("practice", "Plan")
    for plan in plans.objects.exclude(programme_key=""):
        plan.occurrence = plan.starts_on.isoformat()
        plan.save(update_fields=["occurrence"])


class Migration(migrations.Migration):
    dependencies = [
        ("frameworks", "0001_initial"),
        ("practice", "0005_loop_steps"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Absence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("from_on", models.DateField()),
                ("to_on", models.DateField()),
                ("noted_at", models.DateTimeField()),
                ("cancelled_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["from_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="CandidateTheme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("why", models.TextField()),
                ("raised_in", models.CharField(blank=True, max_length=60)),
                ("raised_how", models.CharField(blank=True, max_length=200)),
                ("raised_on", models.DateField()),
                ("coded_as", models.CharField(blank=True, max_length=60)),
                ("figure", models.JSONField(null=True)),
                ("planned_for", models.DateField(help_text="the first day of a month", null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("candidate", "Candidate"),
                            ("agreed", "Agreed"),
                            ("running", "Under way"),
                            ("reported", "Reported"),
                            ("closed", "Closed"),
                            ("set_aside", "Set aside"),
                        ],
                        default="candidate",
                        max_length=20,
                    ),
                ),
                ("found", models.TextField(blank=True, help_text="what was found, for the report")),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["planned_for", "-raised_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Capacity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at_most", models.PositiveSmallIntegerField()),
                ("from_on", models.DateField()),
                ("to_on", models.DateField(null=True)),
                ("reason", models.TextField()),
                ("set_at", models.DateTimeField()),
            ],
            options={
                "verbose_name_plural": "capacities",
                "ordering": ["-from_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Exemption",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("programme_key", models.CharField(max_length=60)),
                ("from_on", models.DateField()),
                ("to_on", models.DateField()),
                ("reason", models.TextField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Asked for"),
                            ("approved", "Approved"),
                            ("refused", "Refused"),
                            ("ended", "Ended early"),
                        ],
                        default="asked",
                        max_length=20,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["-from_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Reallocation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.TextField()),
                (
                    "why_two",
                    models.TextField(blank=True, help_text="why somebody carries two in the month"),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["at"],
            },
        ),
        migrations.CreateModel(
            name="RotationStart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("programme_key", models.CharField(max_length=60)),
                ("began_on", models.DateField(help_text="the first day of a month")),
                (
                    "offset",
                    models.PositiveSmallIntegerField(help_text="the number of the type begun with"),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ThemeStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("candidate", "Candidate"),
                            ("agreed", "Agreed"),
                            ("running", "Under way"),
                            ("reported", "Reported"),
                            ("closed", "Closed"),
                            ("set_aside", "Set aside"),
                        ],
                        max_length=20,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Turn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("programme_key", models.CharField(max_length=60)),
                ("month", models.DateField(help_text="the first day of the month")),
                ("due_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("given", "Given"),
                            ("excused", "Excused"),
                            ("no_record", "No record could be found"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="given",
                        max_length=20,
                    ),
                ),
                ("why", models.TextField(blank=True, help_text="why excused, withdrawn or extra")),
                ("extra", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["month", "pk"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="plan",
            name="one_plan_a_programme_and_span",
        ),
        migrations.AddField(
            model_name="plan",
            name="criteria",
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name="plan",
            name="method",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="plan",
            name="occurrence",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="plan",
            name="prompted_by",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="plan",
            name="question",
            field=models.TextField(blank=True, help_text="what is to be found out"),
        ),
        migrations.AddField(
            model_name="sampledchild",
            name="holder",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="sampledchild",
            name="why_chosen",
            field=models.TextField(blank=True, help_text="where somebody chose it by hand"),
        ),
        migrations.AddField(
            model_name="absence",
            name="noted_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="absence",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="absences",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="candidatetheme",
            name="recorded_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="theme",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="plans",
                to="practice.candidatetheme",
            ),
        ),
        migrations.RunPython(say_which_time, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    models.Q(("occurrence", ""), _negated=True),
                    models.Q(("state", "withdrawn"), _negated=True),
                ),
                fields=("programme_key", "occurrence", "activity_key"),
                name="each_time_of_a_programme_once",
            ),
        ),
        migrations.AddField(
            model_name="capacity",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="capacities",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="capacity",
            name="set_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="exemption",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="exemption",
            name="decided_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="exemption",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="exemptions",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reallocation",
            name="after",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reallocation",
            name="before",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reallocation",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="rotationstart",
            name="holder",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="themestep",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="themestep",
            name="theme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="steps",
                to="practice.candidatetheme",
            ),
        ),
        migrations.AddField(
            model_name="turn",
            name="holder",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="turns",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="turn",
            name="plan",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="turns",
                to="practice.plan",
            ),
        ),
        migrations.AddField(
            model_name="reallocation",
            name="turn",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reallocations",
                to="practice.turn",
            ),
        ),
        migrations.AddField(
            model_name="audit",
            name="turn",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="audits",
                to="practice.turn",
            ),
        ),
        migrations.AddConstraint(
            model_name="absence",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_on__gte", models.F("from_on"))),
                name="absence_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="candidatetheme",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("raised_in", ""), _negated=True),
                    models.Q(("raised_how", ""), _negated=True),
                    _connector="OR",
                ),
                name="theme_says_where_it_was_raised",
            ),
        ),
        migrations.AddConstraint(
            model_name="candidatetheme",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["reported", "closed"]), _negated=True),
                    models.Q(("found", ""), _negated=True),
                    _connector="OR",
                ),
                name="theme_reported_says_what_was_found",
            ),
        ),
        migrations.AddConstraint(
            model_name="exemption",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_on__gte", models.F("from_on"))),
                name="exemption_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="exemption",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="exemption_has_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="exemption",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "asked"),
                    models.Q(
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                        models.Q(("decided_by", models.F("person")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="exemption_decided_by_somebody_else",
            ),
        ),
        migrations.AddConstraint(
            model_name="rotationstart",
            constraint=models.UniqueConstraint(
                fields=("programme_key", "holder"), name="one_start_in_a_rotation"
            ),
        ),
        migrations.AddIndex(
            model_name="turn",
            index=models.Index(fields=["holder", "state"], name="turns_of_a_holder"),
        ),
        migrations.AddConstraint(
            model_name="turn",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "withdrawn"), _negated=True),
                fields=("programme_key", "month", "holder", "extra"),
                name="one_turn_a_holder_and_month",
            ),
        ),
        migrations.AddConstraint(
            model_name="turn",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("extra", 0), models.Q(("why", ""), _negated=True), _connector="OR"
                ),
                name="turn_extra_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="turn",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["excused", "withdrawn"]), _negated=True),
                    models.Q(("why", ""), _negated=True),
                    _connector="OR",
                ),
                name="turn_excused_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="reallocation",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="reallocation_has_reason"
            ),
        ),
    ]
