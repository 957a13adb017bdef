"""Who and what of a copy comes along, and what stays behind: asked of the staging, and nothing is written."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Collection, Generator, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from commonhold.social.arrivals.files import is_there
from commonhold.social.arrivals.refusals import NobodyComes
from commonhold.social.arrivals.staging import Staging
from commonhold.social.people import handles
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE
from commonhold.social.people.refusals import HandleNotAllowed, HandleReserved

_DOMAIN = re.compile(r"https?://([a-z0-9.:-]+)/users/", re.IGNORECASE)
_YES = "t"
_FIRST = datetime(1970, 1, 2, tzinfo=UTC)
LONGEST_WHY = 2000
#: Accounts of that server's own: the server's own actor is none, nor is who never ended signing up.
OURS = """
    FROM accounts a LEFT JOIN users u ON u.account_id = a.id
    WHERE a.domain = '' AND a.id > 0 AND a.actor_type != 'Application'
    AND (u.account_id IS NULL OR (u.confirmed_at != '' AND u.approved != 'f'))
"""
_NEVER_SIGNED_UP = """
    SELECT COUNT(*) FROM accounts a JOIN users u ON u.account_id = a.id
    WHERE a.domain = '' AND (u.confirmed_at = '' OR u.approved = 'f')
"""
#: Numbers of Mastodon's `visibility`; those that are missing here are of direct messages.
AUDIENCES = {"0": "public", "1": "unlisted", "2": "followers"}
COMES = f"""
    s.deleted_at = '' AND s.reblog_of_id IS NULL AND s.visibility IN ('0', '1', '2')
    AND a.id IN (SELECT a.id {OURS})
"""


@dataclass
class Preview:
    """What would come along, and what stays behind, as counts; `renamed` maps names there to names here."""

    domain: str = ""
    keeps_addresses: bool = False
    people: int = 0
    already_here: int = 0  # of those: since they came before, or refused to
    suspended: int = 0
    without_address: int = 0
    never_signed_up: int = 0
    renamed: dict[str, str] = field(default_factory=dict)
    with_keys: int = 0
    posts: dict[str, int] = field(default_factory=dict)  # by audience
    left_out: dict[str, int] = field(default_factory=dict)  # posts, by the reason
    answers_to_unknown: int = 0
    media: int = 0
    media_missing: int = 0
    ties: dict[str, int] = field(default_factory=dict)  # follows and the like, among those who come
    followers_elsewhere: int = 0
    followed_elsewhere: int = 0


def domain_of(staging: Staging) -> str:
    """The old server's name, as its posts' addresses have it; empty where none says so."""
    for row in staging.each("SELECT uri FROM statuses WHERE uri != '' ORDER BY id LIMIT 2000"):
        found = _DOMAIN.match(row["uri"])
        if found and staging.one("SELECT 1 FROM accounts WHERE domain = ?", found[1].lower()) is None:
            return found[1].lower()
    return ""


def foresee(
    staging: Staging, *, domain: str, host: str, media: Path, arrived: Collection[int] = ()
) -> Preview:
    """All of it in counts; `arrived` are numbers of accounts that are here already. Raises NobodyComes."""
    found = Preview(domain=domain, keeps_addresses=bool(domain) and domain == host)
    for row in accounts(staging, after=0):
        found.people += 1
        found.already_here += row["id"] in arrived
        found.suspended += is_suspended(row)
        found.without_address += not row["email"]
        found.with_keys += bool(row["private_key"])
    if not found.people:
        raise NobodyComes
    found.renamed = dict(_renamed(staging, arrived))
    found.never_signed_up = staging.one(_NEVER_SIGNED_UP)
    _count_posts(staging, found)
    for each in staging.each("SELECT id, file_file_name FROM media_attachments"):
        there = is_there(medium_path(media, each))
        found.media, found.media_missing = found.media + there, found.media_missing + (not there)
    for table in ("follows", "blocks", "mutes"):
        among = f"t.account_id IN (SELECT a.id {OURS}) AND t.target_account_id IN (SELECT a.id {OURS})"
        found.ties[table] = staging.one(f"SELECT COUNT(*) FROM {table} t WHERE {among}")  # noqa: S608
    for table in ("lists", "favourites", "bookmarks"):
        mine = f"SELECT COUNT(*) FROM {table} t WHERE t.account_id IN (SELECT a.id {OURS})"  # noqa: S608
        found.ties[table] = staging.one(mine)
    elsewhere = "IN (SELECT id FROM accounts WHERE domain != '')"
    found.followers_elsewhere = staging.one(f"SELECT COUNT(*) FROM follows WHERE account_id {elsewhere}")  # noqa: S608
    found.followed_elsewhere = staging.one(
        f"SELECT COUNT(*) FROM follows WHERE target_account_id {elsewhere}"  # noqa: S608 - our own words
    )
    return found


def accounts(staging: Staging, *, after: int) -> Generator[sqlite3.Row]:
    """Whoever comes, each with her address, by her number there."""
    columns = "a.*, COALESCE(u.email, '') AS email, COALESCE(u.disabled, '') AS disabled"
    yield from staging.each(f"SELECT {columns} {OURS} AND a.id > ? ORDER BY a.id", after)


def is_suspended(account: sqlite3.Row) -> bool:
    """Was she kept out there?"""
    return bool(account["suspended_at"]) or account["disabled"] == _YES


def why_suspended(staging: Staging, account: sqlite3.Row) -> str:
    """What moderators there wrote down when they last kept her out; empty where the copy has nothing."""
    rows = staging.ask(
        "SELECT text FROM account_warnings WHERE target_account_id = ? AND action IN ('1000', '4000') "
        "ORDER BY id DESC LIMIT 1",
        account["id"],
    )
    return str(rows[0]["text"]).strip()[:LONGEST_WHY] if rows else ""


def name_for(username: str, number: int) -> str:
    """The name here of somebody whose own can't be had: with a number behind it."""
    return f"{handles.made_of(username) or 'person'}_{number}"


