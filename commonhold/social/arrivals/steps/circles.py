"""Whom people follow, list, block and mute, among those who came along; and who follows them elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from sqlite3 import Row

from commonhold.social.actors.actions import ActorFacts, know_actor
from commonhold.social.archives.company import host_here
from commonhold.social.arrivals import coming
from commonhold.social.arrivals.staging import Staging
from commonhold.social.arrivals.steps.step import Bringing, Step
from commonhold.social.lists import actions as list_actions
from commonhold.social.lists import queries as list_queries
from commonhold.social.people import actions as people
from commonhold.social.people import queries as people_queries
from commonhold.social.people.actions import Described, OldTie
from commonhold.social.people.queries import Viewer

_KINDS = {"Person", "Service", "Group", "Organization", "Application"}


def _rows_of(table: str) -> Callable[[Staging, int], Generator[Row]]:
    def rows(staging: Staging, after: int) -> Generator[Row]:
        statement = (
            f"SELECT t.* FROM {table} t JOIN accounts a ON a.id = t.account_id "  # noqa: S608 - our own names
            "JOIN accounts b ON b.id = t.target_account_id "
            "WHERE a.domain = '' AND b.domain = '' AND t.id > ? ORDER BY t.id"
        )
        yield from staging.each(statement, after)

    return rows


def _meet(bringing: Bringing, some: Sequence[Row]) -> None:
    bringing.meet({row[each] for row in some for each in ("account_id", "target_account_id")})


def _tie(bringing: Bringing, row: Row, kind: str) -> bool:
    one = bringing.people.get(row["account_id"])
    other = bringing.people.get(row["target_account_id"])
    if one is None or other is None or one == other:
        return False
    tie = OldTie(one, other, coming.moment(row["created_at"], bringing.now))
    if kind == "follows":
        people.bring_ties(follows=[tie])
    elif kind == "blocks":
        people.bring_ties(blocks=[tie])
    else:
        people.bring_ties(mutes=[tie])
    return True


def _follow(bringing: Bringing, row: Row) -> bool:
    return _tie(bringing, row, "follows")


def _block(bringing: Bringing, row: Row) -> bool:
    return _tie(bringing, row, "blocks")


def _mute(bringing: Bringing, row: Row) -> bool:
    return _tie(bringing, row, "mutes")


def _elsewhere(staging: Staging, after: int) -> Generator[Row]:
    """Who follows from other servers: of use only where the address stays, and where hers is known."""
    yield from staging.each(
        "SELECT t.id AS follow, t.target_account_id, t.created_at AS since, a.* FROM follows t "
        "JOIN accounts a ON a.id = t.account_id JOIN accounts b ON b.id = t.target_account_id "
        "WHERE a.domain != '' AND b.domain = '' AND a.suspended_at = '' AND a.uri != '' "
        "AND a.inbox_url != '' AND t.id > ? ORDER BY t.id",
        after,
    )


def _meet_followed(bringing: Bringing, some: Sequence[Row]) -> None:
    bringing.meet({row["target_account_id"] for row in some})


def _follower(bringing: Bringing, row: Row) -> bool:
    followed = bringing.people.get(row["target_account_id"])
    if followed is None or bringing.community.domain != host_here():
        return False
    described = Described(
        handle=row["username"],
        domain=row["domain"].lower(),
        name=row["display_name"] or row["username"],
        approves_followers=row["locked"] == "t",
    )
    facts = ActorFacts(
        uri=row["uri"],
        kind=row["actor_type"] if row["actor_type"] in _KINDS else "Person",
        described=described,
        inbox=row["inbox_url"],
        shared_inbox=row["shared_inbox_url"],
        followers=row["followers_url"],
        url=row["url"],
        keys=[(f"{row['uri']}#main-key", row["public_key"])] if row["public_key"] else [],
    )
    follower = know_actor(facts, now=bringing.now)
    people.bring_ties(follows=[OldTie(follower, followed, coming.moment(row["since"], bringing.now))])
    return True


def _lists(staging: Staging, after: int) -> Generator[Row]:
    yield from staging.each("SELECT * FROM lists WHERE id > ? ORDER BY id", after)


def _list(bringing: Bringing, row: Row) -> bool:
    listed = [
        each[0]
        for each in bringing.staging.ask("SELECT account_id FROM list_accounts WHERE list_id = ?", row["id"])
    ]
    bringing.meet([row["account_id"], *listed])
    owner, title = bringing.people.get(row["account_id"]), " ".join(row["title"].split())[:100]
    if owner is None or any(each.title == title for each in list_queries.lists_of(Viewer(owner))):
        return False
    list_id = list_actions.make_list(owner, title=title, now=bringing.now)
    for each in listed:
        person_id = bringing.people.get(each)
        if person_id is not None and people_queries.is_following(Viewer(owner), person_id):
            list_actions.put_on_list(owner, list_id=list_id, person_id=person_id, now=bringing.now)
    return True


follows = Step(_rows_of("follows"), _follow, _meet)
blocks = Step(_rows_of("blocks"), _block, _meet)
mutes = Step(_rows_of("mutes"), _mute, _meet)
followers_elsewhere = Step(
    _elsewhere,
    _follower,
    _meet_followed,
    called=lambda row: f"{row['username']}@{row['domain']}",
    place=lambda row: int(row["follow"]),
)
lists = Step(_lists, _list, called=lambda row: str(row["title"]))
