"""Of what other servers are told: the part of the register that the door for them has."""

from __future__ import annotations

from commonhold.civic.moderation.news import ReportForwarded
from commonhold.civic.winding.news import CoopSealed
from commonhold.doors.activitypub.documents.people import document_by_id
from commonhold.doors.activitypub.sending import circles, in_groups, people, posts, quotes, reports, signs
from commonhold.doors.calls import outside
from commonhold.ground.jobs import register as jobs
from commonhold.ground.news import bus as news
from commonhold.social.actors.news import GroupFollowed, PersonMoved
from commonhold.social.people.news import (
    Blocked,
    FollowAccepted,
    Followed,
    PersonDescribed,
    Unblocked,
    Unfollowed,
)
from commonhold.social.posts.news import (
    ChosenElsewhere,
    PollChosen,
    PollEnded,
    PostBoosted,
    PostEdited,
    PostFavourited,
    PostFreed,
    PostPinned,
    PostPublished,
    PostQuoted,
    PostRemoved,
    PostRestored,
    PostTakenOut,
    PostUnboosted,
    PostUnfavourited,
    PostWithheld,
    QuoteAllowed,
    QuoteAsked,
    QuoteWithdrawn,
)


def wire() -> None:
    """Called once, by the register."""
    outside.offer(document_by_id)
    for kind in posts.KINDS:
        jobs.offer(kind)
    for kind in people.KINDS:
        jobs.offer(kind, outlasts=True)  # whoever moves away from a co-op that has ended is followed
    news.subscribe(PostPublished, posts.on_post_published)
    news.subscribe(PostEdited, posts.on_post_edited)
    news.subscribe(PostRemoved, posts.on_post_removed)
    news.subscribe(PostRestored, posts.on_post_restored)
    news.subscribe(PostWithheld, posts.on_post_withheld)
    news.subscribe(PostFreed, posts.on_post_freed)
    news.subscribe(PollChosen, posts.on_poll_chosen)
    news.subscribe(PollEnded, posts.on_poll_ended)
    news.subscribe(ChosenElsewhere, posts.on_chosen_elsewhere)
    news.subscribe(PostPinned, posts.on_post_pinned)
    news.subscribe(PostQuoted, quotes.on_post_quoted)
    news.subscribe(QuoteAsked, quotes.on_quote_asked)
    news.subscribe(QuoteAllowed, quotes.on_quote_allowed)
    news.subscribe(QuoteWithdrawn, quotes.on_quote_withdrawn)
    news.subscribe(PostFavourited, signs.on_post_favourited, at_once=signs.on_posts_favourited)
    news.subscribe(PostUnfavourited, signs.on_post_unfavourited)
    news.subscribe(PostBoosted, signs.on_post_boosted)
    news.subscribe(PostUnboosted, signs.on_post_unboosted)
    news.subscribe(Followed, circles.on_followed)
    news.subscribe(FollowAccepted, circles.on_follow_accepted)
    news.subscribe(Unfollowed, circles.on_unfollowed)
    news.subscribe(Blocked, circles.on_blocked)
    news.subscribe(Unblocked, circles.on_unblocked)
    news.subscribe(PersonDescribed, people.on_person_described)
    news.subscribe(PersonMoved, people.on_person_moved)
    news.subscribe(CoopSealed, people.on_coop_sealed)
    news.subscribe(ReportForwarded, reports.on_report_forwarded)
    news.subscribe(GroupFollowed, in_groups.on_group_followed)
    news.subscribe(PostTakenOut, in_groups.on_post_taken_out)
