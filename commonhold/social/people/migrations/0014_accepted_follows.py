from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0013_not_suggested")]

    operations = [
        migrations.RemoveIndex("follow", "whom_people_follow"),
        migrations.AddIndex(
            "follow",
            models.Index(
                fields=["follower", "accepted_at", "followed"],
                condition=models.Q(accepted_at__isnull=False),
                name="accepted_follows",
            ),
        ),
    ]
