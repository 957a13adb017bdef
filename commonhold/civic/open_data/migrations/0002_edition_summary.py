from __future__ import annotations

import json
from typing import Any

from django.db import migrations, models


def count(apps: Any, _schema: Any) -> None:
    """What each month's file holds, counted once. The file itself stays as it is."""
    for row in apps.get_model("open_data", "Edition").objects.filter(cells=None).iterator():
        told = json.loads(row.body)
        values = [
            value for table in told["tables"] for each in table["periods"] for value in each["cells"].values()
        ]
        row.cells, row.withheld = len(values), sum(each is None for each in values)
        row.save(update_fields=["cells", "withheld"])


class Migration(migrations.Migration):
    #: It fills the two columns that it adds, and a release that does not know them goes on without.
    side_by_side = "fills columns of its own, which no older release reads"
    dependencies = [("open_data", "0001_initial")]

    operations = [
        migrations.AddField("edition", "cells", models.PositiveIntegerField(null=True)),
        migrations.AddField("edition", "withheld", models.PositiveIntegerField(null=True)),
        migrations.RunPython(count, migrations.RunPython.noop),
    ]
