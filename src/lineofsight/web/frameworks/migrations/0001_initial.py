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
            name='AdoptedPack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pack_id', models.CharField(max_length=60)),
                ('version', models.CharField(max_length=30)),
                ('title', models.CharField(max_length=200)),
                ('publisher', models.CharField(max_length=200)),
                ('content', models.JSONField()),
                ('content_hash', models.CharField(max_length=64)),
                ('in_force_from', models.DateField()),
                ('consulted', models.TextField(blank=True, help_text='who was consulted before, and how')),
                ('adopted_at', models.DateTimeField()),
                ('adopted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['in_force_from', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('pack_id', 'version'), name='one_text_a_version')],
            },
        ),
        migrations.CreateModel(
            name='DocumentReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pack_id', models.CharField(max_length=60)),
                ('document_key', models.CharField(max_length=60)),
                ('reviewed_on', models.DateField()),
                ('outcome', models.TextField()),
                ('next_due_on', models.DateField(help_text='empty: after the usual months', null=True)),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-reviewed_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='FrameworkReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pack_id', models.CharField(max_length=60)),
                ('reviewed_on', models.DateField()),
                ('outcome', models.TextField()),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-reviewed_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='OwnCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('standard_key', models.CharField(max_length=60)),
                ('grade_key', models.CharField(blank=True, max_length=60)),
                ('seen', models.TextField()),
                ('next_step', models.TextField(blank=True)),
                ('team_code', models.CharField(blank=True, max_length=100)),
                ('at', models.DateTimeField()),
                ('adopted', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='frameworks.adoptedpack')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='own_checks', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('seen', ''), _negated=True), name='own_check_says_what_was_seen')],
            },
        ),
        migrations.CreateModel(
            name='OwnChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(max_length=300)),
                ('before', models.JSONField()),
                ('after', models.JSONField()),
                ('reason', models.TextField()),
                ('holds_from', models.DateField()),
                ('chosen_at', models.DateTimeField()),
                ('chosen_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='own_choices', to='frameworks.adoptedpack')),
            ],
            options={
                'ordering': ['-chosen_at', '-pk'],
            },
        ),
    ]
