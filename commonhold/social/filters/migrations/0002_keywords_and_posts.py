"""Each phrase has an id and says for itself whether it is whole; single posts can be filtered."""

from typing import Any

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from commonhold.ground import ids


def give_ids(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for row in apps.get_model("filters", "Filter").objects.iterator():
        row.keywords = [
            {"phrase": each, "is_whole": row.are_whole, "id": ids.new_id(row.made_at)} for each in row.phrases
        ]
        row.save(update_fields=["keywords"])


def forget_ids(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for row in apps.get_model("filters", "Filter").objects.iterator():
        known: list[dict[str, Any]] = row.keywords
        row.phrases = [each["phrase"] for each in known]
        row.are_whole = all(each["is_whole"] for each in known)
        row.save(update_fields=["phrases", "are_whole"])


class Migration(migrations.Migration):
    dependencies = [("filters", "0001_initial")]

    operations = [
        migrations.AddField("filter", "keywords", models.JSONField(default=list), preserve_default=False),
        migrations.AddField("filter", "posts", models.JSONField(default=list)),
        migrations.AlterField("filter", "phrases", models.JSONField(default=list)),
        migrations.AlterField("filter", "are_whole", models.BooleanField(default=True)),
        migrations.RunPython(give_ids, forget_ids),
        migrations.RemoveField("filter", "phrases"),
        migrations.RemoveField("filter", "are_whole"),
    ]
