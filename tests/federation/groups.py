"""A group of ours, founded and written to on its pages."""

from __future__ import annotations

from tests.federation.members import Member


class OpenGroup:
    """Everybody may read and join it; `actor` is what other servers know it by."""

    def __init__(self, founder: Member, title: str) -> None:
        self._coop = founder.coop
        answers = {
            "title": title,
            "handle": title.lower().replace(" ", "_"),
            "joining": "open",
            "readers": "everybody",
        }
        self.path = founder.submits("/groups/new", **answers).removesuffix("/members")
        self.handle = answers["handle"]
        with self._coop.stranger() as client:
            found = client.get(self.path, headers={"Accept": "application/activity+json"})
        self.actor = found.headers["Location"]
        self.id = self.actor.rpartition("/")[2]

    def says(self, member: Member, text: str) -> str:
        """A member posts to it; what other servers know the post by."""
        led_to = member.submits("/compose", text=text, audience=f"group:{self.id}")
        return f"{self._coop.url}/ap/posts/{led_to.rpartition('/')[2]}"
