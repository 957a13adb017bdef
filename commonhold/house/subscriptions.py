"""Who hears what: every subscription of the house to the rooms' news, on one page."""

from __future__ import annotations

from commonhold.civic.contributions import jobs as contributions_jobs
from commonhold.civic.credit import leaving as credit_leaving
from commonhold.civic.exchange import card_paying as exchange_cards
from commonhold.civic.exchange import judged as exchange_judged
from commonhold.civic.governance import delegations, mandates
from commonhold.civic.governance.actions.options import leave_ballots, leave_ballots_without_right
from commonhold.civic.governance.actions.panel import tell_panel
from commonhold.civic.members.news import (
    Applied,
    MemberJoined,
    MemberLeft,
    MemberMoved,
    PanelAsked,
    VouchesComplete,
)
from commonhold.civic.moderation.news import MeasureBegan, MeasureStopped
from commonhold.civic.operating import jobs as operating_jobs
from commonhold.civic.payments import jobs as payment_jobs
from commonhold.civic.payments.news import ArrivalUndone, MoneyArrived, SplitPaid
from commonhold.civic.shares import arriving as shares_arriving
from commonhold.civic.shares import jobs as shares_jobs
from commonhold.civic.sponsors import arriving as sponsors_arriving
from commonhold.civic.treasury import jobs as treasury_jobs
from commonhold.civic.treasury.news import DuesRaised
from commonhold.ground.news import bus as news
from commonhold.house import group_news, told_elsewhere
from commonhold.social.archives import company
from commonhold.social.collections.news import InclusionAccepted, InclusionAsked, QuestionClosed
from commonhold.social.deliveries import jobs as delivery_jobs
from commonhold.social.labels.news import DisputeEnded, LabelDisputed, Labelled
from commonhold.social.notifications import handlers as notifications
from commonhold.social.notifications import label_handlers
from commonhold.social.notifications import post_handlers as told_of_posts
from commonhold.social.people import servers as people_of_servers
from commonhold.social.people.news import FollowAccepted, Followed, PersonMet, Unfollowed
from commonhold.social.posts import servers as posts_of_servers
from commonhold.social.posts.news import (
    PollEnded,
    PostBoosted,
    PostEdited,
    PostFavourited,
    PostPublished,
    PostQuoted,
    PostUnboosted,
    PostUnfavourited,
    QuoteAllowed,
    ReplyHeld,
    ReplyRefused,
    ScheduledPostRefused,
    ThanksGiven,
    ThanksWithdrawn,
)
from commonhold.social.servers.news import PolicyEnded, PolicySet


def _news_of_money() -> None:
    news.subscribe(MoneyArrived, shares_arriving.on_money_arrived)
    news.subscribe(ArrivalUndone, shares_arriving.on_arrival_undone)
    news.subscribe(MoneyArrived, sponsors_arriving.on_money_arrived)
    news.subscribe(ArrivalUndone, sponsors_arriving.on_arrival_undone)
    news.subscribe(SplitPaid, exchange_cards.on_split_paid)


def wire() -> None:
    """Subscribe them all. Called once, by the register."""
    _news_of_money()
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
    news.subscribe(
        PostFavourited, notifications.on_post_favourited, at_once=notifications.on_posts_favourited
    )
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
    news.subscribe(MemberLeft, operating_jobs.lapse)
    news.subscribe(MemberLeft, leave_ballots)
    news.subscribe(MemberLeft, delegations.lapse)
    news.subscribe(MemberLeft, contributions_jobs.pay_out_credit)
    news.subscribe(MemberLeft, credit_leaving.on_member_left)
    news.subscribe(MemberMoved, mandates.lapse_without_right)
    news.subscribe(MemberMoved, leave_ballots_without_right)
    news.subscribe(MemberJoined, shares_jobs.take_first_shares)
    news.subscribe(MemberLeft, shares_jobs.give_notice_of_all)
    news.subscribe(MeasureBegan, exchange_judged.on_measure_began)
    news.subscribe(MeasureStopped, exchange_judged.on_measure_stopped)
    news.subscribe(PanelAsked, tell_panel)
    news.subscribe(Applied, treasury_jobs.raise_first_dues)
    news.subscribe(VouchesComplete, treasury_jobs.admit_after_vouches)
    news.subscribe(DuesRaised, payment_jobs.credit_new_dues)
    news.subscribe(PolicySet, people_of_servers.on_policy_set)
    news.subscribe(PolicySet, posts_of_servers.on_policy_set)
    news.subscribe(PolicyEnded, posts_of_servers.on_policy_ended)
    news.subscribe(PolicySet, delivery_jobs.on_policy_set)
    news.subscribe(Labelled, label_handlers.on_labelled)
    news.subscribe(LabelDisputed, label_handlers.on_label_disputed)
    news.subscribe(DisputeEnded, label_handlers.on_dispute_ended)
    group_news.wire()
    told_elsewhere.wire()
