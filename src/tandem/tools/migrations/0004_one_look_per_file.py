from typing import Any

from django.db import migrations, models

STANDING = ["asking", "waiting", "done"]


def stop_doubles(apps: Any, _schema: Any) -> None:
    """Of files that were sent twice at one moment the first look stands."""
    looks = apps.get_model("tools", "FileLook").objects
    seen = set()
    for pk, digest in looks.filter(state__in=STANDING).order_by("pk").values_list("pk", "digest"):
        if digest in seen:
            looks.filter(pk=pk).update(state="stopped")
        seen.add(digest)


class Migration(migrations.Migration):
    dependencies = [
        ("tools", "0003_seen_elsewhere"),
    ]

    operations = [
        migrations.RunPython(stop_doubles, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="filelook",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", STANDING)),
                fields=("digest",),
                name="one_look_per_file",
            ),
        ),
    ]
