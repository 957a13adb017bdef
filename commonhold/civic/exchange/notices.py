"""What this room tells people of."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonhold.social.notifications.kinds import Kind, Tab, Way

_OFFERS = (
    (
        "to-look-at",
        _("An offer says a word of the charter's list, and you keep order"),
        _("An offer to look at: {words}"),
    ),
    (
        "expires",
        _("An offer of yours expires in a week"),
        _("In a week it expires; you can extend it: {words}"),
    ),
    ("withheld", _("An offer of yours is withheld"), _("Withheld by a measure, with the reason: {words}")),
)
_AGREEMENTS = (
    ("asked", _("Somebody asks for what you offer"), _("{who} asks: {words}")),
    ("agreed", _("Somebody agrees to what you asked for"), _("{who} agreed: {words}")),
    ("declined", _("Somebody can't do what you asked for"), _("{who} can't: {words}")),
    ("taken-back", _("Somebody takes a question back"), _("{who} took the question back: {words}")),
    ("lapsed", _("An agreement of yours lapsed"), _("It lapsed, and nothing is owed: {words}")),
    ("change-asked", _("Somebody asks to change what you agreed on"), _("{who} asks for a change: {words}")),
    (
        "change-answered",
        _("Somebody answers a change that you asked for"),
        _("{who} answered your change: {words}"),
    ),
    ("cancelled", _("Somebody cancels what you agreed on"), _("Cancelled: {words}")),
    ("tomorrow", _("Something that you agreed on is tomorrow"), _("Tomorrow: {words}")),
    ("was-it-done", _("Something that you agreed on should be done"), _("Was it done? Say so: {words}")),
    ("done", _("Somebody says that it is done"), _("{who} says that it is done; do you? {words}")),
    ("not-paid", _("An agreement could not be paid yet"), _("Done, and not paid yet: {words}")),
    ("settled", _("An agreement of yours is settled"), _("Settled; say how it went: {words}")),
    ("fee", _("The co-op asks its fee for an agreement in money"), _("Its fee, with an invoice: {words}")),
    ("deposit", _("A deposit was taken or given back"), _("About the deposit: {words}")),
    ("words-out", _("Words on an agreement of yours are published"), _("What both of you say: {words}")),
    ("word-answered", _("Somebody answers your word"), _("{who} answered your word: {words}")),
    (
        "disputed",
        _("Somebody opens a dispute about an agreement of yours"),
        _("{who} opened a dispute: {words}"),
    ),
    (
        "to-mediate",
        _("A dispute waits for a mediator, and you hold a mandate"),
        _("A dispute waits for a mediator: {words}"),
    ),
    (
        "mediation-late",
        _("A dispute waits for longer than the charter says, and you hold a mandate"),
        _("A dispute waits for too long: {words}"),
    ),
    (
        "goes-on",
        _("A dispute of yours will go on by itself"),
        _("Nobody has found a way yet; when its time is over, it goes on by itself: {words}"),
    ),
    ("still-owed", _("Something stays owed after an agreement"), _("It stays owed between you two: {words}")),
    (
        "paid-by-card",
        _("An agreement that was over is paid by card"),
        _("Paid by card, though it was over: give it back between you two: {words}"),
    ),
    ("cleared", _("What was still owed is settled"), _("What was still owed is settled: {words}")),
    (
        "owed-gone",
        _("Somebody leaves with whom something was still owed"),
        _("The other side of an agreement left; what was still owed between you two falls away"),
    ),
    ("mediated", _("Something happened in a dispute of yours"), _("News of the dispute: {words}")),
    ("resolved", _("A dispute of yours is resolved"), _("Resolved: {words}")),
)
_POOLS = (
    (
        "pool-asks",
        _("The artists of a joint collection of yours vote on something"),
        _("{who} asks for your vote: {words}"),
    ),
    (
        "pool-invites",
        _("A joint collection takes you in"),
        _("Its artists voted you in; say whether you come: {words}"),
    ),
    (
        "pool-sale",
        _("The artists of a joint collection of yours decided on its sale"),
        _("Its artists decided what it is offered for: {words}"),
    ),
)
_ALL = frozenset(Way)
_LOUD = frozenset(
    {"asked", "agreed", "declined", "change-asked", "cancelled", "tomorrow", "disputed", "still-owed"}
)

KINDS = [
    *(
        Kind(f"exchange.{code}", title=title, one=one, tab=Tab.CO_OP, leads_to="/exchange/{number}")
        for code, title, one in _OFFERS
    ),
    *(
        Kind(
            f"exchange.{code}", title=title, one=one, tab=Tab.CO_OP, leads_to="/exchange/collections/{number}"
        )
        for code, title, one in _POOLS
    ),
    *(
        Kind(
            f"exchange.{code}",
            title=title,
            one=one,
            tab=Tab.CO_OP,
            leads_to="/exchange/agreements/{number}",
            ways=_ALL if code in _LOUD else frozenset({Way.HERE, Way.MAIL}),
        )
        for code, title, one in _AGREEMENTS
    ),
]
