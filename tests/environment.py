"""Loaded before anything else: tests never touch a data folder of yours."""

from __future__ import annotations

import atexit
import os
import shutil
import sys
import tempfile

_folder = tempfile.mkdtemp(prefix="commonhold-tests-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["COMMONHOLD_DATA"] = _folder
os.environ.pop("COMMONHOLD_DATABASE", None)
# What pages keep in memory is compared with what would be written anew, here and in servers that tests start.
os.environ["COMMONHOLD_CHECK_KEPT"] = "1"

# A browser's driver leaves its loop running in the thread of the tests, and Django then takes that thread
# for one that must not wait for a database. It may: nothing else runs there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

# Tests start the program many hundred times; compiling it each time would be a third of what that costs.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
