from typing import Any

from django.db import migrations, models


def fill_in(apps: Any, _editor: Any) -> None:
    """Until now nobody kept the name: as it is today is the best there is."""
    sign_offs = apps.get_model("briefs", "SignOff").objects
    person = apps.get_model("accounts", "Person").objects.filter(pk=models.OuterRef("signed_by"))
    sign_offs.update(signed_as=models.Subquery(person.values("name")[:1]))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_guests"),
        ("briefs", "0005_all_sections"),
    ]

    operations = [
        migrations.AddField(
            model_name="signoff",
            name="signed_as",
            field=models.CharField(default="", max_length=120),
            preserve_default=False,
        ),
        migrations.RunPython(fill_in, migrations.RunPython.noop, elidable=True),
    ]
