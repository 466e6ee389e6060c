from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.functions import Now


def put_away_where_people_work(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """A workspace that is there already has had its first day."""
    apps.get_model("accounts", "Workspace").objects.update(steps_put_away_at=Now())


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0012_programs"),
    ]

    operations = [
        migrations.AddField("workspace", "closing_days", models.JSONField(default=list)),
        migrations.AddField("workspace", "mail", models.TextField(blank=True, default="")),
        migrations.AddField("workspace", "steps_passed", models.JSONField(default=list)),
        migrations.AddField("workspace", "steps_put_away_at", models.DateTimeField(null=True)),
        migrations.RunPython(put_away_where_people_work, migrations.RunPython.noop, elidable=True),
    ]
