import django.db.models.deletion
import lineofsight.web.clock
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='email address')),
                ('name', models.CharField(max_length=200)),
                ('staff_id', models.CharField(blank=True, max_length=100)),
                ('is_active', models.BooleanField(default=True)),
                ('joined_at', models.DateTimeField(default=lineofsight.web.clock.now)),
            ],
            options={
                'ordering': ['name', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('staff_id', ''), _negated=True), fields=('staff_id',), name='people_one_user_a_worker')],
            },
        ),
        migrations.CreateModel(
            name='OrgUnit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=100, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('kind', models.CharField(choices=[('authority', 'Authority'), ('service', 'Service'), ('team', 'Team')], max_length=10)),
                ('opened_on', models.DateField()),
                ('closed_on', models.DateField(blank=True, help_text='the last day it was open', null=True)),
            ],
            options={
                'ordering': ['name', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('closed_on__isnull', True), ('closed_on__gte', models.F('opened_on')), _connector='OR'), name='people_unit_closes_after_it_opens')],
            },
        ),
        migrations.CreateModel(
            name='RestrictedRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('child_id', models.CharField(max_length=100)),
                ('reason', models.CharField(max_length=300)),
                ('placed_at', models.DateTimeField()),
                ('lifted_at', models.DateTimeField(blank=True, null=True)),
                ('lifted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('placed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-placed_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('lifted_at__isnull', True)), fields=('child_id',), name='people_restricted_once'), models.CheckConstraint(condition=models.Q(('lifted_at__isnull', True), ('lifted_by__isnull', False), _connector='OR'), name='people_lifted_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='Clearance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=300)),
                ('from_on', models.DateField()),
                ('to_on', models.DateField(blank=True, null=True)),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='clearances', to=settings.AUTH_USER_MODEL)),
                ('record', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readers', to='people.restrictedrecord')),
            ],
            options={
                'ordering': ['record', 'from_on'],
            },
        ),
        migrations.CreateModel(
            name='RoleAssignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(max_length=60)),
                ('from_on', models.DateField()),
                ('to_on', models.DateField(blank=True, help_text='the last day; empty: still', null=True)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('delegated_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='delegations', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='people.orgunit')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='assignments', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-from_on', 'pk'],
                'indexes': [models.Index(fields=['unit', 'role'], name='people_by_unit_and_role')],
                'constraints': [models.CheckConstraint(condition=models.Q(('to_on__isnull', True), ('to_on__gte', models.F('from_on')), _connector='OR'), name='people_role_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('delegated_by__isnull', True), models.Q(models.Q(('reason', ''), _negated=True), ('to_on__isnull', False)), _connector='OR'), name='people_delegation_has_reason_and_end')],
            },
        ),
        migrations.CreateModel(
            name='OrgUnitPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_on', models.DateField()),
                ('to_on', models.DateField(blank=True, help_text='the last day; empty: still', null=True)),
                ('parent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='places_below', to='people.orgunit')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='people.orgunit')),
            ],
            options={
                'ordering': ['unit', 'from_on'],
                'constraints': [models.UniqueConstraint(fields=('unit', 'from_on'), name='people_one_place_a_day'), models.CheckConstraint(condition=models.Q(('to_on__isnull', True), ('to_on__gte', models.F('from_on')), _connector='OR'), name='people_place_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('unit', models.F('parent')), _negated=True), name='people_unit_is_not_its_own_parent')],
            },
        ),
        migrations.CreateModel(
            name='ReasonedAccess',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('child_id', models.CharField(max_length=100)),
                ('ground', models.CharField(choices=[('duty', 'I am on duty, or cover for a colleague'), ('transfer', 'The child is coming to my team, or has just left it'), ('family', 'I work with a brother, a sister or another relation'), ('enquiry', 'A complaint, an enquiry or a serious incident'), ('practice', 'I was asked to look at the practice'), ('other', 'Another reason')], max_length=10)),
                ('reason', models.CharField(max_length=500)),
                ('from_at', models.DateTimeField()),
                ('until_at', models.DateTimeField()),
                ('seen_at', models.DateTimeField(blank=True, help_text='when the manager read of it', null=True)),
                ('ended_at', models.DateTimeField(blank=True, help_text='when it ended early', null=True)),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('manager', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='told_of', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reasoned_accesses', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-from_at'],
                'indexes': [models.Index(fields=['user', 'child_id'], name='people_access_by_child')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('reason', ''), _negated=True), ('until_at__gt', models.F('from_at'))), name='people_access_has_reason_and_end'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', True), ('ended_by__isnull', True)), models.Q(('ended_at__isnull', False), ('ended_by__isnull', False)), _connector='OR'), name='people_access_ended_by_somebody')],
            },
        ),
    ]
