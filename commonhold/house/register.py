"""Who offers what: every decision, job and errand of the house.

The charter's sections and the notices are on another page, `offered_first`, since reading needs them. Who
hears what is on the next one, `subscriptions`.
"""

from __future__ import annotations

from itertools import chain

from commonhold.civic.accounting import capital
from commonhold.civic.accounting import register as accounting
from commonhold.civic.accounting.decisions import AppropriateSurplus
from commonhold.civic.contributions import computing as contributions_computing
from commonhold.civic.contributions import jobs as contributions_jobs
from commonhold.civic.contributions.decisions import SetSharing
from commonhold.civic.credit import counting as credit_counting
from commonhold.civic.credit import leaving as credit_leaving
from commonhold.civic.deliberation.queries.amendments import for_the_vote
from commonhold.civic.exchange import jobs as exchange_jobs
from commonhold.civic.exchange import judged as exchange_judged
from commonhold.civic.governance import amended, law
from commonhold.civic.governance import decisions as governance_decisions
from commonhold.civic.governance import jobs as governance_jobs
from commonhold.civic.governance.fakes import FindFake
from commonhold.civic.meetings import telling as meetings_telling
from commonhold.civic.meetings.decisions import AdoptReport
from commonhold.civic.members import decisions as members_decisions
from commonhold.civic.members import jobs as members_jobs
from commonhold.civic.moderation import copies as reportable
from commonhold.civic.moderation import jobs as moderation_jobs
from commonhold.civic.moderation.decisions import ExpelMember, LiftMeasure
from commonhold.civic.open_data import jobs as open_data_jobs
from commonhold.civic.open_data.decisions import PublishData, StopPublishingData
from commonhold.civic.operating import jobs as operating_jobs
from commonhold.civic.operating.decisions import EndHolder, NameHolder
from commonhold.civic.payments import errands as payment_errands
from commonhold.civic.peers import errands as peer_errands
from commonhold.civic.peers import labelers as peers_labelers
from commonhold.civic.peers.decisions import AddPeer, EndPeer, KeepBackup
from commonhold.civic.rights import jobs as rights_jobs
from commonhold.civic.roadmap.actions import asking as roadmap_asking
from commonhold.civic.roadmap.decisions import PutFirst, SetPriorities
from commonhold.civic.shares import jobs as shares_jobs
from commonhold.civic.shares.decisions import OpenOffer, SetNominal, WriteDown
from commonhold.civic.sponsors import counting as sponsors_counting
from commonhold.civic.sponsors import jobs as sponsors_jobs
from commonhold.civic.treasury import jobs as treasury_jobs
from commonhold.civic.treasury.decisions import SetBudgetLine, SetDues
from commonhold.civic.winding import jobs as winding_jobs
from commonhold.civic.winding.decisions import ConfirmWindDown, StopWindDown, WindDown
from commonhold.doors.activitypub.lookups import LOOKUPS
from commonhold.ground.changes import jobs as change_jobs
from commonhold.ground.charter import register as charter
from commonhold.ground.decisions import register as decisions
from commonhold.ground.erased import actions as erased
from commonhold.ground.jobs import register as jobs
from commonhold.ground.news import bus as news
from commonhold.ground.record import sequencer
from commonhold.house import leaving, lent_jurors, subscriptions
from commonhold.house.federation import incoming
from commonhold.social.actors import jobs as actor_jobs
from commonhold.social.apps import jobs as app_jobs
from commonhold.social.archives import jobs as archive_jobs
from commonhold.social.arrivals import jobs as arrival_jobs
from commonhold.social.blocklists import errands as blocklists
from commonhold.social.bridging import learning as bridging
from commonhold.social.deliveries import jobs as delivery_jobs
from commonhold.social.deliveries import outbox as deliveries
from commonhold.social.erasing import actions as erasing
from commonhold.social.erasing import cleaning
from commonhold.social.events import jobs as event_jobs
from commonhold.social.feeds import commons
from commonhold.social.feeds.decisions import AdoptFeed
from commonhold.social.groups import jobs as group_jobs
from commonhold.social.labels import jobs as label_jobs
from commonhold.social.letters import outbox as letters
from commonhold.social.live.hints import lookout
from commonhold.social.lookups import actions as lookups
from commonhold.social.media import jobs as media_jobs
from commonhold.social.media.errands import FETCHING
from commonhold.social.notifications import outbox
from commonhold.social.notifications.mornings import DIGEST
from commonhold.social.people import errands as people_errands
from commonhold.social.people import jobs as people_jobs
from commonhold.social.people import servers as people_of_servers
from commonhold.social.portraits import jobs as portrait_jobs
from commonhold.social.posts import jobs as posts_jobs
from commonhold.social.posts import servers as posts_of_servers
from commonhold.social.previews import errands as previews
from commonhold.social.received import jobs as received_jobs
from commonhold.social.servers.decisions import EndServerPolicy, SetServerPolicy
from commonhold.social.takeout import jobs as takeout_jobs


