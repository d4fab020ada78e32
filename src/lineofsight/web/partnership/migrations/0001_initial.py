import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('frameworks', '0001_initial'),
        ('people', '__first__'),
        ('practice', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='LearningEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200)),
                ('held_on', models.DateField()),
                ('arose_from', models.TextField(blank=True, help_text='which audits or reviews it answers')),
                ('answered', models.PositiveIntegerField(default=0, help_text='how many gave an evaluation')),
                ('useful', models.PositiveIntegerField(default=0, help_text='how many found it useful')),
                ('evaluation', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('theme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='practice.theme')),
            ],
            options={
                'ordering': ['-held_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('useful__lte', models.F('answered'))), name='useful_to_no_more_than_answered')],
            },
        ),
        migrations.CreateModel(
            name='Attended',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agency_key', models.CharField(max_length=60)),
                ('people', models.PositiveIntegerField()),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attended', to='partnership.learningevent')),
            ],
            options={
                'ordering': ['agency_key'],
                'constraints': [models.UniqueConstraint(fields=('event', 'agency_key'), name='an_agency_counted_once')],
            },
        ),
        migrations.CreateModel(
            name='Referral',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind_key', models.CharField(max_length=60)),
                ('child_id', models.CharField(max_length=100)),
                ('team_id', models.CharField(blank=True, max_length=100)),
                ('worker_id', models.CharField(blank=True, max_length=100)),
                ('why', models.TextField()),
                ('referred_at', models.DateTimeField()),
                ('due_on', models.DateField(help_text='when it is to be decided', null=True)),
                ('outcome_key', models.CharField(blank=True, max_length=60)),
                ('reason', models.TextField(blank=True)),
                ('decided_on', models.DateField(null=True)),
                ('recorded_at', models.DateTimeField(null=True)),
                ('adopted', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='frameworks.adoptedpack')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('referred_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-referred_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('why', ''), _negated=True), name='a_referral_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('decided_on__isnull', True), ('outcome_key', ''), ('recorded_by__isnull', True)), models.Q(models.Q(('outcome_key', ''), _negated=True), models.Q(('reason', ''), _negated=True), ('decided_on__isnull', False), ('recorded_by__isnull', False)), _connector='OR'), name='a_decision_has_what_why_and_when')],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agency_key', models.CharField(max_length=60)),
                ('given_at', models.DateTimeField()),
                ('given_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='seat', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['agency_key', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='AskedReturn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part_key', models.CharField(max_length=60)),
                ('agency_key', models.CharField(max_length=60)),
                ('due_on', models.DateField()),
                ('asked_at', models.DateTimeField()),
                ('own_reference', models.CharField(blank=True, help_text="the agency's own", max_length=60)),
                ('answers', models.JSONField(blank=True, default=dict)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('audit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agency_returns', to='practice.audit')),
            ],
            options={
                'ordering': ['due_on', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('audit', 'part_key', 'agency_key'), name='each_agency_is_asked_once'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('answered_by__isnull', True)), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='a_return_has_who_and_when')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('measure_key', models.CharField(max_length=60)),
                ('agency_key', models.CharField(max_length=60)),
                ('period_id', models.CharField(max_length=20)),
                ('number', models.PositiveIntegerField()),
                ('of', models.PositiveIntegerField(help_text='the whole, where it is a share', null=True)),
                ('note', models.TextField(blank=True, help_text='what lies behind it; why it was corrected')),
                ('at', models.DateTimeField()),
                ('adopted', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='frameworks.adoptedpack')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('of__isnull', True), ('number__lte', models.F('of')), _connector='OR'), name='a_part_is_no_more_than_its_whole')],
            },
        ),
    ]
