"""Whom people follow, list, block and mute, among those who came along; and who follows them elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from sqlite3 import Row

from commonhold.social.actors.actions import ActorFacts, know_actor
from commonhold.social.archives.company import host_here
from commonhold.social.arrivals import coming
from commonhold.social.arrivals.staging import Staging
from commonhold.social.arrivals.steps.step import Bringing, Outcome, Step
from commonhold.social.lists import actions as list_actions
from commonhold.social.lists import queries as list_queries
from commonhold.social.people import actions as people
from commonhold.social.people import queries as people_queries
from commonhold.social.people.actions import Described, OldTie
from commonhold.social.people.queries import Viewer
from commonhold.social.servers import policies as servers

Pairs = set[tuple[int, int]]
_LONGEST_HANDLE, _LONGEST = 100, 480  # as people and actors of other servers have room for
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


def _tied(bringing: Bringing, some: Sequence[Row], bring: Callable[[list[OldTie]], Pairs]) -> list[Outcome]:
    ties = [_tie(bringing, row) for row in some]
    new = bring([each for each in ties if each is not None])
    found = []
    for each in ties:
        pair = (0, 0) if each is None else (each.person_id, each.other_id)
        found.append(Outcome.LEFT if each is None else Outcome.NEW if pair in new else Outcome.HERE)
        new.discard(pair)  # the same line twice came once
    return found


def _tie(bringing: Bringing, row: Row) -> OldTie | None:
    one = bringing.people.get(row["account_id"])
    other = bringing.people.get(row["target_account_id"])
    if one is None or other is None or one == other:
        return None
    return OldTie(one, other, coming.moment(row["created_at"], bringing.now))


def _follow(bringing: Bringing, some: Sequence[Row]) -> list[Outcome]:
    return _tied(bringing, some, lambda ties: people.bring_ties(follows=ties))


def _block(bringing: Bringing, some: Sequence[Row]) -> list[Outcome]:
    return _tied(bringing, some, lambda ties: people.bring_ties(blocks=ties))


def _mute(bringing: Bringing, some: Sequence[Row]) -> list[Outcome]:
    return _tied(bringing, some, lambda ties: people.bring_ties(mutes=ties))


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


def _may_follow(bringing: Bringing, row: Row) -> bool:
    """Not from a server that members blocked; nor what no server would call itself."""
    if bringing.community.domain != host_here() or servers.is_blocked(row["domain"].lower()):
        return False
    addresses = ("uri", "inbox_url", "shared_inbox_url", "followers_url", "url")
    return len(row["username"]) <= _LONGEST_HANDLE and all(len(row[each]) <= _LONGEST for each in addresses)


def _follower(bringing: Bringing, row: Row) -> Outcome:
    followed = bringing.people.get(row["target_account_id"])
    if followed is None or not _may_follow(bringing, row):
        return Outcome.LEFT
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
    tie = OldTie(follower, followed, coming.moment(row["since"], bringing.now))
    return Outcome.NEW if people.bring_ties(follows=[tie]) else Outcome.HERE


def _lists(staging: Staging, after: int) -> Generator[Row]:
    yield from staging.each("SELECT * FROM lists WHERE id > ? ORDER BY id", after)


def _list(bringing: Bringing, row: Row) -> Outcome:
    listed = [
        each[0]
        for each in bringing.staging.ask("SELECT account_id FROM list_accounts WHERE list_id = ?", row["id"])
    ]
    bringing.meet([row["account_id"], *listed])
    owner, title = bringing.people.get(row["account_id"]), " ".join(row["title"].split())[:100]
    if owner is None:
        return Outcome.LEFT
    if any(each.title == title for each in list_queries.lists_of(Viewer(owner))):
        return Outcome.HERE
    list_id = list_actions.make_list(owner, title=title, now=bringing.now)
    for each in listed:
        person_id = bringing.people.get(each)
        if person_id is not None and people_queries.is_following(Viewer(owner), person_id):
            list_actions.put_on_list(owner, list_id=list_id, person_id=person_id, now=bringing.now)
    return Outcome.NEW


follows = Step(_rows_of("follows"), together=_follow, begin=_meet)
blocks = Step(_rows_of("blocks"), together=_block, begin=_meet)
mutes = Step(_rows_of("mutes"), together=_mute, begin=_meet)
followers_elsewhere = Step(
    _elsewhere,
    _follower,
    begin=_meet_followed,
    called=lambda row: f"{row['username']}@{row['domain']}",
    place=lambda row: int(row["follow"]),
)
lists = Step(_lists, _list, called=lambda row: str(row["title"]))
