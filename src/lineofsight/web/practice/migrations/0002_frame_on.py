from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("practice", "0001_initial")]

    operations = [
        migrations.RenameField("sample", "snapshot_as_at", "frame_on"),
        migrations.AlterField(
            "sample",
            "frame_on",
            models.DateField(help_text="the day whose open cases are the frame"),
        ),
    ]
