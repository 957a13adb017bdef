"""Copies of the tables of a small server, built by code, as its operator would make them."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from commonhold.social.archives.tests.maker import picture

DOMAIN = "old.example"
Row = Mapping[str, object]


def account(number: int, username: str, **changes: object) -> Row:
    """Somebody of that server, or of another one with `domain`."""
    return {
        "id": number,
        "username": username,
        "domain": "",
        "created_at": "2019-03-01 08:00:00",
        "display_name": username.capitalize(),
        "note": f"I am {username}.",
        "fields": json.dumps([{"name": "Garden", "value": "plot 12"}]),
        "locked": "f",
        "discoverable": "t",
        "indexable": "f",
        "suspended_at": "",
        "actor_type": "",
        "private_key": "",
        "public_key": "",
        "uri": "",
        "url": "",
        "inbox_url": "",
        "shared_inbox_url": "",
        "followers_url": "",
        "avatar_file_name": "",
        "header_file_name": "",
        **changes,
    }


def user(account_id: int, email: str, **changes: object) -> Row:
    at = "2019-03-01 08:00:00"
    return {
        "account_id": account_id,
        "email": email,
        "confirmed_at": at,
        "approved": "t",
        "disabled": "f",
        **changes,
    }


def status(number: int, account_id: int, text: str, **changes: object) -> Row:
    """A public post, one minute after the one before."""
    return {
        "id": number,
        "account_id": account_id,
        "text": text,
        "created_at": f"2019-03-02 08:{number % 60:02d}:00",
        "visibility": 0,
        "in_reply_to_id": "",
        "reblog_of_id": "",
        "spoiler_text": "",
        "sensitive": "f",
        "language": "en",
        "uri": f"https://{DOMAIN}/users/x/statuses/{number}",
        "url": "",
        "deleted_at": "",
        "poll_id": "",
        **changes,
    }


def tie(number: int, account_id: int, other: int) -> Row:
    at = "2019-03-01 09:00:00"
    return {"id": number, "account_id": account_id, "target_account_id": other, "created_at": at}


def mark(number: int, account_id: int, status_id: int) -> Row:
    at = "2019-03-02 09:00:00"
    return {"id": number, "account_id": account_id, "status_id": status_id, "created_at": at}


ACCOUNTS = [
    account(-99, DOMAIN, actor_type="Application"),
    account(100, "Iris", note="I grow beans."),
    account(101, "jo"),
    account(102, "kim", suspended_at="2024-01-01 00:00:00"),
    account(103, "admin"),
    account(104, "lee"),
    account(105, "pending"),
    account(
        200,
        "eve",
        domain="elsewhere.example",
        uri="https://elsewhere.example/users/eve",
        inbox_url="https://elsewhere.example/users/eve/inbox",
        actor_type="Person",
    ),
]
USERS = [
    user(100, "Iris@example.org"),
    user(101, "jo@example.org"),
    user(102, "kim@example.org"),
    user(103, "staff@example.org"),
    user(105, "pending@example.org", confirmed_at=""),
]
STATUSES = [
    status(1, 100, "Frost on the beans #garden"),
    status(2, 101, "@Iris cover them", in_reply_to_id=1),
    status(3, 100, "for my followers", visibility=2, spoiler_text="weather"),
    status(4, 100, "a secret", visibility=3),
    status(5, 101, "", reblog_of_id=1),
    status(6, 102, "Buy my pills"),
    status(7, 101, "who was it?", in_reply_to_id=999),
    status(8, 100, "", in_reply_to_id=""),
    status(9, 100, "Which?", poll_id=50),
    status(10, 100, "gone", deleted_at="2020-01-01 00:00:00"),
    status(11, 888, "of nobody"),
]
TABLES: Mapping[str, Sequence[Row]] = {
    "accounts": ACCOUNTS,
    "users": USERS,
    "statuses": STATUSES,
    "media_attachments": [
        {
            "id": 123456789012,
            "status_id": 8,
            "file_file_name": "beans.png",
            "description": "Beans under snow",
            "file_meta": json.dumps({"focus": {"x": 0.5, "y": -0.25}}),
        },
        {"id": 7, "status_id": 1, "file_file_name": "lost.png", "description": "", "file_meta": ""},
    ],
    "polls": [{"id": 50, "options": '{runner,"bush, low"}', "cached_tallies": "{3,1}"}],
    "follows": [tie(1, 101, 100), tie(2, 100, 101), tie(3, 200, 100), tie(4, 100, 200)],
    "blocks": [tie(1, 103, 102)],
    "mutes": [tie(1, 101, 103)],
    "lists": [{"id": 1, "account_id": 100, "title": "Gardeners"}],
    "list_accounts": [{"list_id": 1, "account_id": 101}],
    "favourites": [mark(1, 101, 1)],
    "bookmarks": [mark(1, 100, 2)],
    "custom_emojis": [
        {"id": 3, "shortcode": "bean", "image_file_name": "bean.png", "domain": "", "disabled": "f"}
    ],
}


def write_copy(folder: Path, **tables: Sequence[Row]) -> Path:
    """All tables, some of them changed, with the files that there are; returns the folder."""
    folder.mkdir(exist_ok=True)
    for name, rows in {**TABLES, **tables}.items():
        if not rows:
            (folder / f"{name}.csv").unlink(missing_ok=True)
            continue
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    for path in (
        "media_attachments/files/123/456/789/012/original/beans.png",
        "custom_emojis/images/000/000/003/original/bean.png",
    ):
        lies = folder / "media" / path
        lies.parent.mkdir(parents=True, exist_ok=True)
        lies.write_bytes(picture())
    return folder
