"""What this room tells people of."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonhold.social.notifications.kinds import Kind, Tab, Way

KINDS = [
    Kind(
        "members.vouched",
        title=_("Somebody vouches for you"),
        one=_("{who} vouched for you"),
        many=_("{who} vouched for you"),
        tab=Tab.CO_OP,
        leads_to="/join/{number}",
    ),
    Kind(
        "members.vouch-taken-back",
        title=_("Somebody takes a vouch for you back"),
        one=_("A vouch for you was taken back. You can ask somebody else."),
        tab=Tab.CO_OP,
        leads_to="/join/{number}",
    ),
    Kind(
        "members.vouch-lapsed",
        title=_("A vouch for you, or one of yours, lapses"),
        one=_("A vouch waited too long and lapsed. It can be given again."),
        tab=Tab.CO_OP,
        leads_to="/join/{number}",
    ),
    Kind(
        "members.panel-asked",
        title=_("Somebody asks the membership panel, on which you are"),
        one=_("An application waits for the membership panel"),
        tab=Tab.CO_OP,
        leads_to="/join/panel/{number}",
        ways=frozenset(Way),
    ),
    Kind(
        "members.panel-welcomed",
        title=_("The membership panel welcomes you"),
        one=_("The membership panel welcomes you. Your first dues come next."),
        tab=Tab.CO_OP,
        leads_to="/join/{number}",
        ways=frozenset(Way),
    ),
    Kind(
        "members.panel-declined",
        title=_("The membership panel declines"),
        one=_("The membership panel answered your application. It says why, and what you can do."),
        tab=Tab.CO_OP,
        leads_to="/join/{number}",
        ways=frozenset(Way),
    ),
    Kind(
        "members.admitted",
        title=_("You become a member"),
        one=_("You are a member now. Welcome."),
        tab=Tab.CO_OP,
        leads_to="/join/{number}",
        ways=frozenset(Way),
    ),
    Kind(
        "members.hearing",
        title=_("You are asked about a membership"),
        one=_("Somebody doubts a membership that concerns you. Your answer is heard before any vote."),
        tab=Tab.CO_OP,
        leads_to="/members/hearings/{number}",
        ways=frozenset(Way),
    ),
    Kind(
        "members.found-fake",
        title=_("A membership is found to be nobody's"),
        one=_("Members found that a membership is no real person's own. See what that means for you."),
        tab=Tab.CO_OP,
        leads_to="/members/hearings/{number}",
        ways=frozenset(Way),
    ),
    Kind(
        "members.review",
        title=_("The membership panel, on which you are, has members to look at"),
        one=_("A proven fake had vouched for members. The panel looks at them."),
        tab=Tab.CO_OP,
        leads_to="/join/panel",
    ),
    Kind(
        "members.notice-given",
        title=_("You gave notice"),
        one=_("You gave notice. Until it is over you can take it back."),
        tab=Tab.CO_OP,
        leads_to="/members/leave",
    ),
    Kind(
        "members.left",
        title=_("Your membership ends"),
        one=_("Your membership has ended. Your account is still yours."),
        tab=Tab.CO_OP,
        leads_to="/join",
        ways=frozenset(Way),
    ),
    Kind(
        "members.moved",
        title=_("You belong to another class of members"),
        one=_("You belong to another class of members now."),
        tab=Tab.CO_OP,
        leads_to="/join",
    ),
]
