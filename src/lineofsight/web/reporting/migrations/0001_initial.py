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
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('definition_key', models.CharField(max_length=60)),
                ('title', models.CharField(max_length=200)),
                ('audience', models.CharField(max_length=200)),
                ('period_id', models.CharField(max_length=20)),
                ('version', models.PositiveSmallIntegerField(default=1)),
                ('what_changed', models.TextField(blank=True, help_text='for a correction: what is different')),
                ('state', models.CharField(choices=[('scheduled', 'To be compiled'), ('compiling', 'Being compiled'), ('drafting', 'Being written'), ('awaiting_signoff', 'Waiting to be signed off'), ('signed_off', 'Signed off'), ('published', 'Published')], default='scheduled', max_length=20)),
                ('snapshot_id', models.CharField(blank=True, max_length=100)),
                ('frame_on', models.DateField(blank=True, null=True)),
                ('pack_id', models.CharField(blank=True, max_length=60)),
                ('pack_version', models.CharField(blank=True, max_length=40)),
                ('product_version', models.CharField(blank=True, max_length=40)),
                ('document', models.TextField(blank=True)),
                ('compiled_at', models.DateTimeField(blank=True, null=True)),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('returned_because', models.TextField(blank=True)),
                ('signed_off_at', models.DateTimeField(blank=True, null=True)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('compiled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('corrects', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrected_by', to='reporting.report')),
                ('published_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('signed_off_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submitted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-period_id', 'definition_key', '-version'],
                'constraints': [models.UniqueConstraint(fields=('definition_key', 'period_id', 'version'), name='report_one_a_version'), models.UniqueConstraint(condition=models.Q(('state', 'published'), _negated=True), fields=('definition_key', 'period_id'), name='report_one_in_the_making'), models.CheckConstraint(condition=models.Q(('state__in', ['scheduled', 'compiling']), models.Q(models.Q(('document', ''), _negated=True), models.Q(('snapshot_id', ''), _negated=True), models.Q(('pack_id', ''), _negated=True), models.Q(('pack_version', ''), _negated=True), models.Q(('product_version', ''), _negated=True), ('frame_on__isnull', False), ('compiled_at__isnull', False), ('compiled_by__isnull', False)), _connector='OR'), name='report_names_what_it_was_compiled_from'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['awaiting_signoff', 'signed_off', 'published']), _negated=True), models.Q(('submitted_at__isnull', False), ('submitted_by__isnull', False)), _connector='OR'), name='report_sent_for_sign_off_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['signed_off', 'published']), _negated=True), models.Q(('signed_off_at__isnull', False), ('signed_off_by__isnull', False), models.Q(('signed_off_by', models.F('submitted_by')), _negated=True)), _connector='OR'), name='report_signed_off_by_somebody_else'), models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', False), ('published_by__isnull', False), ('state', 'published')), models.Q(models.Q(('state', 'published'), _negated=True), ('published_at__isnull', True), ('published_by__isnull', True)), _connector='OR'), name='report_published_has_who_and_when'), models.CheckConstraint(condition=models.Q(models.Q(('corrects__isnull', True), ('version', 1)), models.Q(('corrects__isnull', False), ('version__gt', 1), models.Q(('what_changed', ''), _negated=True)), _connector='OR'), name='report_correction_says_what_changed')],
            },
        ),
        migrations.CreateModel(
            name='Publication',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.TextField()),
                ('document_sha256', models.CharField(max_length=64)),
                ('public_document', models.TextField()),
                ('public_sha256', models.CharField(max_length=64)),
                ('report', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='publication', to='reporting.report')),
            ],
        ),
        migrations.CreateModel(
            name='Making',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('compile', 'compiled'), ('publish', 'published')], max_length=10)),
                ('at', models.DateTimeField()),
                ('state', models.CharField(choices=[('waiting', 'Waiting to start'), ('running', 'Under way'), ('done', 'Done'), ('refused', 'Refused'), ('interrupted', 'Interrupted')], default='waiting', max_length=20)),
                ('steps_done', models.PositiveSmallIntegerField(default=0)),
                ('steps', models.PositiveSmallIntegerField(default=0)),
                ('outcome', models.TextField(blank=True, help_text='Why it came to nothing, and what to do.')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='report_makings', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='makings', to='reporting.report')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['waiting', 'running'])), fields=('report',), name='reporting_one_making_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['refused', 'interrupted']), _negated=True), ('outcome__gt', ''), _connector='OR'), name='making_that_failed_says_why')],
            },
        ),
        migrations.CreateModel(
            name='ReportAction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('section_key', models.CharField(blank=True, help_text='empty: the whole report', max_length=60)),
                ('section_title', models.CharField(blank=True, max_length=200)),
                ('training', models.CharField(choices=[('none', 'No training'), ('formal', 'Formal training: a course, a workshop'), ('informal', 'Informal training: in supervision, beside a colleague')], default='none', max_length=10)),
                ('action', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='report_link', to='actions.action')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='action_links', to='reporting.report')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='ReportPause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('definition_key', models.CharField(max_length=60)),
                ('title', models.CharField(max_length=200)),
                ('from_on', models.DateField()),
                ('to_on', models.DateField(null=True)),
                ('reason', models.TextField()),
                ('paused_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('paused_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-from_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('to_on__isnull', True), ('to_on__gte', models.F('from_on')), ('ended_at__isnull', False), _connector='OR'), name='pause_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='pause_says_why')],
            },
        ),
        migrations.CreateModel(
            name='SectionText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('section_key', models.CharField(max_length=60)),
                ('part_key', models.CharField(max_length=30)),
                ('text', models.TextField(blank=True, help_text='empty: what was there is taken back')),
                ('said_by', models.CharField(blank=True, max_length=100)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='report_texts', to=settings.AUTH_USER_MODEL)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='reporting.report')),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['report', 'section_key'], name='reporting_by_section')],
            },
        ),
        migrations.CreateModel(
            name='PublishedFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('format', models.CharField(max_length=10)),
                ('is_public_copy', models.BooleanField()),
                ('name', models.CharField(max_length=120)),
                ('content', models.BinaryField()),
                ('sha256', models.CharField(max_length=64)),
                ('publication', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='reporting.publication')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('publication', 'format', 'is_public_copy'), name='reporting_one_file_a_format')],
            },
        ),
    ]
