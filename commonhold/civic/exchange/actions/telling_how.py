"""Words on how it went: written by both sides, published together, and answered once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.civic.exchange import publishing, stages, wording
from commonhold.civic.exchange.models import Word
from commonhold.civic.exchange.notes import other_side, tell
from commonhold.civic.exchange.refusals import AnsweredAlready, NoSuchWord, NoWordNow
from commonhold.ground import ids
from commonhold.social.people import queries as people

LONGEST_WORD, LONGEST_ANSWER = 1000, 500


@transaction.atomic
def write_word(
    by: int, *, agreement_id: int, text: str, was_as_agreed: bool, would_again: bool, now: datetime
) -> int:
    """Say how it went; return the word's id. Nobody else reads it before both have, or the time is over.

    Raises NoSuchAgreement, NoWordNow or TextLength.
    """
    people.must_be_active(by)
    row = stages.lock(by, agreement_id)
    if not publishing.is_open_to_words(row, now) or Word.objects.filter(agreement=row, by_id=by).exists():
        raise NoWordNow
    word = Word.objects.create(
        id=ids.new_id(now),
        agreement=row,
        by_id=by,
        about_id=other_side(row, by),
        text=wording.paragraphs(text, field="text", longest=LONGEST_WORD, least=1),
        was_as_agreed=was_as_agreed,
        would_again=would_again,
        at=now,
    )
    if Word.objects.filter(agreement=row).count() == 2:
        publishing.publish_words(row, now)
    return word.id


@transaction.atomic
def answer_word(by: int, *, word_id: int, text: str, now: datetime) -> None:
    """Answer what the other side said of oneself, once. Raises NoSuchWord, AnsweredAlready or TextLength."""
    people.must_be_active(by)
    word = Word.objects.select_for_update(of=("self",)).select_related("agreement").filter(id=word_id).first()
    if word is None or word.about_id != by or word.published_at is None:
        raise NoSuchWord
    if word.answered_at is not None:
        raise AnsweredAlready
    word.answer = wording.paragraphs(text, field="text", longest=LONGEST_ANSWER, least=1)
    word.answered_at = now
    word.save(update_fields=["answer", "answered_at"])
    tell(word.agreement, "word-answered", [word.by_id], by=by, now=now)
