"""Whoever holds a mandate already is a steward since the first of them."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def _note(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    mandates = apps.get_model("governance", "Mandate")._default_manager.filter(until=None).order_by("id")
    standings = apps.get_model("people", "Standing")._default_manager
    for each in mandates:
        standings.get_or_create(
            person_id=each.person_id, kind="steward", until=None, defaults={"id": each.id, "since": each.since}
        )


class Migration(migrations.Migration):

    dependencies = [("governance", "0001_initial"), ("people", "0003_stewards")]

    operations = [migrations.RunPython(_note, migrations.RunPython.noop)]
