"""The people themselves: a name, a page, pictures, and what they do once they claim it."""

from __future__ import annotations

from collections.abc import Generator
from sqlite3 import Row

from commonhold.ground import ids
from commonhold.ground.refusal import Refusal
from commonhold.social.actors import kept, keys
from commonhold.social.actors.keys import Signer
from commonhold.social.archives.company import host_here
from commonhold.social.arrivals import coming
from commonhold.social.arrivals.files import opened
from commonhold.social.arrivals.models import Arrival
from commonhold.social.arrivals.refusals import FileMissing
from commonhold.social.arrivals.staging import Staging
from commonhold.social.arrivals.steps.step import Bringing, Outcome, Step
from commonhold.social.people import actions as people
from commonhold.social.people.actions import Described
from commonhold.social.people.refusals import HandleNotAllowed, HandleReserved, HandleTaken
from commonhold.social.portraits.actions import Chosen, choose_portrait

_YES = "t"
_MOST_NUMBERS = 1000
_KINDS = {"follows": "follows", "blocks": "blocks", "mutes": "mutes"}


def _rows(staging: Staging, after: int) -> Generator[Row]:
    return coming.accounts(staging, after=after)


def _write(bringing: Bringing, account: Row) -> Outcome:
    # Also whoever stayed when it was taken back, and whoever refused: she does not come once more.
    domain = bringing.community.domain
    known = Arrival.objects.filter(community__domain=domain, source=account["id"]).first()
    if known is not None:
        return Outcome.HERE if known.gone_at is None else Outcome.LEFT
    person_id, handle = _named(bringing, account)
    if handle != account["username"].lower():
        bringing.remark(account["username"], f"→ {handle}")
        bringing.count("renamed")
    is_suspended = coming.is_suspended(account)
    Arrival.objects.create(
        id=ids.new_id(bringing.now),
        community=bringing.community,
        person_id=person_id,
        source=account["id"],
        username=account["username"],
        address=account["email"].strip().lower()[:254],
        is_suspended=is_suspended,
        suspended_at=coming.moment(account["suspended_at"], bringing.now)
        if account["suspended_at"]
        else None,
        suspended_words=coming.why_suspended(bringing.staging, account) if is_suspended else "",
        later=_elsewhere(bringing.staging, account["id"]),
        arrived_at=bringing.now,
    )
    if bringing.community.domain == host_here():
        kept.keep_name(person_id, name=account["username"], now=bringing.now)
        if account["private_key"] and keys.adopt(
            Signer(person_id=person_id), pem=account["private_key"], now=bringing.now
        ):
            bringing.count("keys")
    if not is_suspended:
        for kind in ("avatar", "header"):
            _picture(bringing, person_id, account, kind)
    return Outcome.NEW


def _named(bringing: Bringing, account: Row) -> tuple[int, str]:
    """Under her own name, or with a number behind it. Raises what `create_unclaimed` raises."""
    wanted = account["username"].lower()
    for number in range(_MOST_NUMBERS):
        handle = wanted if number == 0 else coming.name_for(wanted, number)
        described = Described(
            handle=handle,
            domain="",
            name=account["display_name"] or account["username"],
            summary=account["note"],
            fields=coming.fields_of(account),
            approves_followers=account["locked"] == _YES,
            is_searchable=account["indexable"] == _YES,
            is_discoverable=account["discoverable"] == _YES,
        )
        try:
            return people.create_unclaimed(described, now=bringing.now), handle
        except (HandleTaken, HandleReserved, HandleNotAllowed):
            continue
    raise HandleTaken(wanted)


def _picture(bringing: Bringing, person_id: int, account: Row, kind: str) -> None:
    path = coming.portrait_path(bringing.media, account, kind)
    if path is None:
        return
    try:
        with opened(path) as file:
            chosen = Chosen(kind=kind, file=file, filename=path.name, alt="")
            choose_portrait(person_id, chosen=chosen, now=bringing.now)
        bringing.count("portraits")
    except FileMissing:
        bringing.count("portraits missing")
    except Refusal as refusal:
        bringing.count("portraits refused")
        bringing.remark(f"{account['username']}: {kind}", str(refusal))


def _elsewhere(staging: Staging, number: int) -> dict[str, list[str]]:
    """Whom of other servers she followed, blocked and muted, by address."""
    found = {}
    for kind, table in _KINDS.items():
        statement = (
            f"SELECT a.username, a.domain FROM {table} t JOIN accounts a ON a.id = t.target_account_id "  # noqa: S608
            "WHERE t.account_id = ? AND a.domain != '' ORDER BY t.id"
        )
        names = [f"{each['username']}@{each['domain']}".lower() for each in staging.ask(statement, number)]
        if names:
            found[kind] = names
    return found


people_step = Step(_rows, _write, called=lambda row: str(row["username"]))
