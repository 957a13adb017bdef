"""Who offers what: every charter section, decision, job and subscription of the house, on one page."""

from __future__ import annotations

from itertools import chain

from commonhold.civic.deliberation import notices as deliberation_notices
from commonhold.civic.deliberation.charter import DeliberationCharter
from commonhold.civic.deliberation.queries.amendments import for_the_vote
from commonhold.civic.governance import amended, mandates
from commonhold.civic.governance import decisions as governance_decisions
from commonhold.civic.governance import jobs as governance_jobs
from commonhold.civic.governance import notices as governance_notices
from commonhold.civic.governance.actions.options import leave_ballots, leave_ballots_without_right
from commonhold.civic.governance.charter import GovernanceCharter
from commonhold.civic.governance.sealed.charter import SealedCharter
from commonhold.civic.meetings import notices as meetings_notices
from commonhold.civic.meetings import telling as meetings_telling
from commonhold.civic.meetings.charter import MeetingsCharter
from commonhold.civic.meetings.decisions import AdoptReport
from commonhold.civic.members import coop_account
from commonhold.civic.members import decisions as members_decisions
from commonhold.civic.members import notices as members_notices
from commonhold.civic.members.charter import ClassesCharter, MembersCharter
from commonhold.civic.members.news import Applied, MemberLeft, MemberMoved, VouchesComplete
from commonhold.civic.moderation import notices as moderation_notices
from commonhold.civic.moderation.charter import ModerationCharter
from commonhold.civic.roadmap import notices as roadmap_notices
from commonhold.civic.roadmap.actions import asking as roadmap_asking
from commonhold.civic.roadmap.charter import RoadmapCharter
from commonhold.civic.roadmap.decisions import PutFirst, SetPriorities
from commonhold.civic.treasury import jobs as treasury_jobs
from commonhold.civic.treasury import notices as treasury_notices
from commonhold.civic.treasury.charter import TreasuryCharter
from commonhold.civic.treasury.decisions import SetBudgetLine, SetDues
from commonhold.ground.changes import jobs as change_jobs
from commonhold.ground.changes import register as changes
from commonhold.ground.charter import register as charter
from commonhold.ground.charter.co_op import CoopCharter
from commonhold.ground.charter.deciding import DecidingCharter
from commonhold.ground.charter.texts import TextsCharter
from commonhold.ground.decisions import register as decisions
from commonhold.ground.jobs import register as jobs
from commonhold.ground.news import bus as news
from commonhold.ground.record import sequencer
from commonhold.house import leaving
from commonhold.social.apps import jobs as app_jobs
from commonhold.social.archives import company
from commonhold.social.archives import jobs as archive_jobs
from commonhold.social.archives.charter import ArchivesCharter
from commonhold.social.collections.news import InclusionAccepted, InclusionAsked, QuestionClosed
from commonhold.social.events import jobs as event_jobs
from commonhold.social.events.news import EventCalledOff, EventChanged, EventPlanned, EventTomorrow
from commonhold.social.groups import jobs as group_jobs
from commonhold.social.groups.charter import GroupsCharter
from commonhold.social.groups.news import (
    ElectionEnded,
    ElectionOpened,
    InvitedToGroup,
    JoiningAnswered,
    JoiningAsked,
    Nominated,
    RemovedFromGroup,
    RequestWithdrawn,
    VotingOpened,
)
from commonhold.social.live.hints import lookout
from commonhold.social.media import jobs as media_jobs
from commonhold.social.media.charter import MediaCharter
from commonhold.social.memory.watched import WATCHED
from commonhold.social.notifications import group_handlers as in_groups
from commonhold.social.notifications import group_kinds, kinds, outbox
from commonhold.social.notifications import handlers as notifications
from commonhold.social.notifications import post_handlers as told_of_posts
from commonhold.social.notifications.mornings import DIGEST
from commonhold.social.people import errands as people_errands
from commonhold.social.people import jobs as people_jobs
from commonhold.social.people.news import FollowAccepted, Followed, PersonMet, Unfollowed
from commonhold.social.portraits import jobs as portrait_jobs
from commonhold.social.posts import jobs as posts_jobs
from commonhold.social.posts.news import (
    PollEnded,
    PostAnnounced,
    PostBoosted,
    PostEdited,
    PostFavourited,
    PostPublished,
    PostQuoted,
    PostTakenOut,
    PostUnboosted,
    PostUnfavourited,
    QuoteAllowed,
    ReplyHeld,
    ReplyRefused,
    ScheduledPostRefused,
    ThanksGiven,
    ThanksWithdrawn,
)
from commonhold.social.previews import errands as previews


def wire() -> None:
    """Join the rooms. Called once, when Django has loaded them all."""
    _charter_in_reading_order()
    _decisions()
    _jobs()
    _news()
    _notifications()
    leaving.wire()
    amended.offer(for_the_vote)
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
    charter.offer(RoadmapCharter)
    charter.offer(MediaCharter)
    charter.offer(GroupsCharter)
    charter.offer(ModerationCharter)
    charter.offer(ArchivesCharter)


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
    decisions.offer(SetDues)
    decisions.offer(SetBudgetLine)
    decisions.offer(AdoptReport)
    decisions.offer(SetPriorities)
    decisions.offer(PutFirst)


