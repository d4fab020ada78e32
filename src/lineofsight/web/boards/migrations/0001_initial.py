import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('actions', '0001_initial'),
        ('frameworks', '0001_initial'),
        ('people', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('board_key', models.CharField(max_length=60)),
                ('held_on', models.DateField()),
                ('about', models.CharField(blank=True, help_text='the area or issue, if one', max_length=200)),
                ('made_at', models.DateTimeField()),
                ('adopted', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='frameworks.adoptedpack')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-held_on', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('board_key', 'held_on', 'about'), name='a_board_meets_once_a_day_on_a_thing')],
            },
        ),
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item_key', models.CharField(max_length=60)),
                ('agency_key', models.CharField(blank=True, max_length=60)),
                ('text', models.TextField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='boards.meeting')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_contribution_says_something')],
            },
        ),
        migrations.CreateModel(
            name='Recommendation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('recommendation', 'Recommendation'), ('peer-support', 'Support by a peer')], default='recommendation', max_length=20)),
                ('text', models.TextField()),
                ('service_id', models.CharField(blank=True, help_text='whom it is for', max_length=100)),
                ('supported_by', models.CharField(blank=True, help_text='the service that helps', max_length=100)),
                ('goes_into', models.CharField(help_text='the month that takes it up', max_length=20)),
                ('answer', models.TextField(blank=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('action', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='recommendation', to='actions.action')),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('came_back', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answers_heard', to='boards.meeting')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='boards.meeting')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'peer-support'), _negated=True), models.Q(models.Q(('service_id', ''), _negated=True), models.Q(('supported_by', ''), _negated=True)), _connector='OR'), name='peer_support_names_both_services'), models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True), ('answered_by__isnull', True)), models.Q(models.Q(('answer', ''), _negated=True), ('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='an_answer_has_who_and_when'), models.CheckConstraint(condition=models.Q(('came_back__isnull', True), ('answered_at__isnull', False), _connector='OR'), name='what_comes_back_is_answered')],
            },
        ),
    ]
