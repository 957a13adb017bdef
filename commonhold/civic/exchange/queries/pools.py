"""Joint collections as buyers and their artists see them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from commonhold.civic.exchange import pools
from commonhold.civic.exchange.models import (
    Agreement,
    Offer,
    Pool,
    PoolArtist,
    PoolQuestion,
    SoldPart,
    SoldWork,
    WorkFile,
)
from commonhold.civic.exchange.queries import offers
from commonhold.civic.exchange.queries.offers import OfferLine
from commonhold.civic.exchange.refusals import NoSuchPool
from commonhold.civic.exchange.visibility import visible_offers
from commonhold.civic.exchange.vocabulary import PoolAsks, PoolOutcome, PoolRule
from commonhold.civic.treasury.accounts import currency
from commonhold.ground.ledger.amounts import amount_in_words
from commonhold.social.people import queries as people
from commonhold.social.people.hiding import not_hidden_from
from commonhold.social.people.queries import PersonLine, Viewer


@dataclass(frozen=True)
class PoolLine:
    id: int
    title: str
    is_mine: bool


@dataclass(frozen=True)
class QuestionView:
    """What is voted on, or was: in words, with who said what so far.

    `agreed` of its artists have said yes, and with `enough` of all of them it passes.
    """

    id: int
    by: PersonLine
    words: str
    at: datetime
    due: datetime
    outcome: str
    yes: Sequence[PersonLine]
    no: Sequence[PersonLine]
    agreed: int
    enough: int
    may_vote: bool
    may_come: bool  # it takes the viewer in


@dataclass(frozen=True)
class PartView:
    """What one artist gets of a sale, in minor units."""

    agreement_id: int
    person: PersonLine
    cents: int
    currency: str
    is_received: bool
    may_say_received: bool


@dataclass(frozen=True)
class PoolView:
    """A joint collection. Questions and what waits for the viewer are for its artists alone.

    Its artists decide together, so that each is named to the others; to everybody else a block hides an
    artist, her works and her part.
    """

    id: int
    title: str
    text: str
    artists: Sequence[PersonLine]
    works: Sequence[OfferLine]
    rule: str
    sales: Sequence[OfferLine]
    is_mine: bool
    questions: Sequence[QuestionView]
    my_parts: Sequence[PartView]
    my_other_works: Sequence[tuple[int, str]]  # that could be laid in
    can_be_sold: bool
    is_alone: bool  # the viewer is its only artist, so that what she asks for passes at once

    @property
    def waiting(self) -> Sequence[QuestionView]:
        """What the viewer may vote on, or come by."""
        return [each for each in self.questions if each.may_vote or each.may_come]

    @property
    def past(self) -> Sequence[QuestionView]:
        return [each for each in self.questions if not (each.may_vote or each.may_come)]


def listed(viewer: Viewer) -> list[PoolLine]:
    """The hundred newest that have artists whom the viewer may meet."""
    me = viewer.person_id
    mine = set(PoolArtist.objects.filter(person_id=me or 0, until=None).values_list("pool_id", flat=True))
    there = PoolArtist.objects.filter(not_hidden_from(me, "person"), pool=OuterRef("id"), until=None)
    rows = Pool.objects.filter(Exists(there)).order_by("-id")[:100]
    return [PoolLine(each.id, each.title, each.id in mine) for each in rows]


def pool(viewer: Viewer, pool_id: int, *, now: datetime) -> PoolView:
    """Raises NoSuchPool, also where its artists are all hidden from the viewer."""
    row = Pool.objects.filter(id=pool_id).first()
    if row is None:
        raise NoSuchPool
    me, there = viewer.person_id or 0, pools.artists(row)
    is_mine, in_force = me in there, pools.rule(row)
    named = there | {int(each) for each in in_force.parts}
    known = people.lines(viewer, named) if is_mine else people.found_among(viewer, named)
    artists = [known[each] for each in there if each in known]
    if there and not artists:
        raise NoSuchPool
    seen, works = visible_offers(viewer), [each.id for each in pools.works(row)]
    inside = seen.filter(id__in=works).select_related("by").order_by("id")
    sales = seen.filter(pool=row, ended_at=None, expires_at__gt=now).select_related("by").order_by("-id")[:5]
    return PoolView(
        id=row.id,
        title=row.title,
        text=row.text,
        artists=sorted(artists, key=lambda each: each.name),
        works=offers.lines(viewer, inside, now=now),
        rule=_rule_in_words(in_force, known),
        sales=offers.lines(viewer, sales, now=now),
        is_mine=is_mine,
        questions=_questions(viewer, row, there),
        my_parts=parts_that_wait(viewer, row) if is_mine else [],
        my_other_works=_other_works(me, works) if is_mine else [],
        can_be_sold=is_mine and bool(works),
        is_alone=there == {me},
    )


def parts_of(viewer: Viewer, agreement_id: int) -> list[PartView]:
    """How a sale is shared, for whoever may see the agreement."""
    rows = SoldPart.objects.filter(agreement_id=agreement_id).select_related("agreement", "person")
    return [_part(viewer, each) for each in rows.order_by("person_id")]


def parts_that_wait(viewer: Viewer, row: Pool) -> list[PartView]:
    """The viewer's own parts of sales that she has not said she has."""
    me = viewer.person_id or 0
    mine = SoldPart.objects.filter(agreement__offer__pool=row, person_id=me, received_at=None)
    going = mine.filter(agreement__state__in=["agreed", "done"]).select_related("agreement", "person")
    return [_part(viewer, each) for each in going.order_by("id")[:50]]


