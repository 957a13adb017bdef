"""A membership that is nobody's: members find so by vote, after a hearing, and its ballots are taken out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonhold.civic.governance.models import Delegation, SealedBallot, Seat
from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.sealed.models import SignedBallot
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.members import fakes
from commonhold.civic.members import queries as members
from commonhold.civic.members.refusals import NoSuchHearing
from commonhold.ground.charter.deciding import Rule
from commonhold.ground.charter.snapshot import Charter
from commonhold.ground.decisions.decision import Decision, Difference, Enactment
from commonhold.ground.record import actions as record
from commonhold.social.notifications import actions as notifications


@dataclass(frozen=True)
class FindFake(Decision):
    """Find that a membership is no real person's own. Only after the hearing of the concerned."""

    kind = "members.find-fake.v1"
    title = gettext_lazy("Find that a membership is nobody's")
    hearing: str  # decimal: its id

    def words(self) -> str:
        return _("Find that membership {number} is no real person's own, and end it").format(
            number=self._number() or "—"
        )

    def rule_name(self, charter: Charter) -> str:
        return "special"

    def check(self, charter: Charter, rule: Rule) -> None:
        if self._number() is None:
            raise NoSuchHearing
        fakes.must_be_heard(int(self.hearing))

    def preview(self, charter: Charter) -> Difference:
        what = _("Membership {number}").format(number=self._number() or "—")
        return Difference(what, _("A member"), _("Ended; its ballots in open votes are taken out"))

    def enact(self, enactment: Enactment) -> None:
        found = fakes.find(int(self.hearing), reference=enactment.reference, now=enactment.at)
        take_ballots_out(found, reference=enactment.reference, now=enactment.at)
        notifications.notify_all(
            people_ids=[each.person_id for each in mandates.holders(Role.MEMBERSHIP, at=enactment.at)],
            kind="members.review",
            subject=f"hearing:{self.hearing}",
            now=enactment.at,
        )

    def _number(self) -> int | None:
        return members.hearing_number(int(self.hearing)) if self.hearing.isdecimal() else None


def take_ballots_out(person_id: int, *, reference: str, now: datetime) -> None:
    """Of every vote that is not closed yet: its ballot goes unopened, nobody carries it, it carries nobody.

    The record says so of each such vote alike, whether there was a ballot or not: that stays unknown. The
    roll was frozen and hashed at notice and keeps the seat; the quorum does not count it.
    """
    Delegation.objects.filter(Q(person_id=person_id) | Q(to_id=person_id), ended_at=None).update(ended_at=now)
    seats = Seat.objects.filter(person_id=person_id, poll__sheet=None, voted=None)
    SealedBallot.objects.filter(seat__in=seats).delete()
    seats.update(active=False)
    for seat in seats.select_related("poll").order_by("id"):
        credential = getattr(seat, "credential", None)
        if credential is not None:
            SignedBallot.objects.filter(poll=seat.poll, credential=credential.credential).delete()
        body: dict[str, str | int] = {"proposal": str(seat.poll_id), "reference": reference}
        record.append("governance.seat-emptied", body, about=f"proposal:{seat.poll_id}", now=now)
