from typing import Any

from django.db import migrations
from django.utils.crypto import salted_hmac


def forget(apps: Any, _schema: Any) -> None:
    """Of what was refused a digest is enough."""
    for find in apps.get_model("tools", "Find").objects.exclude(refused_at=None):
        digest = salted_hmac("tandem.tools.refused", find.key, algorithm="sha256").hexdigest()
        find.key, find.name, find.domain, find.data_classes = digest, "", "", []
        find.save(update_fields=["key", "name", "domain", "data_classes"])


class Migration(migrations.Migration):
    dependencies = [
        ("tools", "0004_one_look_per_file"),
    ]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
