"""A village where anything may happen: people, what lies between them, all that they say, by seed alone."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta

from commonhold.ground.jobs import actions as jobs
from commonhold.ground.refusal import Refusal
from commonhold.social.filters import actions as filters
from commonhold.social.filters.matching import Place
from commonhold.social.lists import actions as lists
from commonhold.social.people import actions as people
from commonhold.social.people.models import Standing
from commonhold.social.polls.actions import NewPoll
from commonhold.social.posts import actions as posts
from commonhold.social.posts.actions import mute as muting
from commonhold.social.tags import actions as tags
from tests.cast import make_group_of, make_list_of, make_person, minutes

_WORDS = ("bread", "bus", "hall", "Ärger", "tree", "#garden", "#river", "@p1", "@p3", ":lamp:", "**vote**")
_AUDIENCES = ("public",) * 6 + (
    "unlisted",
    "followers",
    "followers",
    "mutuals",
    "members",
    "group",
    "list",
    "direct",
)


class Village:
    """Ten people. `happens` lets one thing happen; what somebody may not do does not happen."""

    def __init__(self, seed: int) -> None:
        self._rng = random.Random(seed)  # noqa: S311 - the same village in every run
        self._minute = 0
        self.people = [make_person(f"p{n}", member=n % 2 == 0, approves_followers=n == 7) for n in range(10)]
        self.group = make_group_of(self.people[0], self.people[1], self.people[2])
        self.lists = {each: make_list_of(each) for each in self.people[:3]}
        self.said: list[int] = []
        self._deeds: list[Callable[[int], object]] = [
            *[self._says] * 8,
            *[self._answers] * 5,
            *[self._follows] * 6,
            *[self._passes_on] * 4,
            *[self._likes] * 3,
            *[self._hears_of_it] * 3,
            self._keeps,
            self._unlikes,
            self._unfollows,
            self._edits,
            self._removes,
            self._takes_boost_back,
            self._quotes,
            self._asks,
            self._pins,
            self._blocks,
            self._unblocks,
            self._mutes,
            self._unmutes,
            self._hides_boosts,
            self._mutes_thread,
            self._filters,
            self._reads_apart,
            self._follows_tag,
            self._keeps_circle,
            self._speaks_of_herself,
            self._leaves_members,
            *[self._is_measured] * 3,
            self._is_freed,
        ]

    @property
    def now(self) -> datetime:
        return minutes(self._minute)

    def happens(self) -> None:
        self._minute += 1
        try:
            self._rng.choice(self._deeds)(self._somebody())
        except Refusal:
            return

    def _somebody(self) -> int:
        return self._rng.choice(self.people)

    def _something(self) -> int:
        return self._rng.choice(self.said[-30:]) if self.said else 1

    def _text(self) -> str:
        return " ".join(self._rng.choices(_WORDS, k=self._rng.randint(1, 6)))

    def _says(self, by: int) -> None:
        audience = self._rng.choice(_AUDIENCES)
        group = self.group if audience == "group" else None
        listed = self.lists.get(by) if audience == "list" else None
        warning = "careful" if self._rng.random() < 0.1 else ""
        self.said.append(
            posts.publish_post(
                by,
                text=self._text(),
                audience=audience,
                group_id=group,
                list_id=listed,
                warning=warning,
                approves_replies=self._rng.random() < 0.1,
                quote_policy=self._rng.choice(("everyone", "followers", "ask", "nobody")),
                now=self.now,
            )
        )

    def _answers(self, by: int) -> None:
        parent = self._something()
        self.said.append(posts.publish_post(by, text=self._text(), in_reply_to=parent, now=self.now))

    def _quotes(self, by: int) -> None:
        self.said.append(posts.publish_post(by, text=self._text(), quoted=self._something(), now=self.now))

    def _asks(self, by: int) -> None:
        poll = NewPoll(("yes", "no"), minutes=60)
        self.said.append(posts.publish_post(by, text="Well?", poll=poll, now=self.now))

    def _hears_of_it(self, _by: int) -> None:
        jobs.run_due(self.now)

    def _follows(self, by: int) -> None:
        people.follow(by, person_id=self._somebody(), now=self.now)

    def _unfollows(self, by: int) -> None:
        people.unfollow(by, person_id=self._somebody(), now=self.now)

    def _passes_on(self, by: int) -> None:
        posts.boost_post(by, post_id=self._something(), now=self.now)

    def _takes_boost_back(self, by: int) -> None:
        posts.unboost_post(by, post_id=self._something(), now=self.now)

    def _likes(self, by: int) -> None:
        posts.favourite_post(by, post_id=self._something(), now=self.now)

    def _unlikes(self, by: int) -> None:
        posts.unfavourite_post(by, post_id=self._something(), now=self.now)

    def _keeps(self, by: int) -> None:
        posts.bookmark_post(by, post_id=self._something(), now=self.now)

    def _pins(self, by: int) -> None:
        posts.pin_post(by, post_id=self._something(), now=self.now)

    def _edits(self, by: int) -> None:
        posts.edit_post(by, post_id=self._something(), text=self._text(), now=self.now)

    def _removes(self, by: int) -> None:
        posts.remove_post(by, post_id=self._something(), now=self.now)

    def _blocks(self, by: int) -> None:
        people.block(by, person_id=self._somebody(), now=self.now)

    def _unblocks(self, by: int) -> None:
        for each in self.people:
            people.unblock(by, person_id=each, now=self.now)

    def _mutes(self, by: int) -> None:
        people.mute(by, person_id=self._somebody(), until=self.now + timedelta(days=3650), now=self.now)

    def _unmutes(self, by: int) -> None:
        people.unmute(by, person_id=self._somebody(), now=self.now)

    def _hides_boosts(self, by: int) -> None:
        people.hide_boosts(by, person_id=self._somebody(), now=self.now)

    def _mutes_thread(self, by: int) -> None:
        muting.mute_thread(by, post_id=self._something(), now=self.now)

    def _filters(self, by: int) -> None:
        hides = self._rng.random() < 0.5
        places = self._rng.sample(list(Place), 3)
        filters.make_filter(
            by, title="Enough", phrases=[self._rng.choice(_WORDS)], places=places, hides=hides, now=self.now
        )

    def _reads_apart(self, by: int) -> None:
        title = f"Apart {self._minute}"
        list_id = lists.make_list(by, title=title, is_exclusive=self._rng.random() < 0.5, now=self.now)
        lists.put_on_list(by, list_id=list_id, person_id=self._somebody(), now=self.now)

    def _follows_tag(self, by: int) -> None:
        tags.follow_tag(by, name=self._rng.choice(("garden", "river")), now=self.now)

    def _keeps_circle(self, by: int) -> None:
        people.choose_who_sees_circle(
            by, shown_to=self._rng.choice(("followers", "nobody", "everybody")), now=self.now
        )

    def _speaks_of_herself(self, by: int) -> None:
        people.describe_person(by, display_name=f"Name {self._minute}", summary=self._text(), now=self.now)

    def _leaves_members(self, by: int) -> None:
        people.end_standing(person_id=by, kind=Standing.Kind.MEMBER, now=self.now)

    def _is_measured(self, _by: int) -> None:
        kind = self._rng.choice(("labelled", "covered"))
        words = f"Untrue, see {self._minute}" if kind == "labelled" else ""
        if self.said:
            posts.restrict_post(
                post_id=self._something(), kind=kind, reference="measure:1", words=words, now=self.now
            )

    def _is_freed(self, _by: int) -> None:
        for each in self.said[-30:]:
            for kind in ("labelled", "covered"):
                posts.free_post(post_id=each, kind=kind, now=self.now)
