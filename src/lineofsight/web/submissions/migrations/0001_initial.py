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
            name='Load',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('file_names', models.JSONField(default=list)),
                ('as_at', models.DateField(null=True)),
                ('collection_year', models.PositiveSmallIntegerField(null=True)),
                ('state', models.CharField(choices=[('waiting', 'Waiting to start'), ('running', 'Being read'), ('loaded', 'Loaded'), ('refused', 'Refused'), ('interrupted', 'Interrupted')], default='waiting', max_length=20)),
                ('snapshot_id', models.CharField(blank=True, max_length=60)),
                ('recognised', models.TextField(blank=True)),
                ('outcome', models.TextField(blank=True, help_text='Why it was refused, and what to do.')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='loads', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('snapshot_id__gt', ''), ('state', 'loaded')), models.Q(models.Q(('state', 'loaded'), _negated=True), ('snapshot_id', '')), _connector='OR'), name='load_loaded_names_its_snapshot'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['refused', 'interrupted']), _negated=True), ('outcome__gt', ''), _connector='OR'), name='load_refused_says_why')],
            },
        ),
    ]
