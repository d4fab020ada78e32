from django.db import migrations
from django.db.models import F


def name_the_child(apps, schema_editor):
    apps.get_model("practice", "Audit").objects.update(subject_id=F("child_id"))


class Migration(migrations.Migration):
    dependencies = [("practice", "0003_any_record_any_part")]

    operations = [migrations.RunPython(name_the_child, migrations.RunPython.noop)]
