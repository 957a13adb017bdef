from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.civic.deliberation import talk
from commonhold.civic.deliberation.charter import DeliberationCharter
from commonhold.civic.deliberation.models import Opinion, Statement
from commonhold.civic.deliberation.refusals import (
    AnswerUnknown,
    NoSuchStatement,
    NotYours,
    SaidAlready,
    TooLong,
    TooManyStatements,
    WordsMissing,
)
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter

LONGEST = 140
_AGREE = Opinion.Answer.AGREE
#: What `answer_statement` takes.
ANSWERS = {each.name.lower(): each for each in Opinion.Answer}


@transaction.atomic
def make_statement(by: int, *, proposal_id: int, text: str, now: datetime) -> int:
    """Put one short thing to everybody, to agree or disagree with; whoever makes it agrees. Return its id.

    Raises NotFound, TalkNotOpen, TalkOver, BallotNeeded, WordsMissing, TooLong, TooManyStatements or
    SaidAlready.
    """
    talk.must_be_in(by, proposal_id, now=now)
    text = " ".join(talk.words_of(text).split())
    if not text:
        raise WordsMissing("text")
    if len(text) > LONGEST:
        raise TooLong(LONGEST, field="text")
    there = Statement.objects.filter(proposal_id=proposal_id, withdrawn_at=None)
    most = charter.current().read(DeliberationCharter).statements_per_person
    if there.filter(person_id=by).count() >= most:
        raise TooManyStatements(most)
    if there.filter(text__iexact=text).exists():
        raise SaidAlready
    row = Statement.objects.create(
        id=ids.new_id(now), proposal_id=proposal_id, person_id=by, text=text, at=now
    )
    Opinion.objects.create(id=ids.new_id(now), statement=row, person_id=by, answer=_AGREE, at=now)
    return row.id


@transaction.atomic
def withdraw_statement(by: int, *, statement_id: int, now: datetime) -> None:
    """Take one's statement back while it is talked over, with all that was answered to it.

    Again changes nothing. Raises NoSuchStatement, NotYours, TalkNotOpen or TalkOver.
    """
    row = Statement.objects.select_for_update().filter(id=statement_id).first()
    if row is None:
        raise NoSuchStatement
    if row.person_id != by:
        raise NotYours
    talk.must_be_open(by, row.proposal_id)
    if row.withdrawn_at is None:
        row.opinions.all().delete()
        row.text, row.withdrawn_at = "", now
        row.save(update_fields=["text", "withdrawn_at"])


@transaction.atomic
def answer_statement(by: int, *, statement_id: int, answer: str, now: datetime) -> None:
    """Agree, disagree or pass, or change what one answered. Nobody else is shown it.

    Raises NoSuchStatement, TalkNotOpen, TalkOver, BallotNeeded or AnswerUnknown.
    """
    row = Statement.objects.filter(id=statement_id, withdrawn_at=None).first()
    if row is None:
        raise NoSuchStatement
    talk.must_be_in(by, row.proposal_id, now=now)
    if answer not in ANSWERS:
        raise AnswerUnknown
    before = Opinion.objects.filter(statement=row, person_id=by)
    if before.filter(answer=ANSWERS[answer]).exists():
        return
    before.delete()  # another answer is a row of its own: by its id the map sees that something changed
    Opinion.objects.create(id=ids.new_id(now), statement=row, person_id=by, answer=ANSWERS[answer], at=now)
