"""What other servers write, read into what it means. Nothing is fetched and nothing is written down here.

Every server writes JSON a little differently, and some mean harm: whatever comes, the answer is a frozen
dataclass or `Strange`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonhold.ground import later

if TYPE_CHECKING:
    from commonhold.doors.activitypub.reading.actors import (
        ReadActor,
        ReadField,
        ReadKey,
        ReadPicture,
        read_actor,
    )
    from commonhold.doors.activitypub.reading.posts import ReadPost, audience_of, read_post
    from commonhold.doors.activitypub.reading.values import NoMore
    from commonhold.doors.activitypub.trouble import Strange
else:
    __getattr__ = later.shown_by(__name__, __file__)

__all__ = [
    "NoMore",
    "ReadActor",
    "ReadField",
    "ReadKey",
    "ReadPicture",
    "ReadPost",
    "Strange",
    "audience_of",
    "read_actor",
    "read_post",
]