def wire() -> None:
    """Join the rooms. Called once (`joining`), when Django has loaded their models."""
    _decisions()
    _errands()
    _jobs()
    subscriptions.wire()
    lent_jurors.wire()
    leaving.wire()
    amended.offer(for_the_vote)
    reportable.offer_look("offer", exchange_judged.look_at_offer)
    reportable.offer_look("agreement", exchange_judged.look_at_agreement)
    accounting.offer_summary("shares", capital.summary)
    charter.offer_limit(law.must_be_lawful)


def _decisions() -> None:
    decisions.offer(governance_decisions.SetParameter)
    decisions.offer(governance_decisions.SetRange)
    decisions.offer(governance_decisions.SetRule)
    decisions.offer(governance_decisions.AppointMandate)
    decisions.offer(governance_decisions.EndMandate)
    decisions.offer(governance_decisions.Resolve)
    decisions.offer(members_decisions.SetClass)
    decisions.offer(members_decisions.EndClass)
    decisions.offer(members_decisions.MoveMember)
    decisions.offer(members_decisions.LiftVouchingPause)
    decisions.offer(FindFake)
    decisions.offer(ExpelMember)
    decisions.offer(LiftMeasure)
    decisions.offer(SetDues)
    decisions.offer(SetBudgetLine)
    decisions.offer(AppropriateSurplus)
    decisions.offer(SetNominal)
    decisions.offer(OpenOffer)
    decisions.offer(WriteDown)
    decisions.offer(SetSharing)
    decisions.offer(AdoptReport)
    decisions.offer(SetPriorities)
    decisions.offer(PutFirst)
    decisions.offer(SetServerPolicy)
    decisions.offer(EndServerPolicy)
    decisions.offer(NameHolder)
    decisions.offer(EndHolder)
    decisions.offer(AddPeer)
    decisions.offer(EndPeer)
    decisions.offer(KeepBackup)
    decisions.offer(AdoptFeed)
    decisions.offer(PublishData)
    decisions.offer(StopPublishingData)
    decisions.offer(WindDown)
    decisions.offer(ConfirmWindDown)
    decisions.offer(StopWindDown)


