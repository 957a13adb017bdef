from __future__ import annotations

import pytest

from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.decision import Enactment
from commonhold.ground.refusal import Refusal
from commonhold.social.feeds import actions, documents
from commonhold.social.feeds.decisions import AdoptFeed
from commonhold.social.feeds.refusals import NoSuchDocument
from commonhold.social.feeds.tests.test_ranked import made
from commonhold.social.people.queries import Viewer
from tests.cast import MORNING, minutes

BECAUSE = Enactment(ids.new_id(MORNING), MORNING, "test", UNANIMOUS)


def checked(decision: AdoptFeed) -> None:
    decision.check(charter.current(), UNANIMOUS)


@pytest.mark.usefixtures("coop")
def test_an_adopted_feed_orders_the_home_of_whoever_chose_none(ada, ben, caro):
    digest = made(ada, published=True)
    actions.order_newest_first(ben, now=MORNING)
    decision = AdoptFeed(digest)
    checked(decision)
    decision.enact(BECAUSE)
    assert documents.choice(Viewer(caro)) == (digest, False)
    assert documents.choice(Viewer(ben)) == ("", True)
    actions.order_home(caro, now=minutes(1))


@pytest.mark.usefixtures("coop")
def test_members_read_what_changes_by_name_and_fingerprint(ada):
    digest = made(ada, published=True)
    shown = AdoptFeed(digest).preview(charter.current())
    assert (shown.before, shown.after) == ("newest first", f"Thanked first ({digest[:12]}…)")
    assert "Thanked first" in AdoptFeed(digest).words()
    assert "newest first" in AdoptFeed("").words()


@pytest.mark.usefixtures("coop")
def test_a_vote_leads_back_to_newest_first(ada, caro):
    decision = AdoptFeed(made(ada, published=True))
    assert decision.inverse(charter.current()) == AdoptFeed("")
    decision.enact(BECAUSE)
    AdoptFeed("").enact(BECAUSE)
    assert documents.in_use(Viewer(caro)) == ""


@pytest.mark.usefixtures("coop")
def test_what_was_adopted_stays_readable_when_its_maker_takes_it_back(ada, caro):
    digest = made(ada, published=True)
    AdoptFeed(digest).enact(BECAUSE)
    (feed,) = documents.own(Viewer(ada))
    actions.take_feed_back(ada, feed_id=feed.id)
    assert documents.readable(Viewer(caro), digest).id == "thanked"


@pytest.mark.usefixtures("coop")
def test_nothing_is_adopted_that_members_cannot_read(ada):
    with pytest.raises(NoSuchDocument):
        checked(AdoptFeed(made(ada)))
    with pytest.raises(NoSuchDocument):
        checked(AdoptFeed("0" * 64))


@pytest.mark.usefixtures("coop")
@pytest.mark.parametrize("sha256", ["xyz", "A" * 64, "0" * 63])
def test_what_is_no_fingerprint_is_refused(sha256):
    with pytest.raises(Refusal):
        checked(AdoptFeed(sha256))
