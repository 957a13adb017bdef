"""The box: sealed ballots as they come, each checked before it is taken.

Proofs are checked before the transaction begins, since that takes a while and needs nothing but what was
frozen at the opening.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from commonhold.civic.governance.models import Poll
from commonhold.civic.governance.sealed import ceremony as trustees
from commonhold.civic.governance.sealed.models import (
    Ceremony,
    OpenedBallot,
    SealedVote,
    SignedBallot,
    UsedSeal,
    VoterCredential,
)
from commonhold.ground.refusal import Refusal
from rulebook.ristretto import Point
from rulebook.verifying import Rejected
from rulebook.verifying.ballots import Ballot, Standing, check_audit, check_ballot

Message = dict[str, Any]
#: So that nobody fills the box, or the board, with her own.
MOST_BALLOTS, MOST_OPENED = 100, 20


def checked(vote: SealedVote, message: Message) -> Ballot:
    """A signed ballot whose proofs hold. Raises Refusal with what does not."""
    try:
        return check_ballot(_standing(vote, message), message, "ballot")
    except Rejected as rejected:
        raise _refused(rejected) from None


def checked_opened(vote: SealedVote, message: Message) -> Ballot:
    """The same of a ballot that was opened to check a booth."""
    try:
        return check_audit(_standing(vote, message.get("ballot")), message, "ballot")
    except Rejected as rejected:
        raise _refused(rejected) from None


def must_be_hers(poll: Poll, person_id: int, ballot: Ballot) -> None:
    """Is the ballot signed by the credential of her own seat?"""
    own = VoterCredential.objects.filter(poll=poll, seat__person_id=person_id).values_list(
        "credential", flat=True
    )
    if ballot.credential.hex() not in own:
        raise Refusal(_("This ballot is signed with a key that is not yours, so it was not taken."))


def put_in(poll: Poll, ballot: Ballot, message: Message) -> None:
    """The last ballot of a voter counts; each names the one before it, so that none can vanish unseen."""
    of_voter = SignedBallot.objects.filter(poll=poll, credential=ballot.credential.hex())
    last = of_voter.order_by("-number").first()
    if last is not None and last.fingerprint == ballot.fingerprint.hex():
        return  # the answer was lost on its way; her browser asks again
    if last is not None and last.number >= MOST_BALLOTS:
        raise Refusal(_("You have cast {n} ballots here. The last one counts."), n=MOST_BALLOTS)
    expected = (1, "") if last is None else (last.number + 1, last.fingerprint)
    if (ballot.number, (ballot.previous or b"").hex()) != expected:
        raise Refusal(_("This ballot does not follow your last one in the box. Load this page again."))
    _must_be_fresh(poll, ballot)
    SignedBallot.objects.create(
        poll=poll,
        credential=ballot.credential.hex(),
        number=ballot.number,
        fingerprint=ballot.fingerprint.hex(),
        message=message,
    )


def show(poll: Poll, ballot: Ballot, message: Message) -> None:
    """Keep an opened ballot for the board. It can't be cast from now on."""
    own = OpenedBallot.objects.filter(poll=poll, message__ballot__credential=ballot.credential.hex())
    if own.count() >= MOST_OPENED:
        raise Refusal(
            _("You have shown {n} opened ballots here; open more without showing them."), n=MOST_OPENED
        )
    _must_be_fresh(poll, ballot)
    OpenedBallot.objects.create(poll=poll, fingerprint=ballot.fingerprint.hex(), message=message)


def discard(poll: Poll) -> None:
    """Of a vote that was withdrawn nothing is left in the box."""
    for rows in (SignedBallot, OpenedBallot, UsedSeal):
        rows.objects.filter(poll=poll).delete()


def how_many_voted(poll: Poll) -> int:
    """For whether voting is extended; nobody is told the number."""
    return SignedBallot.objects.filter(poll=poll, number=1).count()


def polls_with_ballots_of(person_id: int) -> set[int]:
    """In which sealed votes a person has cast a ballot: for her own eyes."""
    own = VoterCredential.objects.filter(seat__person_id=person_id).values("credential")
    rows = SignedBallot.objects.filter(credential__in=own, number=1)
    return set(rows.values_list("poll_id", flat=True))


def messages_of(poll: Poll) -> list[Message]:
    """All ballots, in the order in which they came."""
    return list(SignedBallot.objects.filter(poll=poll).order_by("id").values_list("message", flat=True))


def opened_of(poll: Poll) -> list[Message]:
    return list(OpenedBallot.objects.filter(poll=poll).order_by("id").values_list("message", flat=True))


def _standing(vote: SealedVote, ballot: Any) -> Standing:
    """What this ballot is checked against. Of the credentials, fixed at the opening, its own will do."""
    ceremony = Ceremony.objects.get(proposal_id=vote.poll_id)
    named = str(ballot.get("credential")) if isinstance(ballot, dict) else ""
    is_known = VoterCredential.objects.filter(poll_id=vote.poll_id, credential=named).exists()
    return Standing(
        trustees.question_of(ceremony),
        bytes.fromhex(vote.election),
        Point(bytes.fromhex(ceremony.key)),
        frozenset([Point(bytes.fromhex(named))] if is_known else []),
    )


def _must_be_fresh(poll: Poll, ballot: Ballot) -> None:
    """Refuse copies: what one ballot was sealed with is never used in a second one."""
    points = [a.hex() for a, _b in ballot.ciphers]
    used = UsedSeal.objects.filter(poll=poll, point__in=points).exists()
    if used or len(set(points)) < len(points):
        raise Refusal(
            _("This ballot repeats what another was sealed with, so it was not taken. Seal it anew.")
        )
    UsedSeal.objects.bulk_create(UsedSeal(poll=poll, point=each) for each in points)


def _refused(rejected: Rejected) -> Refusal:
    return Refusal(
        _("This ballot was not taken; an earlier one of yours still counts. The check says: {why}"),
        why=rejected.why,
    )