def _errands() -> None:
    """What goes out of the house, and what waits there for others."""
    jobs.offer_rounds("notifications.outbox", outbox.deliver, is_due=outbox.is_due)
    jobs.offer_rounds("notifications.digests", outbox.deliver_digests, is_due=outbox.digests_are_due)
    jobs.offer_rounds("letters.outbox", letters.deliver, is_due=letters.is_due)
    jobs.offer_rounds("incoming.work", incoming.take_up, finish=incoming.finish)
    jobs.offer_rounds("deliveries.outbox", deliveries.deliver, finish=deliveries.finish, shared=True)
    ask_processor = payment_errands.ask_processor
    jobs.offer_rounds("payments.ask-processor", ask_processor, is_due=payment_errands.is_due)
    jobs.offer_rounds("peers.visit", peer_errands.visit_peers, is_due=peer_errands.is_due)
    jobs.offer_rounds("peers.labelers", peers_labelers.read_peers, is_due=peers_labelers.is_due)
    jobs.offer_rounds("bridging.learn", bridging.learn, is_due=bridging.is_due)
    jobs.offer_rounds("feeds.commons", commons.look, is_due=commons.is_due)
    jobs.offer_rounds("previews.fetch", previews.fetch_asked, is_due=previews.is_due)
    links_back = people_errands.look_for_links_back
    jobs.offer_rounds("people.links-back", links_back, is_due=people_errands.is_due)
    jobs.offer_errand("media.fetch", FETCHING.take_up)
    jobs.offer_errand("lookups.ask", LOOKUPS.take_up)
    jobs.offer_rounds("blocklists.read", blocklists.read_due, is_due=blocklists.is_due)
    jobs.offer_rounds("takeout.make", takeout_jobs.make_some, finish=takeout_jobs.leave_off)


def _jobs() -> None:
    jobs.offer(news.TELL, outlasts=True)
    rooms = [members_jobs, governance_jobs, treasury_jobs, shares_jobs, meetings_telling]
    rooms += [credit_leaving, contributions_jobs, roadmap_asking, sponsors_jobs]
    rooms += [exchange_jobs, rights_jobs, operating_jobs, open_data_jobs]
    rooms += [
        posts_jobs,
        posts_of_servers,
        people_of_servers,
        group_jobs,
        event_jobs,
        label_jobs,
        archive_jobs,
        arrival_jobs,
        actor_jobs,
    ]
    for kind in chain.from_iterable(each.KINDS for each in rooms):
        jobs.offer(kind)
    # What the law asks of whoever shows something goes on as long as that is shown, as being forgotten does.
    outlasting = (winding_jobs, moderation_jobs, erased, erasing)
    for kind in chain.from_iterable(each.KINDS for each in outlasting):
        jobs.offer(kind, outlasts=True)
    jobs.offer_sweep("record.sequence", sequencer.sweep)
    jobs.offer_sweep("sponsors.count", sponsors_counting.write_piles, of_each=True)
    jobs.offer_sweep("credit.count", credit_counting.sweep)
    jobs.offer_sweep("changes.forget", change_jobs.forget)
    jobs.offer_sweep("contributions.compute", contributions_computing.sweep)
    jobs.offer(DIGEST)
    jobs.offer_setting_right("notifications.outbox", outbox.set_right)
    jobs.offer_setting_right("letters.outbox", letters.set_right)
    jobs.offer_setting_right("deliveries.outbox", delivery_jobs.set_right)
    jobs.offer_setting_right("incoming.work", received_jobs.set_right)
    jobs.offer_setting_right("media.fetch", FETCHING.set_right)
    jobs.offer_sweep("live.look", lookout.look, follows_work=True, of_each=True)
    jobs.offer_sweep("lookups.forget", lookups.forget)
    jobs.offer_sweep("lookups.servers", lookups.ask_servers)
    jobs.offer_sweep("media.make", media_jobs.sweep)
    jobs.offer_sweep("portraits.show", portrait_jobs.sweep)
    jobs.offer_sweep("archives.read", archive_jobs.sweep)
    jobs.offer_sweep("erasing.clean", cleaning.sweep)
    jobs.offer_sweep("takeout.forget", takeout_jobs.forget_old)
    jobs.offer_sweep("people.end-mutes", people_jobs.end_mutes)
    jobs.offer_sweep("apps.codes", app_jobs.forget_codes)
    jobs.offer_sweep("deliveries.forget", delivery_jobs.forget)
    jobs.offer_sweep("posts.servers", posts_of_servers.CHARTER.sweep)
    jobs.offer_sweep("posts.keys", posts_jobs.forget_keys)
    jobs.offer_sweep("received.forget", received_jobs.forget)
    jobs.offer_sweep("rights.sign-ins", rights_jobs.forget_sign_ins)
    jobs.offer_sweep("posts.afterwards", posts_jobs.forget_afterwards)
