from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("scenarios", "0001_initial")]

    operations = [
        migrations.RemoveConstraint("agreement", "one_standing_agreement_of_a_side"),
        migrations.RenameField("agreement", "lane", "voice"),
        migrations.AlterField(
            "agreement",
            "voice",
            models.CharField(
                choices=[("marketing", "marketing"), ("it", "it"), ("sponsor", "sponsor")],
                max_length=16,
            ),
        ),
        migrations.AddConstraint(
            "agreement",
            models.UniqueConstraint(
                condition=models.Q(("ended_at", None)),
                fields=("scenario", "voice"),
                name="one_standing_agreement_of_a_voice",
            ),
        ),
    ]
