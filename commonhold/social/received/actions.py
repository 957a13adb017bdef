"""Writing down what came, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from commonhold.ground import ids
from commonhold.ground.writes import Insert, Update
from commonhold.social.received.models import RULED_OUT, Received, Retractable
from commonhold.social.received.pace import PACE
from commonhold.social.received.queries import digest_of, digest_of_hers

#: How long somebody who takes up rows has for them; after a crash they are taken up again then.
LEASE = timedelta(minutes=5)
#: After each try that failed. Then nothing will come of it.
_PATIENCE = [
    timedelta(seconds=30),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=3),
    timedelta(hours=12),
    timedelta(hours=24),
]
#: Nothing waits for longer, except by a clock that is wrong.
LONGEST = _PATIENCE[-1]
_LONGEST_TROUBLE = 300


@dataclass(frozen=True)
class Arrival:
    """An activity whose signature was right. `uri` is what its server calls it; `signer` an actor's URI."""

    uri: str
    signer: str
    domain: str
    body: str
    followers: str = ""


@dataclass(frozen=True)
class Claimed:
    """A row that somebody works on; `tries` counts this one too."""

    id: int
    signer: str
    domain: str
    body: str
    followers: str
    arrived_at: datetime
    tries: int


@transaction.atomic
def write_down(arrivals: Sequence[Arrival], *, now: datetime) -> list[bool]:
    """Keep what arrived, each once; which of them are new."""
    made = [ids.new_id(now) for _each in arrivals]
    new = _ROWS.all_unless_there(
        {
            "id": row_id,
            "digest": digest_of(each.uri),
            "signer": each.signer,
            "domain": each.domain,
            "body": each.body,
            "followers": each.followers,
            "arrived_at": now,
            "due_at": now,
        }
        for row_id, each in zip(made, arrivals, strict=True)
    )
    PACE.note(len(made), now)
    return [each in new for each in made]


@transaction.atomic
def rule_out(uri: str, *, signer: str, domain: str, now: datetime) -> None:
    """What is called so was taken back before it came: should it still come, nothing comes of it."""
    is_new = _ROWS.unless_there(
        id=ids.new_id(now),
        digest=digest_of(uri),
        signer=signer,
        domain=domain,
        body="",
        arrived_at=now,
        due_at=now,
        done_at=now,
        trouble=RULED_OUT,
    )
    if not is_new:  # it came, and waits to be tried again
        waiting = Received.objects.filter(digest=digest_of(uri), signer=signer, done_at=None)
        waiting.update(body="", followers="", done_at=now, trouble=RULED_OUT)


@transaction.atomic
def remember(uri: str, *, signer: str, verb: str, about: str, now: datetime) -> None:
    """Keep what the signer did by this activity, so that she can take it back by its address alone."""
    digest = digest_of_hers(signer, uri)
    _RETRACTABLE.unless_there(digest=digest, verb=verb, about=about, at=now)


@transaction.atomic
def retract(uri: str, *, signer: str) -> None:
    """She took it back; harmless when nothing was kept."""
    Retractable.objects.filter(digest=digest_of_hers(signer, uri)).delete()


@transaction.atomic
def claim(*, limit: int, apart_from: Collection[str] = (), now: datetime) -> list[Claimed]:
    """Take up what is due, in the order in which it came, and nothing of the signers `apart_from`."""
    due = Received.objects.select_for_update(skip_locked=True).filter(done_at=None, due_at__lte=now)
    free = due.exclude(signer__in=list(apart_from)).order_by("due_at", "id")
    columns = ("id", "signer", "domain", "body", "followers", "arrived_at", "tries")
    rows = sorted(free.values_list(*columns)[:limit])
    if rows:
        mine = Received.objects.filter(id__in=[row[0] for row in rows])
        mine.update(due_at=now + LEASE, tries=F("tries") + 1)
    return [
        Claimed(row_id, signer, domain, body, followers, arrived_at, tries + 1)
        for row_id, signer, domain, body, followers, arrived_at, tries in rows
    ]


@transaction.atomic
def settle(received_id: int, *, trouble: str = "", now: datetime) -> None:
    """It is done, or nothing will come of it; its words go, and its row keeps replays away."""
    _settle([received_id], trouble, now)


@transaction.atomic
def settle_all(troubles: Mapping[int, str], *, now: datetime) -> None:
    """Nothing comes of these, and why. What was ruled out meanwhile stays so."""
    together: dict[str, list[int]] = {}
    for received_id, trouble in troubles.items():
        together.setdefault(trouble, []).append(received_id)
    for trouble, received_ids in together.items():
        _settle(received_ids, trouble, now)


def _settle(received_ids: list[int], trouble: str, now: datetime) -> None:
    _SETTLE.run(ids=received_ids, body="", followers="", done_at=now, trouble=trouble[:_LONGEST_TROUBLE])


@transaction.atomic
def settle_by(deed: Callable[[], object], *, received_id: int, now: datetime) -> None:
    """Have `deed` done and note that it is: both or neither. Raises what it raises."""
    deed()
    settle(received_id, now=now)


@transaction.atomic
def postpone(received_id: int, *, trouble: str, now: datetime) -> bool:
    """Try it again later, longer after each try. False when that was the last, and it is settled."""
    row = Received.objects.select_for_update().get(id=received_id)
    if row.tries > len(_PATIENCE):
        settle(received_id, trouble=trouble, now=now)
        return False
    row.due_at, row.trouble = now + _PATIENCE[row.tries - 1], trouble[:_LONGEST_TROUBLE]
    row.save(update_fields=["due_at", "trouble"])
    return True


@transaction.atomic
def hand_back(received_ids: Collection[int], *, now: datetime) -> None:
    """Nobody works on them after all: they are due again, and count as not tried."""
    mine = Received.objects.filter(id__in=received_ids, done_at=None, tries__gt=0)
    mine.update(due_at=now, tries=F("tries") - 1)


_ROWS, _RETRACTABLE = Insert(Received), Insert(Retractable)
_SETTLE = Update(
    lambda *, ids: Received.objects.filter(id__in=ids, done_at=None),
    "body",
    "followers",
    "done_at",
    "trouble",
)
