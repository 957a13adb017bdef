from __future__ import annotations

from typing import Any

from django.db import migrations

_ADD = (
    """ALTER TABLE changes_change ADD COLUMN written_by xid8 NOT NULL DEFAULT pg_current_xact_id()""",
    """CREATE INDEX changes_written_by ON changes_change (written_by)""",
)
_TAKE_BACK = ("ALTER TABLE changes_change DROP COLUMN written_by",)


def _on_postgresql(*statements: str) -> Any:
    """Only there are changes told apart by their transactions; Django has no field for its numbers."""

    def run(_apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "postgresql":
            for each in statements:
                editor.execute(each)

    return run


class Migration(migrations.Migration):
    dependencies = [("changes", "0001_initial")]
    operations = [migrations.RunPython(_on_postgresql(*_ADD), _on_postgresql(*_TAKE_BACK))]
