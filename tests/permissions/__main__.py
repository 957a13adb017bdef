"""`python -m tests.permissions` asks everybody anew and writes the table: read what changed."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

with tempfile.TemporaryDirectory(prefix="commonhold-permissions-") as folder:
    os.environ["COMMONHOLD_DATA"] = os.environ.get("COMMONHOLD_PERMISSIONS_DEMO", folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonhold.house.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from commonhold.doors.calls.limits import limits
    from commonhold.house import demo, first_tables
    from tests.permissions import asking, table

    if not any(Path(folder).glob("*.sqlite3")) and "COMMONHOLD_PERMISSIONS_DEMO" not in os.environ:
        first_tables.lay()
        call_command("migrate", verbosity=0, interactive=False)
        demo.build_once(print, public_url="http://localhost")
    settings.ALLOWED_HOSTS, settings.ACCOUNT_RATE_LIMITS, limits.are_on = ["*"], False, False
    with asking.undone():
        made = asking.everybody()
        table.write(table.joined((each, asking.told(each, made)) for each in asking.VIEWERS))
