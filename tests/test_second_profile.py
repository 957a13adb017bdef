"""What a human does as her second profile stays that one's; what is hers in the co-op is the first one's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.apps import apps
from django.db.models import ForeignKey

from commonhold.civic.governance import decisions
from commonhold.civic.governance.actions import propose, vote
from commonhold.civic.meetings.actions import attending
from commonhold.civic.meetings.actions import calling as meetings
from commonhold.civic.members import actions as membership
from commonhold.civic.members import queries as members
from commonhold.civic.moderation import actions as moderation
from commonhold.civic.moderation import queries as desk
from commonhold.civic.moderation.models import Report
from commonhold.civic.roadmap.actions import proposing, steering
from commonhold.civic.treasury.actions import books, waivers
from commonhold.ground.clock import queries as clock
from commonhold.ground.jobs.actions import run_due
from commonhold.ground.refusal import Refusal
from commonhold.social.groups.actions import joining, order
from commonhold.social.groups.models import Group
from commonhold.social.groups.refusals import HereAlreadyAsAnother
from commonhold.social.notifications.models import Notification
from commonhold.social.people import queries
from commonhold.social.people.models import Person
from commonhold.social.people.queries import Viewer
from commonhold.social.polls import actions as polls
from commonhold.social.polls.actions import NewPoll
from commonhold.social.polls.refusals import ChosenAlready
from commonhold.social.posts import actions as posts
from commonhold.social.posts.models import Post, Thanks
from commonhold.social.posts.refusals import ThanksToOneself
from tests.begun import Begun
from tests.cast import minutes
from tests.two_faces import client_of, two_faces


@pytest.fixture
def places(begun: Begun) -> dict[str, int]:
    return begun(two_faces)


def _counts(person_id: int) -> dict[str, int]:
    """How many rows of each table point at a person."""
    found = {}
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, ForeignKey) and field.related_model is Person:
                label = f"{model._meta.label}.{field.name}"
                found[label] = model._default_manager.filter(**{field.name: person_id}).count()
    return found


def test_what_is_done_as_the_second_leaves_no_trace_of_the_first(places: dict[str, int]) -> None:
    client = client_of(places, "ada")
    client.post("/settings/profiles/switch", {"person": places["works"]})
    run_due(clock.now())  # the months since, with their dues
    before, was = _counts(places["ada"]), _counts(places["works"])
    answered = f"/@ben/{places['answered']}"
    sent: list[tuple[str, dict[str, object]]] = [
        ("/compose", {"text": "Open #seeds @friend", "audience": "public", "do": "publish"}),
        ("/compose", {"text": "Yes", "reply_to": places["answered"], "do": "publish"}),
        ("/drafts/keep", {"text": "Not yet"}),
        (f"{answered}/bookmark", {}),
        (f"{answered}/mute", {}),
        ("/@caro/follow", {}),
        ("/@caro/mute", {"hours": "0"}),
        ("/tags/seeds/follow", {}),
        ("/lists", {"title": "Clients"}),
        ("/collections/new", {"title": "Makers"}),
        ("/groups/new", {"handle": "makers", "title": "M.", "joining": "open", "readers": "listed"}),
        ("/messages/new", {"to": "friend", "text": "Hello"}),
        ("/report", {"about": f"post:{places['quoting']}", "words": "Hm"}),
        ("/settings/filters/new", {"title": "Words", "phrases": "rain"}),
        ("/me/found", {"is_searchable": "on"}),
        ("/read-up-to", {"place": places["answered"]}),
    ]
    for address, fields in sent:
        assert client.post(address, fields).status_code < 500, address
    run_due(clock.now() + timedelta(minutes=1))
    after = _counts(places["ada"])
    assert {each: (before[each], after[each]) for each in after if before[each] != after[each]} == {}
    wrote = {each for each, n in _counts(places["works"]).items() if n > was[each]}
    assert {"posts.Post.author", "posts.Draft.person", "people.Follow.follower", "lists.List.owner"} <= wrote
    assert {"groups.Group.founded_by", "tags.TagFollow.person", "collections.Collection.curator"} <= wrote


def test_what_is_hers_in_the_co_op_is_the_firsts_as_whomever_she_acts(places: dict[str, int]) -> None:
    client = client_of(places, "ada")
    client.post("/settings/profiles/switch", {"person": places["works"]})
    asked = client.post("/money/mine/fund", {"do": "ask"})
    assert asked.status_code in {200, 303}
    client.post("/join/apply", {"statement": "Let me in twice"})
    client.post(f"/decide/{places['proposal']}/ballot", {"choice": "yes", "side": "for", "reason": "Sit"})
    client.post(f"/meetings/{places['meeting']}/answer", {"answer": "regrets"})
    client.post("/roadmap/new", {"title": "A third bench", "text": ""})
    civic = ("members.", "governance.", "treasury.", "founding.", "meetings.", "roadmap.")
    hers = {each: n for each, n in _counts(places["works"]).items() if each.startswith(civic) and n}
    assert hers == {}
    assert _counts(places["ada"])["treasury.Waiver.person"] == 1


def _civic_deeds(made: dict[str, int]) -> dict[str, Callable[[int], object]]:
    now = minutes(30)
    return {
        "apply": lambda by: membership.apply(by, statement="I would own this, too", now=now),
        "be enrolled": lambda by: membership.enrol(by, votes_from=now, now=now),
        "vouch": lambda by: membership.vouch(by, application_id=made["application"], now=now),
        "leave": lambda by: membership.leave(by, now=now),
        "propose": lambda by: propose.draft_proposal(
            by, title="Mine", decisions=[decisions.Resolve("Mine.")], now=now
        ),
        "withdraw": lambda by: propose.withdraw_proposal(by, proposal_id=made["proposal"], now=now),
        "give a reason": lambda by: vote.give_reason(
            by, proposal_id=made["proposal"], side="for", text="Twice", now=now
        ),
        "vote": lambda by: vote.cast_ballot(by, proposal_id=made["proposal"], choice="yes", now=now),
        "call a meeting": lambda by: meetings.call_meeting(by, meeting_id=made["meeting"], now=now),
        "come to a meeting": lambda by: attending.answer_meeting(
            by, meeting_id=made["meeting"], answer="comes", now=now
        ),
        "have an idea": lambda by: proposing.propose_idea(by, title="Mine, too", now=now),
        "support an idea": lambda by: proposing.support_idea(by, idea_id=made["idea"], now=now),
        "move an idea": lambda by: steering.move_idea(by, idea_id=made["idea"], state="planned", now=now),
        "ask the fund": lambda by: waivers.ask_for_waiver(by, now=now),
        "keep the books": lambda by: books.give_to_fund(by, cents=100, now=now),
        "answer a report": lambda by: moderation.answer_report(by, report_id=1, is_kept=True, now=now),
    }


def test_the_second_can_do_nothing_in_the_co_op(places: dict[str, int]) -> None:
    places["application"] = membership.apply(
        places["friend"], statement="I bake for all of you", now=minutes(24)
    )
    voters = len(members.directory(Viewer(places["ben"])))
    done = []
    for name, deed in _civic_deeds(places).items():
        try:
            deed(places["works"])
            done.append(name)
        except Refusal:
            continue
    assert done == []
    assert len(members.directory(Viewer(places["ben"]))) == voters == 3


def test_who_answers_reports_answers_none_from_or_about_her_other_profile(places: dict[str, int]) -> None:
    ada, works, ben = places["ada"], places["works"], places["ben"]
    assert queries.is_steward(ada)
    about = Report.objects.get(person_id=works).id
    sent = Report.objects.get(reporter_id=works).id
    waiting = {each.id for each in desk.waiting(Viewer(ada))[0]}
    assert about not in waiting
    assert about in {each.id for each in desk.waiting(Viewer(ben))[0]}
    for report_id in (about, sent):
        with pytest.raises(Refusal):
            moderation.answer_report(ada, report_id=report_id, is_kept=True, now=minutes(30))
    told = Notification.objects.filter(person_id=ada, kind="moderation.reported")
    assert not told.filter(subject__in=[f"report:{about}", f"report:{sent}"]).exists()


def test_both_count_once_in_a_poll_in_thanks_and_in_a_group(places: dict[str, int]) -> None:
    ada, works, ben = places["ada"], places["works"], places["ben"]
    asked = posts.publish_post(ben, text="Tea?", poll=NewPoll(("yes", "no"), minutes=600), now=minutes(30))
    poll_id = Post.objects.get(id=asked).poll_id or 0
    polls.choose(works, poll_id=poll_id, positions=[0], now=minutes(31))
    with pytest.raises(ChosenAlready):
        polls.choose(ada, poll_id=poll_id, positions=[1], now=minutes(31))
    for each in (ada, works):
        posts.thank_author(each, post_id=asked, now=minutes(31))
    assert Thanks.objects.filter(post_id=asked).count() == 1
    with pytest.raises(ThanksToOneself):
        posts.thank_author(ada, post_id=places["works_post"], now=minutes(31))
    yard = Group.objects.get(handle="yard").id
    with pytest.raises(HereAlreadyAsAnother):
        joining.join_group(ada, group_id=yard, now=minutes(31))
    order.ban_from_group(ben, group_id=yard, person_id=works, reason="Noise", now=minutes(32))
    with pytest.raises(HereAlreadyAsAnother):
        joining.join_group(ada, group_id=yard, now=minutes(33))
