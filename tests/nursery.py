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
import gc
import importlib
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import threading
import traceback
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from tempfile import TemporaryDirectory
from typing import Any, NoReturn

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
from commonhold.social.people.passwords import Argon2
from tests import preloaded

LARGEST = 200_000  # bytes of what is asked
_SETTINGS = "commonhold.house.settings"
_PR_SET_PDEATHSIG = 1
#: Settings that say the same in every program, and what was made of them serves all.
_ALIKE = {"DATABASES", "TEMPLATES", "DEBUG", "INSTALLED_APPS", "ROOT_URLCONF"}
_LOADED = (
    "commonhold.house.serve",
    "commonhold.house.urls",
    "commonhold.house.streams",
    "commonhold.house.courier",
    "commonhold.house.ticker",
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
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those who keep a program
    with TemporaryDirectory() as nowhere:
        os.environ["COMMONHOLD_DATA"] = nowhere
        _load()
    gc.collect()
    gc.freeze()
    while True:
        message, files, _flags, _address = socket.recv_fds(asked, LARGEST, 4)
        if not message:
            return
        if os.fork() == 0:
            asked.close()
            _keep(json.loads(message), *files)
        for each in files:
            os.close(each)


def _load() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = _SETTINGS
    django = importlib.import_module("django")
    django.setup()
    for each in _LOADED:
        importlib.import_module(each)
    Argon2.memory_cost = 64  # KiB: as in the tests themselves
    MigrationLoader(None)
    _make_ready()
    _forget_settings()
    assert threading.active_count() == 1, "a fork takes along no thread but its own"


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
        for each in (
            "related_objects",
            "concrete_fields",
            "fields_map",
            "_property_names",
            "default_manager",
        ):
            getattr(known, each)


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


def _keep(asked: dict[str, Any], stdin: int, stdout: int, stderr: int, back: int) -> NoReturn:
    """Run a program and tell the asker its id, then its exit status, each as a line of decimal digits.

    Whatever the program asks for meanwhile has a keeper of its own.
    """
    _dies_with(os.getppid())
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    program = os.fork()
    if program == 0:
        os.close(back)
        ours.close()
        _dies_with(os.getppid())
        beside.begin = partial(_beside, theirs)
        _become(asked, stdin, stdout, stderr)
    theirs.close()
    for each in (stdin, stdout, stderr):
        os.close(each)
    with suppress(BrokenPipeError):
        os.write(back, b"%d\n" % program)
        _fork_for(ours, until=os.pidfd_open(program))
        _id, status = os.waitpid(program, 0)
        os.write(back, b"%d\n" % os.waitstatus_to_exitcode(status))
    os._exit(0)


def _fork_for(asker: socket.socket, *, until: int) -> None:
    """Fork off what this program asks for, `until` it has ended."""
    waiting: list[Any] = [until, asker]
    while until not in select.select(waiting, [], [])[0]:
        message, files, _flags, _address = socket.recv_fds(asker, LARGEST, 4)
        if not message:
            waiting.remove(asker)
        elif os.fork() == 0:
            asker.close()
            _keep(json.loads(message), *files)
        for each in files:
            os.close(each)


def _beside(
    asked: socket.socket, words: Sequence[str], environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """What `house/beside.py` does, by a fork of who has loaded everything and set nothing."""
    return preloaded.run(words, environment=environment, patience=None, by=asked)


def _dies_with(parent: int) -> None:
    with suppress(OSError, AttributeError):  # another system
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _become(asked: dict[str, Any], *streams: int) -> NoReturn:
    for at, each in enumerate(streams):
        os.dup2(each, at)
        os.close(each)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.environ.clear()
    os.environ.update(asked["environment"])
    if asked["within"] is not None:
        _enter(asked["within"])
    os.chdir(asked["folder"])
    # Ids that are made in two programs at the same millisecond differ by this.
    vars(ids)["_NODE"] = os.getpid() & 0xFF
    sys.argv = [console.__file__, *asked["words"]]
    status = _status(asked["module"])
    threading._shutdown()  # type: ignore[attr-defined] # what the interpreter does at its end
    atexit._run_exitfuncs()
    if settings.configured:
        connections.close_all()  # as theirs would be, so that SQLite brings its file up to date
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):
            stream.flush()
    os._exit(status)


def _enter(keeper: int) -> None:
    """The network and the files as that process sees them: what `nsenter` does before another program."""
    spaces = ("net", "mnt") if os.geteuid() == 0 else ("user", "net", "mnt")
    opened = [os.open(f"/proc/{keeper}/ns/{each}", os.O_RDONLY) for each in spaces]
    libc = ctypes.CDLL(None, use_errno=True)
    for each in opened:
        if libc.setns(each, 0) != 0:
            raise OSError(ctypes.get_errno(), "that process's namespaces can't be entered")
        os.close(each)


def _status(module: str) -> int:
    """Run the console, or another module as `python -m` does, and say how it ended, as Python would."""
    try:
        if module == preloaded.CONSOLE:
            return console.main()
        runpy.run_module(module, run_name="__main__", alter_sys=True)
        return 0
    except SystemExit as end:
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
        return 1


if __name__ == "__main__":
    main()