def _jobs() -> None:
    jobs.offer(news.TELL)
    rooms = [coop_account, governance_jobs, treasury_jobs, meetings_telling, roadmap_asking]
    rooms += [posts_jobs, group_jobs, event_jobs, archive_jobs]
    for kind in chain.from_iterable(each.KINDS for each in rooms):
        jobs.offer(kind)
    jobs.offer_sweep("record.sequence", sequencer.sweep)
    jobs.offer_sweep("changes.forget", change_jobs.forget)
    jobs.offer(DIGEST)
    jobs.offer_sweep("live.look", lookout.look, follows_work=True)
    jobs.offer_errand("notifications.outbox", outbox.deliver)
    jobs.offer_errand("previews.fetch", previews.fetch_asked)
    jobs.offer_errand("people.links-back", people_errands.look_for_links_back)
    jobs.offer_sweep("media.make", media_jobs.sweep)
    jobs.offer_sweep("portraits.show", portrait_jobs.sweep)
    jobs.offer_sweep("archives.read", archive_jobs.sweep)
    jobs.offer_sweep("people.end-mutes", people_jobs.end_mutes)
    jobs.offer_sweep("apps.codes", app_jobs.forget_codes)
    jobs.offer_sweep("posts.keys", posts_jobs.forget_keys)
    jobs.offer_sweep("posts.afterwards", posts_jobs.forget_afterwards)


def _news() -> None:
    news.subscribe(PostPublished, told_of_posts.on_post_published)
    news.subscribe(PostEdited, told_of_posts.on_post_published)
    news.subscribe(ReplyHeld, told_of_posts.on_reply_held)
    news.subscribe(ReplyRefused, told_of_posts.on_reply_refused)
    news.subscribe(PostQuoted, told_of_posts.on_post_quoted)
    news.subscribe(QuoteAllowed, told_of_posts.on_quote_allowed)
    news.subscribe(PollEnded, told_of_posts.on_poll_ended)
    news.subscribe(ScheduledPostRefused, told_of_posts.on_scheduled_post_refused)
    news.subscribe(ThanksGiven, notifications.on_thanks_given)
    news.subscribe(ThanksWithdrawn, notifications.on_thanks_withdrawn)
    news.subscribe(PostFavourited, notifications.on_post_favourited)
    news.subscribe(PostUnfavourited, notifications.on_post_unfavourited)
    news.subscribe(PostBoosted, notifications.on_post_boosted)
    news.subscribe(PostUnboosted, notifications.on_post_unboosted)
    news.subscribe(Followed, notifications.on_followed)
    news.subscribe(FollowAccepted, notifications.on_follow_accepted)
    news.subscribe(Unfollowed, notifications.on_unfollowed)
    news.subscribe(PersonMet, company.on_person_met)
    news.subscribe(InclusionAsked, notifications.on_inclusion_asked)
    news.subscribe(QuestionClosed, notifications.on_question_closed)
    news.subscribe(InclusionAccepted, notifications.on_inclusion_accepted)
    news.subscribe(MemberLeft, mandates.lapse)
    news.subscribe(MemberLeft, leave_ballots)
    news.subscribe(MemberMoved, mandates.lapse_without_right)
    news.subscribe(MemberMoved, leave_ballots_without_right)
    news.subscribe(Applied, treasury_jobs.raise_first_dues)
    news.subscribe(VouchesComplete, treasury_jobs.admit_after_vouches)
    _news_of_groups()


def _news_of_groups() -> None:
    news.subscribe(JoiningAsked, in_groups.on_joining_asked)
    news.subscribe(JoiningAnswered, in_groups.on_joining_answered)
    news.subscribe(RequestWithdrawn, in_groups.on_request_withdrawn)
    news.subscribe(InvitedToGroup, in_groups.on_invited)
    news.subscribe(RemovedFromGroup, in_groups.on_removed)
    news.subscribe(PostAnnounced, in_groups.on_post_announced)
    news.subscribe(PostTakenOut, in_groups.on_post_taken_out)
    news.subscribe(ElectionOpened, in_groups.on_election_opened)
    news.subscribe(Nominated, in_groups.on_nominated)
    news.subscribe(VotingOpened, in_groups.on_voting_opened)
    news.subscribe(ElectionEnded, in_groups.on_election_ended)
    news.subscribe(EventPlanned, in_groups.on_event_planned)
    news.subscribe(EventChanged, in_groups.on_event_changed)
    news.subscribe(EventCalledOff, in_groups.on_event_called_off)
    news.subscribe(EventTomorrow, in_groups.on_event_tomorrow)


def _notifications() -> None:
    deciding = [deliberation_notices, governance_notices, meetings_notices, roadmap_notices]
    rooms = [kinds, group_kinds, members_notices, *deciding, treasury_notices, moderation_notices]
    for kind in chain.from_iterable(each.KINDS for each in rooms):
        kinds.offer(kind)
