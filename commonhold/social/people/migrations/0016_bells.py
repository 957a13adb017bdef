from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0015_who_follows_people")]

    operations = [
        migrations.AddField(
            model_name="follow", name="has_bell", field=models.BooleanField(default=False)
        ),
        migrations.AddIndex(
            model_name="follow",
            index=models.Index(
                fields=["followed", "follower"],
                condition=models.Q(("accepted_at__isnull", False), ("has_bell", True)),
                name="bells_of_follows",
            ),
        ),
    ]
