"""What a co-op kept that was killed often: `python -m tests.crash.kept` prints it as JSON.

Keys of hours, amounts of gifts, ballots as `[choice, commitment]`, how often ada's posts were told elsewhere,
and `wrong`: what must never be, in words. `--meet` lays down, before anything is served, her followers
elsewhere and how far members trust each other.
"""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime, timedelta

import django

_FOLLOWERS = 3
_TRUSTED = 60 * 20  # minutes, as far as the charter allows
_GIFTS = range(10_000, 10_000_000)  # cents


def meet() -> None:
    from commonhold.civic.credit.actions import set_limit  # noqa: PLC0415 - only once Django is there
    from commonhold.social.actors.models import RemoteActor  # noqa: PLC0415
    from commonhold.social.people import actions as people  # noqa: PLC0415
    from commonhold.social.people.models import Person  # noqa: PLC0415

    now = datetime.now(UTC)
    here = dict(Person.objects.filter(domain="", login__isnull=False).values_list("handle", "id"))
    for number in range(_FOLLOWERS):
        domain = f"far{number}.example"
        eve = people.meet_remote_person(handle="eve", domain=domain, display_name="Eve", now=now)
        uri = f"https://{domain}/eve"
        RemoteActor.objects.create(
            person_id=eve, uri=uri, kind="Person", inbox=f"{uri}/inbox", fetched_at=now
        )
        people.follow(eve, person_id=here["ada"], now=now)
    for by in here.values():
        for to in here.values():
            if by != to:
                set_limit(by, person_id=to, minutes=_TRUSTED, now=now)


def kept() -> dict[str, object]:
    from commonhold.civic.credit.models import Payment  # noqa: PLC0415 - only once Django is there
    from commonhold.civic.governance.models import Proposal  # noqa: PLC0415
    from commonhold.civic.governance.queries import counts  # noqa: PLC0415
    from commonhold.ground.decisions.models import EnactmentRow  # noqa: PLC0415
    from commonhold.ground.ledger.models import LegRow  # noqa: PLC0415
    from commonhold.social.deliveries.models import Delivery, Outgoing  # noqa: PLC0415
    from commonhold.social.people.queries import ANYONE  # noqa: PLC0415
    from commonhold.social.posts.models import Post  # noqa: PLC0415

    proposal = Proposal.objects.get()
    after = datetime.now(UTC) + timedelta(days=365)
    posts = Post.objects.filter(author__handle="ada", author__domain="").count()
    created = Outgoing.objects.filter(body__contains='"type":"Create"')
    told = created.count()
    deliveries = Delivery.objects.filter(outgoing__in=created).count()
    wrong = []
    if told != posts or deliveries != _FOLLOWERS * posts:
        wrong.append(f"{posts} posts of hers, {told} told, {deliveries} deliveries to {_FOLLOWERS} servers")
    if EnactmentRow.objects.filter(reference=f"proposal:{proposal.id}").count() > 1:
        wrong.append("the proposal was enacted twice")
    amounts = LegRow.objects.filter(amount__gte=_GIFTS.start, amount__lt=_GIFTS.stop)
    ballots = counts.published_ballots(ANYONE, proposal.id, at=after)
    return {
        "hours": [key.rpartition(":")[2] for key in Payment.objects.values_list("entry__key", flat=True)],
        "gifts": list(amounts.values_list("amount", flat=True)),
        "ballots": [[each.choice, each.commitment] for each in ballots],
        "deliveries": {"posts": posts, "told": told, "deliveries": deliveries},
        "wrong": wrong,
    }


if __name__ == "__main__":
    django.setup()
    if sys.argv[1:] == ["--meet"]:
        meet()
    else:
        print(json.dumps(kept()))
