"""Ben wrote on another server before; he brought his posts along, and whom he followed there."""

from __future__ import annotations

import json
import zipfile
from datetime import datetime
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from commonhold.house.demo.calendar import Deed
from commonhold.house.demo.town import Town
from commonhold.social.archives import actions as archives
from commonhold.social.archives.choosing import Choice
from commonhold.social.archives.company import bring_table
from commonhold.social.archives.jobs import read_waiting

_OLD = "https://allotments.example/users/ben"
_PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
_PICTURE = "media_attachments/files/1/original/shed.png"

#: Number, date, what it says, and what it answers or carries.
_POSTS: list[tuple[int, str, str, dict[str, Any]]] = [
    (1, "2021-03-14T09:20:00Z", "<p>Plot 14 is mine. It is mostly couch grass and hope.</p>", {}),
    (2, "2021-03-14T18:05:00Z", "<p>Less couch grass. Same hope.</p>", {"inReplyTo": f"{_OLD}/statuses/1"}),
    (3, "2021-08-01T07:10:00Z", "<p>The shed stands, and does not lean. Much.</p>",
     {"attachment": [{"type": "Document", "url": f"/{_PICTURE}", "name": "A small red shed."}]}),
    (4, "2022-01-09T20:00:00Z", "<p>What goes into bed two?</p>",
     {"type": "Question", "votersCount": 11, "oneOf": [
         {"name": "Leeks", "replies": {"totalItems": 7}}, {"name": "Chard", "replies": {"totalItems": 4}}]}),
    (5, "2022-06-18T12:30:00Z", "<p>I agree about the slugs.</p>",
     {"inReplyTo": "https://slugs.example/notes/12"}),
    (6, "2023-10-02T16:45:00Z", "<p>Lost the whole row of beans. I am not ready to laugh about it.</p>",
     {"summary": "a dead bean"}),
]  # fmt: skip
_FOLLOWED = b"Account address,Show boosts\nwilma@allotments.example,true\njoop@slugs.example,true\n"


def plan(town: Town) -> None:
    """Put the day on which he moved in into the calendar."""
    town.calendar.on(21.4, _moves_in(town))


def _moves_in(town: Town) -> Deed:
    def deed(at: datetime) -> None:
        by = town.ids["ben"]
        made = archives.bring_archive(by, file=BytesIO(_archive()), filename="archive-allotments.zip", now=at)
        read_waiting(at)
        archives.start_import(by, import_id=made, choice=Choice(), now=at)
        bring_table(by, content=_FOLLOWED, filename="following_accounts.csv", now=at)

    return deed


def _archive() -> bytes:
    entries = [
        {"type": "Create", "object": {
            "type": "Note", "id": f"{_OLD}/statuses/{number}", "attributedTo": _OLD, "to": [_PUBLIC],
            "published": at, "content": content, "contentMap": {"en": content}, **more}}
        for number, at, content, more in _POSTS
    ]  # fmt: skip
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("outbox.json", json.dumps({"orderedItems": [*entries, {"type": "Announce"}]}))
        file.writestr("actor.json", json.dumps({"id": _OLD}))
        file.writestr(_PICTURE, _shed())
    return packed.getvalue()


def _shed() -> bytes:
    picture = Image.new("RGB", (480, 320), "#a9cfe8")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 230, 480, 320), fill="#6b8f4e")
    draw.polygon([(150, 140), (240, 80), (330, 140)], fill="#4a3b33")
    draw.rectangle((165, 140, 315, 240), fill="#a8443a")
    draw.rectangle((220, 170, 260, 240), fill="#5c2a24")
    made = BytesIO()
    picture.save(made, "PNG")
    return made.getvalue()
