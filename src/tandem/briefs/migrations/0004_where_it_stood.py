from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_SECTIONS = [
    ("why", "why"),
    ("audience", "audience"),
    ("looks", "looks"),
    ("requirements", "requirements"),
    ("use_cases", "use_cases"),
    ("metrics", "metrics"),
    ("data", "data"),
    ("constraints", "constraints"),
    ("cost", "cost"),
    ("owes", "owes"),
    ("more", "more"),
]


def say_where(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Until now no part could move: each text stood where its part stands."""
    Item = apps.get_model("briefs", "Item")
    Revision = apps.get_model("briefs", "Revision")
    section = Item.objects.filter(pk=models.OuterRef("item_id")).values("section")
    Revision.objects.update(section=models.Subquery(section))


class Migration(migrations.Migration):
    dependencies = [("briefs", "0003_what_if")]

    operations = [
        migrations.AddField(
            model_name="revision",
            name="section",
            field=models.CharField(choices=_SECTIONS, default="more", max_length=16),
            preserve_default=False,
        ),
        migrations.RunPython(say_where, migrations.RunPython.noop, elidable=True),
    ]
