"""The words of moderation: what a measure does, how it ends, and how an appeal goes."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What somebody may report."""

    POST = "post"
    MESSAGE = "message"
    PERSON = "person"
    GROUP = "group"
    EVENT = "event"
    EMOJI = "emoji"
    PICTURE = "picture"
    REMARK = "remark"
    STATEMENT = "statement"
    LABEL = "label"
    LABELER = "labeler"
    OFFER = "offer"
    AGREEMENT = "agreement"


class Ladder(models.TextChoices):
    """What a measure does, the least first. Whoever measures takes the first that is enough."""

    NUDGE = "nudge", _("A word to the author")
    LABEL = "label", _("A label above the post")
    UNLABEL = "unlabel", _("The label is taken off")
    COVER = "cover", _("Its media are covered")
    DEPRIORITISE = "deprioritise", _("Lower in ranked feeds")
    NO_RECOMMENDATION = "no-recommendation", _("Not recommended")
    LIMIT = "limit", _("Few posts a day")
    SUSPEND = "suspend", _("Suspended for a time")
    WITHHOLD = "withhold", _("It is withheld")
    UNDO = "undo", _("What was paid for it goes back")
    FORFEIT = "forfeit", _("The deposit goes to the other side")
    BLOCK = "block", _("Blocked as illegal")
    CLOSE = "close", _("The account is closed")
    EXPEL = "expel", _("Expelled from the co-op")


#: What can be done only to a post.
OF_POSTS = frozenset({Ladder.LABEL, Ladder.COVER, Ladder.DEPRIORITISE, Ladder.WITHHOLD, Ladder.BLOCK})
#: What can be done only to a label of a labeler.
OF_LABELS = frozenset({Ladder.UNLABEL})
#: What can be done to an offer besides what is done to its author.
OF_OFFERS = frozenset({Ladder.WITHHOLD, Ladder.BLOCK})
#: What can be done only to an agreement, and what only a jury imposes.
OF_AGREEMENTS = frozenset({Ladder.UNDO, Ladder.FORFEIT})
#: What can be done only to a person.
OF_PEOPLE = frozenset({Ladder.LIMIT, Ladder.SUSPEND, Ladder.CLOSE, Ladder.EXPEL})
#: What holds until it is ended, unless whoever measures says how long.
LASTING = OF_POSTS | OF_LABELS | OF_AGREEMENTS | {Ladder.CLOSE}
#: What a missed deadline does not reverse.
STANDING_FAST = frozenset({Ladder.WITHHOLD, Ladder.BLOCK}) | OF_AGREEMENTS
_OF_KIND: dict[str, frozenset[Ladder]] = {
    Kind.POST: OF_POSTS,
    Kind.MESSAGE: OF_POSTS,
    Kind.LABEL: OF_LABELS,
    Kind.OFFER: OF_OFFERS,
    Kind.AGREEMENT: OF_AGREEMENTS,
}


def only_of_others(kind: str) -> frozenset[Ladder]:
    """What can't be done about something of this kind, whoever it is from."""
    return (OF_POSTS | OF_LABELS | OF_AGREEMENTS) - _OF_KIND.get(kind, frozenset())


class End(models.TextChoices):
    """Why a measure ended."""

    TIME = "time", _("Its time was over")
    OVERTURNED = "overturned", _("Overturned on appeal")
    DEADLINE = "deadline", _("Reversed: nobody decided the appeal in time")
    LIFTED = "lifted", _("Lifted by whoever keeps order")
    VOTED = "voted", _("Lifted by a vote")
    REFUSED = "refused", _("Not imposed: the jury did not agree")
    DONE = "done", _("Carried out")


class Level(models.IntegerChoices):
    """Before whom a measure stands."""

    IMPOSE = 0, _("A jury that may impose it")
    REVIEW = 1, _("Another holder of a mandate")
    JURY = 2, _("A jury")
    SECOND = 3, _("A second, larger jury")
    BENCH = 4, _("The elected bench")


class Outcome(models.TextChoices):
    """What became of an appeal."""

    UPHELD = "upheld", _("Upheld")
    OVERTURNED = "overturned", _("Overturned")


class Answer(models.TextChoices):
    """Where somebody stands who was drawn for a jury."""

    CALLED = "called"
    SERVES = "serves"
    DECLINED = "declined"  # a conflict, or no time
    VANISHED = "vanished"
    VOTED = "voted"


class Occasion(models.TextChoices):
    """What lets a duty to report arise, as `governance/law.py` names it."""

    DANGER = "danger", _("Somebody's life or safety is in danger")
    CHILD_ABUSE = "child-abuse", _("It may show the abuse of a child")
    UNLAWFUL = "unlawful", _("It is against the law")


DAY = timedelta(days=1)
