import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('actions', '0001_initial'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='ChartRestart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indicator_id', models.CharField(max_length=10)),
                ('unit', models.CharField(default='all', max_length=120)),
                ('on', models.DateField()),
                ('reason', models.CharField(max_length=120)),
                ('is_withdrawn', models.BooleanField(default=False)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['indicator_id', 'unit'], name='restart_of_measure')],
            },
        ),
        migrations.CreateModel(
            name='ChildrenDownload',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indicator_id', models.CharField(max_length=10)),
                ('unit', models.CharField(max_length=120)),
                ('period_id', models.CharField(max_length=20)),
                ('status', models.CharField(max_length=20)),
                ('row_count', models.PositiveIntegerField()),
                ('reason', models.CharField(max_length=300)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='download_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Commentary',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indicator_id', models.CharField(max_length=10)),
                ('unit', models.CharField(default='all', max_length=120)),
                ('period_id', models.CharField(max_length=20)),
                ('text', models.TextField()),
                ('role', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='commentary', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['unit', 'period_id'], name='commentary_of_period'), models.Index(fields=['indicator_id', 'unit'], name='commentary_of_measure')],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='commentary_says_something')],
            },
        ),
        migrations.CreateModel(
            name='FigureAction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indicator_id', models.CharField(max_length=10)),
                ('unit', models.CharField(default='all', max_length=120)),
                ('period_id', models.CharField(max_length=20)),
                ('action', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='figure', to='actions.action')),
            ],
            options={
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['indicator_id'], name='action_of_measure')],
            },
        ),
        migrations.CreateModel(
            name='TargetVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('indicator_id', models.CharField(max_length=10)),
                ('unit', models.CharField(default='all', max_length=120)),
                ('at_least', models.FloatField(blank=True, null=True)),
                ('at_most', models.FloatField(blank=True, null=True)),
                ('tolerance', models.FloatField(default=0)),
                ('from_month', models.DateField(help_text='the first day of the month it is in force from')),
                ('reason', models.CharField(max_length=500)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'indexes': [models.Index(fields=['indicator_id', 'unit'], name='target_of_measure')],
                'constraints': [models.CheckConstraint(condition=models.Q(('at_least__isnull', True), ('at_most__isnull', True), ('at_least__lte', models.F('at_most')), _connector='OR'), name='target_least_is_not_above_most'), models.CheckConstraint(condition=models.Q(('tolerance__gte', 0)), name='target_tolerance_is_not_negative'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='target_has_a_reason')],
            },
        ),
    ]
