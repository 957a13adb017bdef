"""Who stands is drawn by her place on the ballot: a lot stays the same when her name is erased."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("governance", "0008_sealed_votes")]

    operations = [
        migrations.AddField(
            model_name="optionrow",
            name="lot",
            field=models.CharField(default="", max_length=20),
        ),
    ]
