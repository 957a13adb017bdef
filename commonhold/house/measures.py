"""What `/metrics` says, in the text format of Prometheus: numbers of the whole, and of nobody."""

from __future__ import annotations

import resource
import shutil
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from django.conf import settings

from commonhold.civic.peers import queries as peers
from commonhold.ground.installation import backed_up
from commonhold.ground.jobs import queries as jobs
from commonhold.ground.record import queries as record
from commonhold.house.counted import counted
from commonhold.house.release import RELEASE
from commonhold.social.deliveries import queries as deliveries
from commonhold.social.letters import queries as letters

_KIB = 1_024
_GAUGE, _COUNTER = "gauge", "counter"


def text(now: datetime, *, real_now: datetime) -> str:
    """All of it. `now` is the co-op's time, `real_now` the world's."""
    return "".join(
        f"# HELP commonhold_{name} {words}\n# TYPE commonhold_{name} {kind}\n"
        + "".join(f"commonhold_{name}{labels} {value}\n" for labels, value in values)
        for name, kind, words, values in [*_of_the_server(), *_of_the_co_op(now), *_of_the_data(real_now)]
    )


_Measure = tuple[str, str, str, Sequence[tuple[str, float]]]


def _of_the_server() -> Iterator[_Measure]:
    yield "release", _GAUGE, "Which release this is.", [(f'{{release="{RELEASE}"}}', 1)]
    yield "started_seconds", _GAUGE, "When it started, in seconds since 1970.", [("", counted.since)]
    by_status = [(f'{{status="{digit}xx"}}', count) for digit, count in sorted(counted.answered.items())]
    yield "answers_total", _COUNTER, "Requests answered by pages and APIs, by status.", by_status
    yield "front_answers_total", _COUNTER, "Requests answered from memory.", [("", counted.at_the_front)]
    yield "replica_answers_total", _COUNTER, "Pages read from replicas.", [("", counted.of_replicas)]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _KIB
    yield "peak_memory_bytes", _GAUGE, "The most memory it ever held.", [("", peak)]
    yield (
        "open_files",
        _GAUGE,
        "Files and connections that are open.",
        [("", sum(1 for _each in Path("/proc/self/fd").iterdir()))],
    )


def _of_the_co_op(now: datetime) -> Iterator[_Measure]:
    waiting = jobs.backlog(now=now)
    yield "jobs_due", _GAUGE, "Work that should be done by now.", [("", waiting.due)]
    yield "jobs_late_seconds", _GAUGE, "How long the oldest of it waits.", [("", waiting.late)]
    yield "jobs_failing", _GAUGE, "Work that was tried in vain.", [("", waiting.failing)]
    yield "letters_waiting", _GAUGE, "Mails that wait to go out.", [("", letters.waiting())]
    ended = deliveries.all_totals(now=now)
    yield "deliveries_waiting", _GAUGE, "What waits for other servers.", [("", ended.waiting)]
    signed = next(iter(record.checkpoints(limit=1)), None)
    yield "record_size", _GAUGE, "Entries of the signed record.", [("", signed.size if signed else 0)]
    heard = [
        (f'{{peer="{each.id}"}}', (now - each.heard_at).total_seconds())
        for each in peers.peers()
        if each.heard_at is not None
    ]
    yield "witness_silent_seconds", _GAUGE, "Since when a witness was not heard.", heard
    open_ones = len(peers.open_contradictions())
    yield "contradictions", _GAUGE, "Records that said two things.", [("", open_ones)]


def _of_the_data(now: datetime) -> Iterator[_Measure]:
    data = Path(settings.DATA_DIR)
    disk = shutil.disk_usage(data)
    yield "disk_free_bytes", _GAUGE, "Room where the data lies.", [("", disk.free)]
    yield "disk_bytes", _GAUGE, "The size of that disk.", [("", disk.total)]
    age = backed_up.read(data).age(now)
    yield "backup_age_seconds", _GAUGE, "Since the last backup.", [] if age is None else [("", age)]
