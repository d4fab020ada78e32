"""The database refuses to change or remove what was logged."""

from django.db import migrations

from lineofsight.web.activity import triggers


def on(apps, schema_editor):
    triggers.put_in_place(schema_editor.connection)


def off(apps, schema_editor):
    triggers.take_away(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("activity", "0001_initial")]

    operations = [migrations.RunPython(on, off)]
