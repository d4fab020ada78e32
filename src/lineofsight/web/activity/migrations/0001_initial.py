from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='ActivityEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.BigIntegerField(unique=True)),
                ('at', models.DateTimeField(help_text="by the product's clock")),
                ('machine_at', models.DateTimeField(help_text="by the machine's clock, which nothing moves")),
                ('verb', models.CharField(max_length=60)),
                ('by_id', models.CharField(help_text='empty: the product itself', max_length=40)),
                ('by_name', models.CharField(max_length=200)),
                ('subject_kind', models.CharField(max_length=40)),
                ('subject_id', models.CharField(max_length=200)),
                ('child_id', models.CharField(blank=True, max_length=100)),
                ('is_refused', models.BooleanField(default=False)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('detail', models.TextField(help_text="canonical JSON; never a value from a child's record")),
                ('previous_hash', models.CharField(max_length=64)),
                ('hash', models.CharField(max_length=64)),
            ],
            options={
                'ordering': ['number'],
                'indexes': [models.Index(fields=['child_id', '-number'], name='activity_by_child'), models.Index(fields=['subject_kind', 'subject_id'], name='activity_by_subject'), models.Index(fields=['by_id', '-number'], name='activity_by_person')],
            },
        ),
    ]
