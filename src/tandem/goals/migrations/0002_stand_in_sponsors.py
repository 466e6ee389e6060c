from typing import Any

from django.db import migrations


def write_stand_ins(apps: Any, _schema: Any) -> None:
    """What serves a goal already gets its sponsor, as it would when it is linked today."""
    subjects = apps.get_model("activity", "Subject").objects
    serving = apps.get_model("goals", "Serving").objects.filter(ended_at=None)
    rows = serving.exclude(objective__sponsor=None).values_list(
        "initiative_id", "objective__sponsor_id"
    )
    for initiative_id, sponsor_id in rows:
        subjects.filter(pk=initiative_id).update(goal_sponsor_id=sponsor_id)


class Migration(migrations.Migration):
    dependencies = [
        ("activity", "0007_goal_sponsor"),
        ("goals", "0001_initial"),
    ]

    operations = [migrations.RunPython(write_stand_ins, migrations.RunPython.noop, elidable=True)]
