"""The database refuses to change what was published.

On SQLite a later migration that remakes one of these tables drops its triggers: such a
migration ends by putting them in place again.
"""

from django.db import migrations

from lineofsight.web.reporting import guards


def on(apps, schema_editor):
    guards.put_in_place(schema_editor.connection)


def off(apps, schema_editor):
    guards.take_away(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_initial")]

    operations = [migrations.RunPython(on, off)]
