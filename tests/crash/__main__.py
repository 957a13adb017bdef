"""`python -m tests.crash --kills 200 --database sqlite --seed 1`: see `tests/crash/often.py`."""

from __future__ import annotations

import os
import sys
import tempfile

if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="commonhold-own-") as own:  # this program writes nothing there
        os.environ["COMMONHOLD_DATA"] = own
        os.environ["DJANGO_SETTINGS_MODULE"] = "commonhold.house.settings"
        import django

        django.setup()
        from tests.crash.often import main

        sys.exit(main())
