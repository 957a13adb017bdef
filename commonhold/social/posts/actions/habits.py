"""Choosing how one writes."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from commonhold.social.people import queries as people
from commonhold.social.posts.habits import AUDIENCES, HabitsView
from commonhold.social.posts.models import Habits, Post
from commonhold.social.posts.refusals import UnknownAudience, UnknownQuotePolicy, UnknownReplyControl
from commonhold.social.posts.wording import must_be_language


@transaction.atomic
def choose_habits(by: int, *, habits: HabitsView, now: datetime) -> None:
    """Write so from now on, unless one says otherwise; what was written stays as it is.

    Raises UnknownAudience, UnknownQuotePolicy, UnknownReplyControl or UnknownLanguage.
    """
    people.must_be_here(by)
    if habits.audience not in AUDIENCES:
        raise UnknownAudience
    if habits.quote_policy not in Post.QuotePolicy:
        raise UnknownQuotePolicy
    if habits.reply_control not in Post.ReplyControl:
        raise UnknownReplyControl
    must_be_language(habits.language)
    Habits.objects.update_or_create(person_id=by, defaults={**asdict(habits), "since": now})
