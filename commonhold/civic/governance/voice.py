"""The co-op says in public what happens to a proposal, so that members who live in their app hear of it.

It says no more than the proposal's page shows to everybody: title, dates, and counts once they are there.
"""

from __future__ import annotations

import re
from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from commonhold.civic.governance import stages
from commonhold.civic.governance.models import CountSheet, Poll, Proposal
from commonhold.civic.governance.vocabulary import State
from commonhold.civic.members.coop_account import open_coop_account
from commonhold.ground.charter import dates
from commonhold.ground.installation.queries import place
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs.register import Kind, Payload
from commonhold.ground.refusal import Refusal
from commonhold.social.posts import actions as posts
from rulebook.tally import majority

_SAY = "governance.say"
#: Signs that would name people, tags, emoji or pages; a title says none of that in the co-op's name.
_SPEAKING = re.compile(r"([@#:])(?=\S)")
_WORD_JOINER = "\u2060"


def say_soon(proposal: Proposal, state: State, *, now: datetime) -> None:
    """Have the co-op say that a proposal arrived in this state: once, and whatever comes in between."""
    payload = {"proposal_id": proposal.id, "state": str(state)}
    jobs.schedule(_SAY, key=f"{proposal.id}:{state}", due=now, payload=payload)


def say(payload: Payload, now: datetime) -> None:
    """Publish it. A vote that is over meanwhile is not called open any more."""
    proposal, state, here = stages.lock(payload["proposal_id"]), State(payload["state"]), place()
    if here is None or (state is State.VOTING and stages.state_of(proposal) is not State.VOTING):
        return
    by = open_coop_account(now=now)
    with translation.override(settings.LANGUAGE_CODE):
        words, link = _words(proposal, state), f"{here.public_url}/decide/{proposal.id}"
        try:
            _publish(by, f"{words.format(title=_SPEAKING.sub(_silenced, proposal.title))}\n\n{link}", now)
        except Refusal:  # a title of signs that no post may bear
            _publish(by, f"{words.format(title=proposal.id)}\n\n{link}", now)


def _publish(by: int, text: str, now: datetime) -> None:
    posts.publish_post(
        by, text=text, audience="public", language=settings.LANGUAGE_CODE, format="plain", now=now
    )


def _words(proposal: Proposal, state: State) -> str:
    """The sentence for this state, with a place for the title."""
    poll = Poll.objects.get(proposal=proposal)
    sheet = CountSheet.objects.filter(poll=poll).first()
    said = {
        State.VOTING: _("A vote is open: “{title}”. Members can vote until {until}."),
        State.WAITING: _("Carried: “{title}”, with {yes} yes and {no} no. It takes effect on {from_when}."),
        State.ENACTED: _("In force: “{title}”."),
        State.FAILED: _("It passed but could not take effect: “{title}”."),
        State.DEFEATED: _("Voted down: “{title}”, with {yes} yes and {no} no."),
        State.WITHDRAWN: _("Withdrawn by its author, so there is nothing to vote on: “{title}”."),
        State.NO_QUORUM: _("Too few took part in the vote on “{title}”, so nothing changes."),
    }
    if poll.method != majority.RULE.version:
        said |= {
            State.WAITING: _("Decided: “{title}”. It takes effect on {from_when}."),
            State.DEFEATED: _("Counted, and nothing changes: “{title}”."),
        }
    facts = {
        "until": dates.day_and_clock(poll.closes_at),
        "from_when": dates.day_and_clock(poll.challenge_until),
        "yes": "" if sheet is None else sheet.yes,
        "no": "" if sheet is None else sheet.no,
    }
    return said[state].format(title="{title}", **facts)


def _silenced(sign: re.Match[str]) -> str:
    return sign[1] + _WORD_JOINER


KINDS = [Kind(_SAY, say)]
