from __future__ import annotations

import pytest

from commonhold.social.groups import queries
from commonhold.social.groups.actions import joining, order
from commonhold.social.groups.refusals import (
    BannedFromGroup,
    BelongsAlready,
    GroupTextTooLong,
    JoinsByInvitation,
    JoinsByRequest,
    ModeratorsAreElected,
    ModeratorsOnly,
    NoSuchGroup,
    NotAskedToJoin,
    NotInGroup,
    NotInvited,
    NotOfThisServer,
    ReasonNeeded,
    TheyAreBanned,
    TheyAreNotInGroup,
)
from commonhold.social.groups.tests.conftest import Found
from commonhold.social.people.queries import Viewer
from tests.cast import MORNING, minutes


def handles(group_id: int, viewer: int) -> list[str]:
    return [each.person.handle for each in queries.members(Viewer(viewer), group_id)[0]]


def test_anybody_joins_an_open_group_and_leaves_it(ada: int, dev: int, found: Found) -> None:
    group_id = found()
    joining.join_group(dev, group_id=group_id, now=MORNING)
    joining.join_group(dev, group_id=group_id, now=MORNING)
    assert handles(group_id, ada) == ["ada", "dev"]
    joining.leave_group(dev, group_id=group_id, now=minutes(1))
    joining.leave_group(dev, group_id=group_id, now=minutes(1))
    assert handles(group_id, ada) == ["ada"]


def test_members_are_read_page_by_page(ada: int, ben: int, dev: int, found: Found) -> None:
    group_id = found()
    for each in (dev, ben):
        joining.join_group(each, group_id=group_id, now=MORNING)
    first, later = queries.members(Viewer(ada), group_id, limit=2)
    assert [each.person.id for each in first] == [ada, dev]
    last, end = queries.members(Viewer(ada), group_id, after=later, limit=2)
    assert ([each.person.id for each in last], end) == ([ben], None)


def test_joining_is_refused_where_moderators_or_invitations_decide(ben: int, found: Found, eve: int) -> None:
    with pytest.raises(JoinsByRequest):
        joining.join_group(ben, group_id=found("approves", joining="approval"), now=MORNING)
    invites = found("invites", joining="invitation")
    with pytest.raises(JoinsByInvitation):
        joining.join_group(ben, group_id=invites, now=MORNING)
    with pytest.raises(JoinsByInvitation):
        joining.ask_to_join(ben, group_id=invites, now=MORNING)
    hidden = found("hidden", joining="invitation", is_listed=False, is_readable_by_all=False)
    with pytest.raises(NoSuchGroup):
        joining.join_group(ben, group_id=hidden, now=MORNING)
    with pytest.raises(NotOfThisServer):
        joining.join_group(eve, group_id=found("open"), now=MORNING)


def test_moderators_let_in_who_asks_or_do_not(ada: int, ben: int, caro: int, found: Found) -> None:
    group_id = found(joining="approval")
    for each, words in ((ben, "I have a wheel."), (caro, "")):
        joining.ask_to_join(each, group_id=group_id, words=words, now=MORNING)
    joining.ask_to_join(ben, group_id=group_id, words="Again", now=minutes(1))
    first, second = queries.waiting(Viewer(ada), group_id)[0]
    assert (first.person.handle, first.words) == ("ben", "I have a wheel.")
    with pytest.raises(ModeratorsOnly):
        queries.waiting(Viewer(ben), group_id)
    with pytest.raises(ModeratorsOnly):
        joining.approve_request(caro, request_id=first.id, now=minutes(2))
    joining.approve_request(ada, request_id=first.id, now=minutes(2))
    joining.refuse_request(ada, request_id=second.id, now=minutes(2))
    assert handles(group_id, ada) == ["ada", "ben"]
    with pytest.raises(NotAskedToJoin):
        joining.approve_request(ada, request_id=second.id, now=minutes(3))
    with pytest.raises(BelongsAlready):
        joining.ask_to_join(ben, group_id=group_id, now=minutes(3))


def test_a_request_is_taken_back_and_may_not_be_too_long(ada: int, ben: int, found: Found) -> None:
    group_id = found(joining="approval")
    with pytest.raises(GroupTextTooLong):
        joining.ask_to_join(ben, group_id=group_id, words="x" * 501, now=MORNING)
    joining.ask_to_join(ben, group_id=group_id, now=MORNING)
    assert queries.group(Viewer(ben), "potters").line.has_asked
    joining.withdraw_request(ben, group_id=group_id, now=MORNING)
    assert queries.waiting(Viewer(ada), group_id)[0] == []


