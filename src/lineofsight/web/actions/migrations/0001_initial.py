import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Action',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('difference', models.TextField(blank=True, help_text='what will be different for the child')),
                ('kind', models.CharField(choices=[('concern', 'To put right'), ('strength', 'To keep and spread')], default='concern', max_length=10)),
                ('child_id', models.CharField(blank=True, max_length=100)),
                ('team_id', models.CharField(blank=True, max_length=100)),
                ('service_id', models.CharField(blank=True, max_length=100)),
                ('due_on', models.DateField()),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('agreed', 'Agreed'), ('in_progress', 'In progress'), ('done_claimed', 'Done, to be checked'), ('verified', 'Checked'), ('closed', 'Closed'), ('reopened', 'Reopened'), ('rejected', 'Not taken up'), ('superseded', 'Replaced')], default='proposed', max_length=20)),
                ('needs_check', models.BooleanField(default=True, help_text='somebody else checks it')),
                ('needs_impact', models.BooleanField(default=False, help_text='closes only when it is said what changed for the child')),
                ('proposed_at', models.DateTimeField()),
                ('agreed_at', models.DateTimeField(null=True)),
                ('claimed_at', models.DateTimeField(null=True)),
                ('verified_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('agreed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('claimed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actions', to=settings.AUTH_USER_MODEL)),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('superseded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='actions.action')),
                ('verified_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['due_on', 'pk'],
                'indexes': [models.Index(fields=['owner', 'state', 'due_on'], name='action_of_owner'), models.Index(fields=['child_id'], name='action_of_child')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['proposed', 'rejected', 'superseded']), models.Q(('agreed_at__isnull', False), ('agreed_by__isnull', False)), _connector='OR'), name='action_agreed_has_who_and_when'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['done_claimed', 'verified', 'closed']), _negated=True), models.Q(('claimed_at__isnull', False), ('claimed_by__isnull', False)), _connector='OR'), name='action_claimed_has_who_and_when'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['verified', 'closed']), _negated=True), models.Q(('verified_at__isnull', False), ('verified_by__isnull', False)), models.Q(('needs_check', False), ('state', 'closed')), _connector='OR'), name='action_verified_has_who_and_when'), models.CheckConstraint(condition=models.Q(('verified_by__isnull', True), models.Q(models.Q(('verified_by', models.F('owner')), _negated=True), models.Q(('verified_by', models.F('claimed_by')), _negated=True)), _connector='OR'), name='action_verified_by_neither_owner_nor_claimer'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_at__isnull', False), _connector='OR'), name='action_closed_has_when'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'superseded'), _negated=True), ('superseded_by__isnull', False), _connector='OR'), name='action_superseded_names_its_heir')],
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('found_in', models.CharField(blank=True, max_length=200)),
                ('shows_impact', models.BooleanField(default=False, help_text='what changed for the child')),
                ('added_at', models.DateTimeField()),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='actions.action')),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['added_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(max_length=40)),
                ('before', models.CharField(blank=True, max_length=20)),
                ('after', models.CharField(max_length=20)),
                ('note', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('action', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='actions.action')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['at', 'pk'],
            },
        ),
    ]
