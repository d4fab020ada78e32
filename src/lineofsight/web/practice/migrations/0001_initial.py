import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("actions", "0001_initial"),
        ("frameworks", "0001_initial"),
        ("people", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Audit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("activity_key", models.CharField(max_length=60)),
                (
                    "subject_kind",
                    models.CharField(
                        choices=[
                            ("child", "Child"),
                            ("foster-carer", "Foster carer"),
                            ("family", "Family"),
                            ("worker", "Worker"),
                            ("team", "Team"),
                            ("service", "Service"),
                            ("setting", "Setting"),
                        ],
                        default="child",
                        max_length=20,
                    ),
                ),
                ("subject_id", models.CharField(blank=True, max_length=100)),
                ("subject_name", models.CharField(blank=True, max_length=200)),
                ("child_id", models.CharField(blank=True, max_length=100)),
                (
                    "held_on",
                    models.DateField(
                        help_text="the day of what was observed or visited", null=True
                    ),
                ),
                ("team_id", models.CharField(blank=True, max_length=100)),
                ("team_name", models.CharField(blank=True, max_length=200)),
                ("service_id", models.CharField(blank=True, max_length=100)),
                ("service_name", models.CharField(blank=True, max_length=200)),
                ("worker_id", models.CharField(blank=True, max_length=100)),
                ("worker_name", models.CharField(blank=True, max_length=200)),
                ("released_on", models.DateField()),
                ("due_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("released", "Sent out"),
                            ("in_progress", "In progress"),
                            ("submitted", "Waiting for moderation"),
                            ("moderated", "Moderated"),
                            ("shared", "Shared with the worker"),
                            ("loop_closed", "Loop closed"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="released",
                        max_length=20,
                    ),
                ),
                (
                    "is_drawn_for_moderation",
                    models.BooleanField(
                        help_text="where a share of the audits is moderated: is this one of them?",
                        null=True,
                    ),
                ),
                ("moderation_seed", models.CharField(blank=True, max_length=120)),
                ("submitted_at", models.DateTimeField(null=True)),
                (
                    "judged_at",
                    models.DateTimeField(help_text="when the grades became final", null=True),
                ),
                ("shared_at", models.DateTimeField(null=True)),
                ("shared_note", models.TextField(blank=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("withdrawn_reason", models.TextField(blank=True)),
                (
                    "adopted",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="frameworks.adoptedpack",
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "moderator",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="moderating",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "shared_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "pk"],
                "indexes": [
                    models.Index(fields=["child_id"], name="audit_of_child"),
                    models.Index(fields=["state", "due_on"], name="audit_by_state"),
                    models.Index(fields=["released_on", "service_id"], name="audit_by_release"),
                    models.Index(fields=["subject_kind", "subject_id"], name="audit_of_subject"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("subject_kind", "child"),
                                ("subject_name", ""),
                                models.Q(("child_id", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("subject_kind", "child"), _negated=True),
                                ("child_id", ""),
                                models.Q(("subject_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="audit_about_a_child_names_the_child",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["submitted", "moderated", "shared", "loop_closed"]),
                                _negated=True,
                            ),
                            ("submitted_at__isnull", False),
                            _connector="OR",
                        ),
                        name="audit_submitted_has_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["moderated", "shared", "loop_closed"]), _negated=True
                            ),
                            ("judged_at__isnull", False),
                            _connector="OR",
                        ),
                        name="audit_judged_has_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["shared", "loop_closed"]), _negated=True),
                            models.Q(("shared_at__isnull", False), ("shared_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="audit_shared_has_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "loop_closed"), _negated=True),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="audit_closed_has_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "withdrawn"), _negated=True),
                            models.Q(("withdrawn_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="audit_withdrawn_has_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditAction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("domain_key", models.CharField(blank=True, max_length=60)),
                (
                    "action",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="audit_link",
                        to="actions.action",
                    ),
                ),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="action_links",
                        to="practice.audit",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="AuditPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=60)),
                ("judges", models.BooleanField(default=True, help_text="gives grades of its own")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("not_started", "Not started"),
                            ("in_progress", "In progress"),
                            ("submitted", "Sent"),
                            ("left_out", "Not possible"),
                        ],
                        default="not_started",
                        max_length=20,
                    ),
                ),
                ("submitted_at", models.DateTimeField(null=True)),
                ("why_left_out", models.TextField(blank=True)),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="parts",
                        to="practice.audit",
                    ),
                ),
                (
                    "auditor",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="audit_parts",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("audit", "key"), name="each_part_of_an_audit_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("auditor__isnull", False), ("judges", True)),
                        fields=("audit", "auditor"),
                        name="nobody_judges_an_audit_twice",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "submitted"), _negated=True),
                            models.Q(("auditor__isnull", False), ("submitted_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="part_submitted_has_who_and_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("question_key", models.CharField(max_length=60)),
                ("text", models.TextField(blank=True)),
                ("is_not_applicable", models.BooleanField(default=False)),
                ("why_not", models.TextField(blank=True, help_text="why there is no answer")),
                ("evidence", models.TextField(blank=True)),
                ("saved_at", models.DateTimeField()),
                (
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="practice.auditpart",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("part", "question_key"), name="one_answer_a_question"
                    )
                ],
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
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["planned_for", "-raised_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("raised_in", ""), _negated=True),
                            models.Q(("raised_how", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="theme_says_where_it_was_raised",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["reported", "closed"]), _negated=True),
                            models.Q(("found", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="theme_reported_says_what_was_found",
                    ),
                ],
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
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="capacities",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "capacities",
                "ordering": ["-from_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Concern",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("escalation_key", models.CharField(max_length=60)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("concern", "Immediate concern"),
                            ("closing-the-loop", "Closing the loop"),
                        ],
                        default="concern",
                        max_length=20,
                    ),
                ),
                (
                    "child_id",
                    models.CharField(
                        blank=True, help_text="empty: about whom its audit is about", max_length=100
                    ),
                ),
                ("team_id", models.CharField(blank=True, max_length=100)),
                ("service_id", models.CharField(blank=True, max_length=100)),
                ("answers", models.JSONField()),
                ("learning", models.JSONField(default=dict, help_text="names no child")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("notified", "Manager told"),
                            ("acknowledged", "Acknowledged"),
                            ("action_taken", "Action taken"),
                            ("resolved", "Resolved"),
                        ],
                        default="notified",
                        max_length=20,
                    ),
                ),
                ("tier", models.PositiveSmallIntegerField(default=0)),
                (
                    "acknowledge_by",
                    models.DateTimeField(help_text="empty: no time is set", null=True),
                ),
                ("raised_at", models.DateTimeField()),
                ("acknowledged_at", models.DateTimeField(null=True)),
                ("action_taken", models.TextField(blank=True)),
                ("action_at", models.DateTimeField(null=True)),
                ("outcome", models.TextField(blank=True)),
                ("resolved_at", models.DateTimeField(null=True)),
                (
                    "acknowledged_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "action_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "adopted",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="frameworks.adoptedpack",
                    ),
                ),
                (
                    "audit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="concerns",
                        to="practice.audit",
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "resolved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-raised_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("child_id", ""), _negated=True),
                            ("audit__isnull", False),
                            _connector="OR",
                        ),
                        name="concern_is_about_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "notified"),
                            models.Q(
                                ("acknowledged_at__isnull", False),
                                ("acknowledged_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="concern_acknowledged_has_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["action_taken", "resolved"]), _negated=True),
                            models.Q(("action_taken", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="concern_action_says_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "resolved"), _negated=True),
                            models.Q(
                                ("resolved_at__isnull", False), ("resolved_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="concern_resolved_has_who_and_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Conversation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=60)),
                ("held_on", models.DateField(null=True)),
                ("said", models.TextField(blank=True)),
                ("why_not_possible", models.TextField(blank=True)),
                ("recorded_at", models.DateTimeField()),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conversations",
                        to="practice.audit",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("audit", "key"), name="each_person_heard_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Dispute",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("escalation_key", models.CharField(max_length=60)),
                ("child_id", models.CharField(max_length=100)),
                ("team_id", models.CharField(blank=True, max_length=100)),
                ("service_id", models.CharField(blank=True, max_length=100)),
                ("answers", models.JSONField()),
                ("learning", models.JSONField(default=dict, help_text="names no child")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("resolved", "Resolved"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="open",
                        max_length=20,
                    ),
                ),
                (
                    "stage",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="the tier that has it, from 0"
                    ),
                ),
                ("raised_at", models.DateTimeField()),
                ("outcome", models.TextField(blank=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "adopted",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="frameworks.adoptedpack",
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-raised_at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "open"),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("ended_by__isnull", False),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="dispute_ended_has_who_when_and_how",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DisputeStage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("role", models.CharField(max_length=60)),
                ("opened_at", models.DateTimeField()),
                (
                    "due_on",
                    models.DateField(help_text="empty: the framework sets no time", null=True),
                ),
                ("response", models.TextField(blank=True)),
                ("responded_at", models.DateTimeField(null=True)),
                ("why_passed_on", models.TextField(blank=True)),
                (
                    "dispute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stages",
                        to="practice.dispute",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dispute_stages",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("dispute", "number"), name="a_dispute_s_stages_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("responded_at__isnull", True),
                            models.Q(("response", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="dispute_answered_has_text_and_when",
                    ),
                ],
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
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exemptions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-from_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("to_on__gte", models.F("from_on"))),
                        name="exemption_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="exemption_has_reason",
                    ),
                    models.CheckConstraint(
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
                ],
            },
        ),
        migrations.CreateModel(
            name="Explained",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("warning", models.CharField(max_length=120)),
                ("reason", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="explained",
                        to="practice.auditpart",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("part", "warning"), name="one_reason_a_warning")
                ],
            },
        ),
        migrations.CreateModel(
            name="FinalGrade",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("domain_key", models.CharField(max_length=60)),
                ("grade", models.CharField(max_length=60)),
                ("reason", models.TextField(blank=True)),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="final_grades",
                        to="practice.audit",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("audit", "domain_key"), name="one_final_grade_a_domain"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("step_key", models.CharField(max_length=60)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("share", "Share"),
                            ("acknowledge", "Acknowledge"),
                            ("oversight", "Oversight"),
                            ("assurance", "Assurance"),
                            ("re-check", "Re-check"),
                            ("impact", "Effect on the child"),
                            ("retest", "Test again"),
                        ],
                        max_length=20,
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(default=1)),
                ("anchor_on", models.DateField()),
                ("due_on", models.DateField()),
                (
                    "is_timed",
                    models.BooleanField(default=True, help_text="the framework gives it a time"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("due", "Due"), ("confirmed", "Done"), ("not_yet", "Not yet")],
                        default="due",
                        max_length=20,
                    ),
                ),
                ("done_at", models.DateTimeField(null=True)),
                ("found", models.TextField(blank=True)),
                ("answers", models.JSONField(default=dict)),
                ("footprint", models.TextField(blank=True)),
                ("footprint_on", models.DateField(null=True)),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to="practice.audit",
                    ),
                ),
                (
                    "checker",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rechecks",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "tested_with",
                    models.ForeignKey(
                        help_text="the later audit that tested the same again",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="retests",
                        to="practice.audit",
                    ),
                ),
                (
                    "told",
                    models.ManyToManyField(related_name="loops_told", to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "ordering": ["due_on", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("audit", "step_key", "number"), name="steps_of_a_loop_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "due"),
                            models.Q(("done_at__isnull", False), ("done_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="recheck_done_has_who_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "confirmed"), _negated=True),
                            models.Q(("kind", "re-check"), _negated=True),
                            models.Q(
                                ("footprint_on__isnull", False),
                                models.Q(("footprint", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="recheck_confirmed_leaves_a_footprint",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind__in", ["assurance", "impact", "retest"]),
                                ("state", "confirmed"),
                                _negated=True,
                            ),
                            models.Q(("found", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="loop_step_says_what_was_found",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "after",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "before",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to="practice.auditpart",
                    ),
                ),
            ],
            options={
                "ordering": ["at"],
            },
        ),
        migrations.CreateModel(
            name="Judgement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("domain_key", models.CharField(max_length=60)),
                ("grade", models.CharField(blank=True, max_length=60)),
                ("why_not_applicable", models.TextField(blank=True)),
                ("strong", models.TextField(blank=True)),
                ("better", models.TextField(blank=True)),
                ("saved_at", models.DateTimeField()),
                ("revision", models.PositiveIntegerField(default=1)),
                (
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="judgements",
                        to="practice.auditpart",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("part", "domain_key"), name="one_judgement_a_domain"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Evidence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("dated_on", models.DateField(null=True)),
                ("where", models.CharField(max_length=200)),
                ("shows", models.CharField(max_length=300)),
                (
                    "judgement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="evidence",
                        to="practice.judgement",
                    ),
                ),
            ],
            options={
                "ordering": ["dated_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Moderation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("learning", models.TextField(blank=True)),
                ("saved_at", models.DateTimeField()),
                ("confirmed_at", models.DateTimeField(null=True)),
                (
                    "audit",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="moderation",
                        to="practice.audit",
                    ),
                ),
                (
                    "moderator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Feedback",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("question_key", models.CharField(max_length=60)),
                ("text", models.TextField()),
                (
                    "moderation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feedback",
                        to="practice.moderation",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("moderation", "question_key"), name="feedback_once_a_point"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("programme_key", models.CharField(blank=True, max_length=60)),
                ("activity_key", models.CharField(max_length=60)),
                ("title", models.CharField(max_length=200)),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField()),
                ("sample_size", models.PositiveIntegerField()),
                ("is_size_assumed", models.BooleanField(default=False)),
                (
                    "tested_figure",
                    models.JSONField(help_text="the figure that this plan tests", null=True),
                ),
                ("occurrence", models.CharField(blank=True, max_length=40)),
                ("question", models.TextField(blank=True, help_text="what is to be found out")),
                ("prompted_by", models.CharField(blank=True, max_length=200)),
                ("method", models.CharField(blank=True, max_length=20)),
                ("criteria", models.JSONField(blank=True, default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("drawn", "Sample drawn"),
                            ("sent_out", "Sent out"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="planned",
                        max_length=20,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                (
                    "adopted",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="frameworks.adoptedpack",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="plans",
                        to="practice.candidatetheme",
                    ),
                ),
            ],
            options={
                "ordering": ["-starts_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="plan_ends_after_it_starts",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("occurrence", ""), _negated=True),
                            models.Q(("state", "withdrawn"), _negated=True),
                        ),
                        fields=("programme_key", "occurrence", "activity_key"),
                        name="each_time_of_a_programme_once",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="audit",
            name="plan",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="audits",
                to="practice.plan",
            ),
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("planned_on", models.DateField()),
                ("due_on", models.DateField()),
                ("released_at", models.DateTimeField(null=True)),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="releases",
                        to="practice.plan",
                    ),
                ),
            ],
            options={
                "ordering": ["planned_on", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("plan", "number"), name="release_numbers_of_a_plan"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gte", models.F("planned_on"))),
                        name="release_due_after_it_goes_out",
                    ),
                ],
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
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme_key", "holder"), name="one_start_in_a_rotation"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Sample",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("snapshot_id", models.CharField(max_length=80)),
                ("frame_on", models.DateField(help_text="the day whose open cases are the frame")),
                ("method", models.CharField(max_length=60)),
                ("seed", models.BigIntegerField()),
                ("frame_hash", models.CharField(max_length=64)),
                ("frame_size", models.PositiveIntegerField()),
                ("sizes", models.JSONField(help_text="how many of each stratum")),
                (
                    "strata",
                    models.JSONField(
                        help_text="stratum: its title, and how many were in the frame"
                    ),
                ),
                (
                    "criteria",
                    models.JSONField(help_text="in words and values, as the pack had them"),
                ),
                ("drawn_at", models.DateTimeField()),
                (
                    "drawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sample",
                        to="practice.plan",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LeftOut",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("child_id", models.CharField(max_length=100)),
                ("stratum", models.CharField(max_length=100)),
                ("reason", models.CharField(max_length=60)),
                (
                    "sample",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="left_out",
                        to="practice.sample",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sample", "child_id"), name="left_out_of_sample_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SampledChild",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("child_id", models.CharField(max_length=100)),
                ("stratum", models.CharField(max_length=100)),
                ("team_id", models.CharField(blank=True, max_length=100)),
                ("is_swapped_out", models.BooleanField(default=False)),
                (
                    "why_chosen",
                    models.TextField(blank=True, help_text="where somebody chose it by hand"),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="practice.release",
                    ),
                ),
                (
                    "sample",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="practice.sample",
                    ),
                ),
            ],
            options={
                "ordering": ["release", "stratum", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sample", "child_id"), name="no_child_twice_in_sample"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="audit",
            name="sampled",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="audit",
                to="practice.sampledchild",
            ),
        ),
        migrations.CreateModel(
            name="SentBack",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("question", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("answer", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sent_back",
                        to="practice.auditpart",
                    ),
                ),
            ],
            options={
                "ordering": ["asked_at"],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("activity_key", models.CharField(max_length=60)),
                ("planned_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("held", "Held"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="planned",
                        max_length=20,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("made_at", models.DateTimeField()),
                ("held_at", models.DateTimeField(null=True)),
                (
                    "adopted",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="frameworks.adoptedpack",
                    ),
                ),
                (
                    "leader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-planned_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "held"), _negated=True),
                            ("held_at__isnull", False),
                            _connector="OR",
                        ),
                        name="session_held_has_when",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="audit",
            name="session",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="audits",
                to="practice.session",
            ),
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("was_there", models.BooleanField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendance",
                        to="practice.session",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("session", "person"), name="invited_to_a_session_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Swap",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "into",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="swapped_in",
                        to="practice.sampledchild",
                    ),
                ),
                (
                    "out",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="swapped_for",
                        to="practice.sampledchild",
                    ),
                ),
                (
                    "sample",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="swaps",
                        to="practice.sample",
                    ),
                ),
            ],
            options={
                "ordering": ["at"],
            },
        ),
        migrations.CreateModel(
            name="Theme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=60, unique=True)),
                ("title", models.CharField(max_length=120)),
                ("about", models.CharField(blank=True, max_length=300)),
                ("is_own", models.BooleanField(default=False)),
                (
                    "is_closed",
                    models.BooleanField(default=False, help_text="nothing new is coded with it"),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged_from",
                        to="practice.theme",
                    ),
                ),
                (
                    "split_from",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="split_into",
                        to="practice.theme",
                    ),
                ),
            ],
            options={
                "ordering": ["title", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into__isnull", True),
                            models.Q(("merged_into", models.F("pk")), _negated=True),
                            _connector="OR",
                        ),
                        name="theme_is_not_merged_into_itself",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into__isnull", True), ("is_closed", True), _connector="OR"
                        ),
                        name="theme_merged_is_closed",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConcernTheme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("coded_at", models.DateTimeField()),
                (
                    "coded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "concern",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="themes",
                        to="practice.concern",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="in_concerns",
                        to="practice.theme",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("concern", "theme"), name="an_escalation_coded_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditTheme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("strength", "Strength"), ("concern", "Concern")], max_length=10
                    ),
                ),
                ("domain_key", models.CharField(blank=True, max_length=60)),
                ("coded_at", models.DateTimeField()),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="themes",
                        to="practice.audit",
                    ),
                ),
                (
                    "coded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="in_audits",
                        to="practice.theme",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("audit", "theme", "kind", "domain_key"), name="a_finding_coded_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ThemeChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("added", "Added"),
                            ("renamed", "Renamed"),
                            ("merged", "Merged"),
                            ("split", "Split"),
                        ],
                        max_length=10,
                    ),
                ),
                ("detail", models.CharField(max_length=400)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="changes",
                        to="practice.theme",
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-pk"],
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
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="practice.candidatetheme",
                    ),
                ),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Told",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tier", models.PositiveSmallIntegerField()),
                ("told_at", models.DateTimeField()),
                ("acknowledge_by", models.DateTimeField(null=True)),
                (
                    "concern",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="told",
                        to="practice.concern",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="concerns_told",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["told_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("concern", "person", "tier"), name="told_once_a_tier"
                    )
                ],
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
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="turns",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="turns",
                        to="practice.plan",
                    ),
                ),
            ],
            options={
                "ordering": ["month", "pk"],
                "indexes": [models.Index(fields=["holder", "state"], name="turns_of_a_holder")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "withdrawn"), _negated=True),
                        fields=("programme_key", "month", "holder", "extra"),
                        name="one_turn_a_holder_and_month",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("extra", 0), models.Q(("why", ""), _negated=True), _connector="OR"
                        ),
                        name="turn_extra_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["excused", "withdrawn"]), _negated=True),
                            models.Q(("why", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="turn_excused_has_reason",
                    ),
                ],
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
                (
                    "after",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "before",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "turn",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reallocations",
                        to="practice.turn",
                    ),
                ),
            ],
            options={
                "ordering": ["at"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="reallocation_has_reason",
                    )
                ],
            },
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
                (
                    "noted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absences",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["from_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("to_on__gte", models.F("from_on"))),
                        name="absence_ends_after_it_begins",
                    )
                ],
            },
        ),
    ]
