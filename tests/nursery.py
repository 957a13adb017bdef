"""Commonhold loaded once for many: `python -m tests.nursery FD`, which `tests/preloaded.py` starts and asks.

Loading is most of what a command or a server's start costs. Here it is done before anybody asks, up to where
the first look at a setting would be; each program that is asked for is then forked off and runs the console's
own `main`, which reads the settings of its own environment and folder. What belongs to one command alone
(`doors/console`) is left for that command to load. Where a program has another one of ours look at something
(`house/beside.py`), that one is forked off, too.
"""

from __future__ import annotations

import atexit
import ctypes
import importlib
import os
import runpy
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from tempfile import TemporaryDirectory
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.signals import setting_changed
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.template import engines
from django.urls import get_resolver
from django.utils.functional import empty
from django.utils.translation import trans_real

from commonhold.ground import ids
from commonhold.house import beside, console
from commonhold.house.backup import sealing
from commonhold.social.people.passwords import Argon2
from tests import forking, preloaded

_SETTINGS = "commonhold.house.settings"
#: Settings that say the same in every program, and what was made of them serves all.
_ALIKE = {"DATABASES", "TEMPLATES", "DEBUG", "INSTALLED_APPS", "ROOT_URLCONF"}
_LOADED = (
    "commonhold.house.serve",
    "commonhold.house.urls",
    "commonhold.house.rest",
    "commonhold.doors.mastodon.urls",
    "commonhold.house.streams",
    "commonhold.house.sockets",
    "commonhold.doors.mastodon.front.front",
    "django.core.management.commands.migrate",
    "uvicorn.lifespan.on",
    "uvicorn.loops.uvloop",
    "uvicorn.protocols.http.httptools_impl",
    "uvicorn.protocols.websockets.auto",
)


def main() -> None:
    """Load, then fork whatever is asked for, until nobody is there who could ask."""
    asked = socket.socket(fileno=int(sys.argv[1]))
    with TemporaryDirectory() as nowhere:
        os.environ["COMMONHOLD_DATA"] = nowhere
        _load()
    forking.serve(asked, _run)


def _load() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = _SETTINGS
    django = importlib.import_module("django")
    django.setup()
    for each in _LOADED:
        importlib.import_module(each)
    # The same with hardly any work: hashes of passwords as in the tests themselves, and keys of backups.
    Argon2.memory_cost = 64  # KiB
    vars(sealing)["_COST"] = {**vars(sealing)["_COST"], "n": 1_024}
    MigrationLoader(None)
    _make_ready()
    importlib.import_module("tests.warmed").look_around()
    _forget_settings()


def _make_ready() -> None:
    """What the first pages of every server make for themselves: templates, catalogues, addresses, and who
    refers to whom among the models, which every command's first question asks."""
    engine = engines["django"]
    for each in (settings.BASE_DIR / "doors" / "web" / "templates").rglob("*.html"):
        engine.get_template(str(each.relative_to(settings.BASE_DIR / "doors" / "web" / "templates")))
    for language, _name in settings.LANGUAGES:
        trans_real.translation(language)
    get_resolver().reverse_dict  # noqa: B018 - asking makes it
    for model in apps.get_models(include_auto_created=True):
        known = model._meta
        known.get_fields()
        for name in ("related_objects", "concrete_fields", "fields_map", "_property_names"):
            getattr(known, name)


def _forget_settings() -> None:
    """As if nobody had looked at a setting yet; Django's own receivers forget what was made of one."""
    importlib.import_module("django.test.signals")
    catalogues = dict(vars(trans_real)["_translations"])
    for each in dir(settings):
        if each.isupper() and each not in _ALIKE:
            setting_changed.send(sender=None, setting=each, value=getattr(settings, each), enter=True)
    vars(trans_real)["_translations"] = catalogues  # which languages there are may differ, not what they say
    databases: Any = connections
    for each in databases.all(initialized_only=True):
        assert each.connection is None, "a fork must not share a connection"
        del databases[each.alias]
    databases.__dict__.pop("settings", None)
    databases._settings = None
    settings._wrapped = empty
    del sys.modules[_SETTINGS], os.environ["DJANGO_SETTINGS_MODULE"]


def _run(asked: dict[str, Any], by: socket.socket) -> int:
    """Run the console, or another module as `python -m` does."""
    atexit.register(_let_go)
    beside.run = partial(_beside, by)
    if asked["within"] is not None:
        _enter(asked["within"])
    os.chdir(asked["folder"])
    # Ids that are made in two programs at the same millisecond differ by this.
    vars(ids)["_NODE"] = os.getpid() & 0xFF
    sys.argv = [console.__file__, *asked["words"]]
    if asked["module"] == preloaded.CONSOLE:
        return forking.status_of(console.main)
    return forking.status_of(lambda: runpy.run_module(asked["module"], run_name="__main__", alter_sys=True))


def _let_go() -> None:
    """As the interpreter does at its end: SQLite then brings its file up to date."""
    if settings.configured:
        connections.close_all()


def _beside(
    asked: socket.socket, words: Sequence[str], environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """What `house/beside.py` does, by a fork of who has loaded everything and set nothing."""
    return preloaded.run(words, environment=environment, patience=None, by=asked)


def _enter(keeper: int) -> None:
    """The network and the files as that process sees them: what `nsenter` does before another program."""
    spaces = ("net", "mnt") if os.geteuid() == 0 else ("user", "net", "mnt")
    opened = [os.open(f"/proc/{keeper}/ns/{each}", os.O_RDONLY) for each in spaces]
    libc = ctypes.CDLL(None, use_errno=True)
    for each in opened:
        if libc.setns(each, 0) != 0:
            raise OSError(ctypes.get_errno(), "that process's namespaces can't be entered")
        os.close(each)


if __name__ == "__main__":
    main()