def is_allowed(username: str) -> bool:
    """May somebody be called so here, if nobody is yet?"""
    try:
        handles.checked(username)
    except (HandleNotAllowed, HandleReserved):
        return False
    return True


def fields_of(account: sqlite3.Row) -> list[tuple[str, str]]:
    """The lines of her page."""
    try:
        rows = json.loads(account["fields"] or "[]")
    except ValueError:
        return []
    lines = [each for each in rows if isinstance(each, Mapping)] if isinstance(rows, list) else []
    pairs = [(str(each.get("name") or ""), str(each.get("value") or "")) for each in lines]
    return [(name, value) for name, value in pairs if name.strip() and value.strip()]


def moment(written: str, now: datetime) -> datetime:
    """A time of the copy: in UTC, without saying so. What can't be read, or is yet to come, is now.

    Nothing is older than the time that ids are counted from.
    """
    try:
        at = datetime.fromisoformat(written)
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        return now
    return max(_FIRST, min(at, now))


def medium_path(media: Path, row: sqlite3.Row) -> Path:
    """Where the file of an attachment lies, as Mastodon's own storage has it."""
    return _stored(media / "media_attachments" / "files", row["id"], row["file_file_name"])


def portrait_path(media: Path, account: sqlite3.Row, kind: str) -> Path | None:
    """Where her avatar or header lies; None where she has none."""
    name = account[f"{kind}_file_name"]
    return _stored(media / "accounts" / f"{kind}s", account["id"], name) if name else None


def emoji_path(media: Path, row: sqlite3.Row) -> Path:
    return _stored(media / "custom_emojis" / "images", row["id"], row["image_file_name"])


def _stored(folder: Path, number: int, filename: str) -> Path:
    digits = f"{number:09d}" if number < 1_000_000_000 else f"{number:012d}"
    parts = re.findall(r"\d{3}", digits)
    return folder.joinpath(*parts, "original", Path(filename).name or "?")


def _renamed(staging: Staging, arrived: Collection[int]) -> Iterator[tuple[str, str]]:
    """Names that can't be had here, with what they become at the earliest."""
    seen: set[str] = set()
    rows = accounts(staging, after=0)
    while some := list(islice(rows, 100)):
        taken = people.by_handles(ANYONE, {row["username"].lower() for row in some})
        for row in some:
            name = row["username"].lower()
            is_free = is_allowed(name) and name not in seen and name not in taken
            if not is_free and row["id"] not in arrived:
                yield row["username"], name_for(name, 1)
            seen.add(name)


def _count_posts(staging: Staging, found: Preview) -> None:
    joined = "FROM statuses s JOIN accounts a ON a.id = s.account_id"
    counted = staging.each(f"SELECT s.visibility, COUNT(*) AS n {joined} WHERE {COMES} GROUP BY 1")
    found.posts = {AUDIENCES[row["visibility"]]: row["n"] for row in counted}
    local = f"a.id IN (SELECT a.id {OURS})"
    for why, condition in (
        ("direct", f"{local} AND s.visibility NOT IN ('0', '1', '2') AND s.reblog_of_id IS NULL"),
        ("boosts", f"{local} AND s.reblog_of_id IS NOT NULL"),
        ("deleted", f"{local} AND s.deleted_at != ''"),
    ):
        found.left_out[why] = staging.one(f"SELECT COUNT(*) {joined} WHERE {condition}")
    orphans = "SELECT COUNT(*) FROM statuses WHERE account_id NOT IN (SELECT id FROM accounts)"
    found.left_out["of nobody"] = staging.one(orphans)
    unknown = f"SELECT COUNT(*) {joined} WHERE {COMES} AND s.in_reply_to_id IS NOT NULL AND NOT EXISTS"
    known = "(SELECT 1 FROM statuses p WHERE p.id = s.in_reply_to_id)"
    found.answers_to_unknown = staging.one(f"{unknown} {known}")