def works_of(agreement_id: int) -> list[tuple[int, str]]:
    """Offers whose works a sale hands over, with the names of their files."""
    sold = SoldWork.objects.filter(agreement_id=agreement_id).values("offer")
    rows = WorkFile.objects.filter(offer__in=sold, gone_at=None).order_by("pk")
    return list(rows.values_list("offer_id", "name"))


def rule_of(viewer: Viewer, row: Agreement) -> str:
    """The rule by which a sale was shared, in words; empty where it was not."""
    part = SoldPart.objects.filter(agreement=row).select_related("rule").first()
    return "" if part is None else _rule_as_voted(viewer, part.rule)


def _part(viewer: Viewer, row: SoldPart) -> PartView:
    is_received = row.received_at is not None
    return PartView(
        agreement_id=row.agreement_id,
        person=people.line_of(row.person),
        cents=row.cents,
        currency=row.agreement.currency,
        is_received=is_received,
        may_say_received=row.person_id == viewer.person_id
        and not is_received
        and row.agreement.state in {"agreed", "done"},
    )


def _questions(viewer: Viewer, row: Pool, there: Collection[int]) -> list[QuestionView]:
    me = viewer.person_id or 0
    is_mine = me in there
    rows = PoolQuestion.objects.filter(pool=row).select_related("by", "person").order_by("-id")
    if not is_mine:
        invites = rows.filter(person_id=me, answered_at=None, outcome=PoolOutcome.PASSED)
        rows = invites.filter(not_hidden_from(me, "by"))
    return [_question(viewer, each, there) for each in rows[:20]]


def _question(viewer: Viewer, row: PoolQuestion, there: Collection[int]) -> QuestionView:
    votes = list(row.votes.select_related("person").order_by("id"))
    voters = {each.person_id for each in votes}
    is_mine = viewer.person_id in there
    known = people.lines(viewer, voters) if is_mine else people.found_among(viewer, voters)
    said = [(each.agrees, known[each.person_id]) for each in votes if each.person_id in known]
    return QuestionView(
        id=row.id,
        by=people.line_of(row.by),
        words=_asked_in_words(viewer, row),
        at=row.at,
        due=row.due,
        outcome=str(PoolOutcome(row.outcome).label) if row.outcome else "",
        yes=[who for agrees, who in said if agrees],
        no=[who for agrees, who in said if not agrees],
        agreed=sum(each.agrees and each.person_id in there for each in votes),
        enough=len(there) // 2 + 1,
        may_vote=is_mine and not row.outcome,
        may_come=row.person_id == viewer.person_id
        and row.outcome == PoolOutcome.PASSED
        and row.answered_at is None,
    )


def _asked_in_words(viewer: Viewer, row: PoolQuestion) -> str:
    if row.asks == PoolAsks.TAKES_IN and row.person is not None:
        return _("Take in {name}").format(name=people.line_of(row.person).name)
    if row.asks == PoolAsks.STOPS:
        return _("Take it off sale")
    if row.asks == PoolAsks.SELLS and not row.cents:
        return _("Offer all of it as a gift, under “{category}”").format(category=row.category)
    if row.asks == PoolAsks.SELLS:
        amount = amount_in_words(row.cents, currency())
        words = _("Offer all of it for {amount}, under “{category}”")
        return words.format(amount=amount, category=row.category)
    return _rule_as_voted(viewer, row)


def _rule_as_voted(viewer: Viewer, row: PoolQuestion) -> str:
    """For its artists, and whoever pays them."""
    return _rule_in_words(row, people.lines(viewer, {int(each) for each in row.parts}))


def _rule_in_words(row: PoolQuestion, known: Mapping[int, PersonLine]) -> str:
    said = str(PoolRule(row.rule).label)
    if row.rule != PoolRule.FIXED:
        return said
    parts: Mapping[str, int] = row.parts
    each = [
        _("{name} {n} of a thousand").format(name=known[int(one)].name, n=n)
        for one, n in sorted(parts.items(), key=lambda pair: -pair[1])
        if int(one) in known
    ]
    return f"{said}: {', '.join(each)}"


def _other_works(me: int, there: Collection[int]) -> list[tuple[int, str]]:
    with_file = WorkFile.objects.filter(gone_at=None).values("offer")
    rows = Offer.objects.filter(by_id=me, ended_at=None, pool=None, id__in=with_file).exclude(id__in=there)
    return list(rows.exclude(licence="").order_by("-id").values_list("id", "title")[:50])
