from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("activity", "0003_turns_on_the_clock")]

    operations = [
        migrations.AlterField(
            model_name="subjectaccess",
            name="role",
            field=models.CharField(
                choices=[
                    ("product_owner", "product_owner"),
                    ("it_owner", "it_owner"),
                    ("member", "member"),
                    ("oversight", "oversight"),
                ],
                max_length=24,
            ),
        ),
    ]
