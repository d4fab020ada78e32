import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('actions', '0001_initial'),
        ('frameworks', '0001_initial'),
        ('people', '__first__'),
        ('practice', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ExternalReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind_key', models.CharField(max_length=60)),
                ('title', models.CharField(max_length=200)),
                ('done_by', models.CharField(max_length=200)),
                ('from_on', models.DateField()),
                ('to_on', models.DateField()),
                ('summary', models.TextField(blank=True)),
                ('registered_at', models.DateTimeField()),
                ('adopted', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='frameworks.adoptedpack')),
                ('registered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-from_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('to_on__gte', models.F('from_on'))), name='review_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Learning',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200)),
                ('what', models.TextField(help_text='what was learned; it names nobody')),
                ('service_id', models.CharField(blank=True, max_length=100)),
                ('retest_on', models.DateField(null=True)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('theme', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='learning', to='practice.theme')),
            ],
            options={
                'ordering': ['-made_at'],
            },
        ),
        migrations.CreateModel(
            name='LearningStage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('undertaken', 'Undertaken'), ('shared', 'Shared'), ('implemented', 'Implemented'), ('embedded', 'Embedded'), ('retested', 'Tested again')], max_length=12)),
                ('done_on', models.DateField()),
                ('evidence', models.TextField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('learning', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stages', to='improvement.learning')),
            ],
            options={
                'ordering': ['done_on', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('learning', 'stage'), name='a_stage_reached_once'), models.CheckConstraint(condition=models.Q(('evidence', ''), _negated=True), name='a_stage_is_shown_by_something')],
            },
        ),
        migrations.CreateModel(
            name='Received',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source_key', models.CharField(max_length=60)),
                ('kind', models.CharField(choices=[('concern', 'To put right'), ('strength', 'To keep and spread')], max_length=10)),
                ('unit_code', models.CharField(max_length=100)),
                ('unit_name', models.CharField(max_length=200)),
                ('service_id', models.CharField(blank=True, max_length=100)),
                ('text', models.TextField()),
                ('given_at', models.DateTimeField()),
                ('adopted', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='frameworks.adoptedpack')),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('theme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='in_feedback', to='practice.theme')),
            ],
            options={
                'ordering': ['-given_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='feedback_says_something')],
            },
        ),
        migrations.CreateModel(
            name='ReviewFinding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('kind', models.CharField(choices=[('concern', 'To put right'), ('strength', 'To keep and spread')], max_length=10)),
                ('service_id', models.CharField(blank=True, max_length=100)),
                ('action', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='review_finding', to='actions.action')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='improvement.externalreview')),
                ('themes', models.ManyToManyField(related_name='in_reviews', to='practice.theme')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Acknowledged',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind_key', models.CharField(max_length=60)),
                ('child_id', models.CharField(max_length=100)),
                ('team_id', models.CharField(blank=True, max_length=100)),
                ('service_id', models.CharField(blank=True, max_length=100)),
                ('worker_id', models.CharField(blank=True, max_length=100)),
                ('worker_name', models.CharField(blank=True, max_length=200)),
                ('text', models.TextField()),
                ('given_at', models.DateTimeField()),
                ('adopted', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='frameworks.adoptedpack')),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('told', models.ManyToManyField(related_name='acknowledgements_told', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-given_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='acknowledgement_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Challenge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('service', 'A service'), ('team', 'A team'), ('individual', 'One person')], max_length=12)),
                ('unit_code', models.CharField(max_length=100)),
                ('unit_name', models.CharField(max_length=200)),
                ('indicator_id', models.CharField(blank=True, max_length=10)),
                ('place', models.CharField(blank=True, max_length=120)),
                ('period_id', models.CharField(blank=True, max_length=20)),
                ('value_then', models.FloatField(null=True)),
                ('issue', models.TextField()),
                ('support', models.TextField()),
                ('made_at', models.DateTimeField()),
                ('line_manager', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('plan', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='challenge', to='actions.action')),
            ],
            options={
                'ordering': ['-made_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('level', 'individual'), ('person__isnull', False), ('plan__isnull', True)), models.Q(models.Q(('level', 'individual'), _negated=True), ('person__isnull', True)), _connector='OR'), name='challenge_of_a_person_names_one_and_has_no_plan')],
            },
        ),
    ]