def test_an_invitation_is_accepted_or_declined(ada: int, ben: int, caro: int, found: Found) -> None:
    group_id = found("hidden", joining="invitation", is_listed=False, is_readable_by_all=False)
    for each in (ben, caro):
        joining.invite_to_group(ada, group_id=group_id, person_id=each, now=MORNING)
    assert [each.handle for each in queries.inviting(Viewer(ben))] == ["hidden"]
    assert not queries.group(Viewer(ben), "hidden").may_read
    joining.accept_invitation(ben, group_id=group_id, now=MORNING)
    joining.decline_invitation(caro, group_id=group_id, now=MORNING)
    assert handles(group_id, ben) == ["ada", "ben"]
    with pytest.raises(NoSuchGroup):
        queries.group(Viewer(caro), "hidden")
    with pytest.raises(NoSuchGroup):
        joining.accept_invitation(caro, group_id=group_id, now=MORNING)


def test_who_may_invite_depends_on_how_people_join(
    ben: int, caro: int, dev: int, eve: int, found: Found
) -> None:
    open_one = found("open", members=(ben,))
    joining.invite_to_group(ben, group_id=open_one, person_id=caro, now=MORNING)
    with pytest.raises(NotInGroup):
        joining.invite_to_group(dev, group_id=open_one, person_id=caro, now=MORNING)
    with pytest.raises(BelongsAlready):
        joining.invite_to_group(ben, group_id=open_one, person_id=ben, now=MORNING)
    with pytest.raises(NotOfThisServer):
        joining.invite_to_group(ben, group_id=open_one, person_id=eve, now=MORNING)
    with pytest.raises(NotInvited):
        joining.accept_invitation(dev, group_id=open_one, now=MORNING)
    closed = found("closed", joining="invitation", members=(ben,))
    with pytest.raises(ModeratorsOnly):
        joining.invite_to_group(ben, group_id=closed, person_id=caro, now=MORNING)


def test_a_moderator_removes_a_member_who_reads_why(ada: int, ben: int, caro: int, found: Found) -> None:
    group_id = found(members=(ben, caro))
    with pytest.raises(ModeratorsOnly):
        order.remove_from_group(ben, group_id=group_id, person_id=caro, reason="Noise", now=minutes(1))
    with pytest.raises(ReasonNeeded):
        order.remove_from_group(ada, group_id=group_id, person_id=ben, reason=" ", now=minutes(1))
    with pytest.raises(ModeratorsAreElected):
        order.remove_from_group(ada, group_id=group_id, person_id=ada, reason="Tired", now=minutes(1))
    order.remove_from_group(ada, group_id=group_id, person_id=ben, reason="Selling cars", now=minutes(1))
    ending = queries.group(Viewer(ben), "potters").ending
    assert ending is not None
    assert (ending.reason, ending.is_ban) == ("Selling cars", False)
    with pytest.raises(TheyAreNotInGroup):
        order.remove_from_group(ada, group_id=group_id, person_id=ben, reason="Again", now=minutes(2))
    joining.join_group(ben, group_id=group_id, now=minutes(3))
    assert queries.group(Viewer(ben), "potters").ending is None


def test_a_ban_keeps_somebody_out_until_it_is_lifted(ada: int, ben: int, caro: int, found: Found) -> None:
    group_id = found(members=(ben,))
    with pytest.raises(ModeratorsAreElected):
        order.ban_from_group(ada, group_id=group_id, person_id=ada, reason="Tired", now=minutes(1))
    for _again in range(2):
        order.ban_from_group(ada, group_id=group_id, person_id=ben, reason="Spam", now=minutes(1))
    assert handles(group_id, ada) == ["ada"]
    ending = queries.group(Viewer(ben), "potters").ending
    assert ending is not None
    assert ending.is_ban
    with pytest.raises(BannedFromGroup) as refused:
        joining.join_group(ben, group_id=group_id, now=minutes(2))
    assert "Spam" in str(refused.value)
    with pytest.raises(TheyAreBanned):
        joining.invite_to_group(ada, group_id=group_id, person_id=ben, now=minutes(2))
    assert [each.reason for each in queries.banned(Viewer(ada), group_id)[0]] == ["Spam"]
    with pytest.raises(ModeratorsOnly):
        order.lift_ban(caro, group_id=group_id, person_id=ben, now=minutes(3))
    order.lift_ban(ada, group_id=group_id, person_id=ben, now=minutes(3))
    joining.join_group(ben, group_id=group_id, now=minutes(4))


def test_a_ban_settles_what_waited(ada: int, ben: int, found: Found) -> None:
    group_id = found(joining="approval")
    joining.ask_to_join(ben, group_id=group_id, now=MORNING)
    order.ban_from_group(ada, group_id=group_id, person_id=ben, reason="Spam", now=MORNING)
    assert queries.waiting(Viewer(ada), group_id)[0] == []
    with pytest.raises(BannedFromGroup):
        joining.ask_to_join(ben, group_id=group_id, now=MORNING)


def test_with_its_last_member_a_group_closes(ada: int, found: Found) -> None:
    group_id = found()
    joining.leave_group(ada, group_id=group_id, now=MORNING)
    assert queries.discover(Viewer(ada))[0] == []
    with pytest.raises(NoSuchGroup):
        queries.group(Viewer(ada), "potters")
