"""Who offers what reading needs: the charter's sections, what people are told of, and what is watched.

It is joined from the first moment, so a server answers what apps read before the rest (`register`) is loaded.
"""

from __future__ import annotations

from itertools import chain

from commonhold.civic.accounting import notices as accounting_notices
from commonhold.civic.contributions import notices as contributions_notices
from commonhold.civic.contributions.charter import ContributionsCharter
from commonhold.civic.credit import notices as credit_notices
from commonhold.civic.credit.charter import CreditCharter
from commonhold.civic.deliberation import notices as deliberation_notices
from commonhold.civic.deliberation.charter import DeliberationCharter
from commonhold.civic.exchange import notices as exchange_notices
from commonhold.civic.exchange.charter import ExchangeCharter
from commonhold.civic.governance import notices as governance_notices
from commonhold.civic.governance.charter import GovernanceCharter
from commonhold.civic.governance.sealed.charter import SealedCharter
from commonhold.civic.lending import notices as lending_notices
from commonhold.civic.meetings import notices as meetings_notices
from commonhold.civic.meetings.charter import MeetingsCharter
from commonhold.civic.members import notices as members_notices
from commonhold.civic.members.charter import ClassesCharter, MembersCharter
from commonhold.civic.moderation import notices as moderation_notices
from commonhold.civic.moderation.charter import ModerationCharter
from commonhold.civic.open_data.charter import OpenDataCharter
from commonhold.civic.operating import notices as operating_notices
from commonhold.civic.operating.charter import OperatingCharter
from commonhold.civic.payments import notices as payment_notices
from commonhold.civic.payments.charter import PaymentsCharter
from commonhold.civic.rights import notices as rights_notices
from commonhold.civic.rights.charter import RightsCharter
from commonhold.civic.roadmap import notices as roadmap_notices
from commonhold.civic.roadmap.charter import RoadmapCharter
from commonhold.civic.shares import notices as shares_notices
from commonhold.civic.shares.charter import SharesCharter
from commonhold.civic.sponsors import notices as sponsors_notices
from commonhold.civic.sponsors.charter import SponsorsCharter
from commonhold.civic.treasury import notices as treasury_notices
from commonhold.civic.treasury.charter import TreasuryCharter
from commonhold.civic.winding import notices as winding_notices
from commonhold.civic.winding.charter import WindingCharter
from commonhold.ground.changes import register as changes
from commonhold.ground.charter import register as charter
from commonhold.ground.charter.co_op import CoopCharter
from commonhold.ground.charter.deciding import DecidingCharter
from commonhold.ground.charter.texts import TextsCharter
from commonhold.social.actors.charter import SignedReadingCharter
from commonhold.social.archives.charter import ArchivesCharter
from commonhold.social.arrivals.charter import ArrivalsCharter
from commonhold.social.bridging.charter import BridgingCharter
from commonhold.social.erasing.charter import ErasingCharter
from commonhold.social.feeds.charter import FeedsCharter
from commonhold.social.groups.charter import GroupsCharter
from commonhold.social.labels.charter import LabelsCharter
from commonhold.social.media.charter import MediaCharter
from commonhold.social.memory.watched import WATCHED
from commonhold.social.notifications import group_kinds, kinds, label_kinds
from commonhold.social.servers.charter import ServersCharter
from commonhold.social.takeout.charter import TakeoutCharter


def wire() -> None:
    """Called once, when Django has loaded the rooms' models."""
    _charter_in_reading_order()
    _notifications()
    changes.offer(WATCHED)


def _charter_in_reading_order() -> None:
    charter.offer(CoopCharter)
    charter.offer(TextsCharter)
    charter.offer(MembersCharter)
    charter.offer(ClassesCharter)
    charter.offer(DecidingCharter)
    charter.offer(GovernanceCharter)
    charter.offer(SealedCharter)
    charter.offer(DeliberationCharter)
    charter.offer(MeetingsCharter)
    charter.offer(TreasuryCharter)
    charter.offer(PaymentsCharter)
    charter.offer(SharesCharter)
    charter.offer(ContributionsCharter)
    charter.offer(CreditCharter)
    charter.offer(RoadmapCharter)
    charter.offer(SponsorsCharter)
    charter.offer(ExchangeCharter)
    charter.offer(MediaCharter)
    charter.offer(GroupsCharter)
    charter.offer(FeedsCharter)
    charter.offer(BridgingCharter)
    charter.offer(ServersCharter)
    charter.offer(OperatingCharter)
    charter.offer(OpenDataCharter)
    charter.offer(WindingCharter)
    charter.offer(LabelsCharter)
    charter.offer(ModerationCharter)
    charter.offer(RightsCharter)
    charter.offer(ArchivesCharter)
    charter.offer(ArrivalsCharter)
    charter.offer(TakeoutCharter)
    charter.offer(ErasingCharter)
    charter.offer(SignedReadingCharter)


def _notifications() -> None:
    deciding = [deliberation_notices, governance_notices, meetings_notices, roadmap_notices]
    money = [treasury_notices, payment_notices, shares_notices, accounting_notices]
    money += [contributions_notices, credit_notices, sponsors_notices, exchange_notices]
    rooms = [kinds, group_kinds, label_kinds, members_notices, *deciding, *money, moderation_notices]
    rooms += [lending_notices, rights_notices, operating_notices, winding_notices]
    for kind in chain.from_iterable(each.KINDS for each in rooms):
        kinds.offer(kind)
