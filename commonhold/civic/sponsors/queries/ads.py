"""Ads as the panel, the treasurer, whoever handed them in and, once they ran, everybody may see them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum
from django.utils.translation import gettext as _

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.payments.papers import Pdf
from commonhold.civic.payments.queries import papers
from commonhold.civic.sponsors import asked, keys, panel, spots, standing
from commonhold.civic.sponsors.charter import SponsorsCharter
from commonhold.civic.sponsors.models import Ad, AdStep, DayCount, Run
from commonhold.civic.sponsors.refusals import NoSuchAd
from commonhold.civic.sponsors.spots import SpotView
from commonhold.civic.sponsors.vocabulary import Category, Ground, State, Step
from commonhold.ground.charter import queries as charter
from commonhold.ground.refusal import Refusal
from commonhold.social.media import queries as media
from commonhold.social.media.queries import MediumView
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE, PersonLine, Viewer

#: States whose ads everybody may see, since they stood on our pages.
PUBLIC = frozenset({State.RUNNING, State.OVER, State.ENDED})
_UNFINISHED = frozenset({State.UNCONFIRMED, State.WAITING, State.APPROVED})


@dataclass(frozen=True)
class AdLine:
    """An ad in a list. `shown` counts whole fives."""

    id: int
    sponsor_id: int
    sponsor: str
    category: str  # in words
    text: str
    cents: int
    currency: str
    weeks: int
    at: datetime
    state: State
    approvals: int
    needed: int
    begins_at: datetime | None
    ends_at: datetime | None
    shown: int
    refund_cents: int

    @property
    def state_words(self) -> str:
        return str(self.state.label)


@dataclass(frozen=True)
class StepView:
    """`by` is nobody where the sponsor's contact did it by mail."""

    kind: str
    by: PersonLine | None
    at: datetime
    ground: str  # in words
    reason: str


@dataclass(frozen=True)
class AdView:
    """An ad's page. `contact` is empty for who may not read it; what begins with `may_` is the viewer's."""

    line: AdLine
    imprint: str
    contact: str
    link: str
    language: str
    medium: MediumView | None
    spots: Sequence[SpotView]
    handed_in_by: PersonLine | None
    steps: Sequence[StepView]
    is_allowed: bool  # its category, today
    may_confirm: bool
    may_approve: bool
    may_decline: bool
    may_take_back: bool
    may_book: bool
    may_end: bool
    may_refund: bool
    is_own: bool  # the viewer handed it in, so others answer
    reference: str  # that brings its money, while that is expected; empty for who needs not know
    has_invoice: bool  # that the viewer may read

    @property
    def link_words(self) -> str:
        """The link as people read it."""
        return self.link.removeprefix("https://")


def ad(viewer: Viewer, ad_id: int, *, key: str = "", now: datetime) -> AdView:
    """One ad: for everybody once it ran; before, for whoever handed it in, the panel and the treasurer.

    Raises NoSuchAd.
    """
    row = Ad.objects.filter(id=ad_id).select_related("sponsor", "run").first()
    if row is None:
        raise NoSuchAd
    me = viewer.person_id
    steps = list(row.steps.order_by("id"))
    [line] = lines([row], now=now)
    state, kinds = line.state, {each.kind for each in steps}
    roles = {each.role for each in mandates.held_by(me, at=now)} if me is not None else set()
    is_panel, keeps_books = panel.role() in roles, Role.TREASURER in roles
    has_key = row.handed_in_by_id is None and keys.fits(ad_id, key)
    is_own = has_key or (me is not None and row.handed_in_by_id == me)
    if state not in PUBLIC and not (is_own or is_panel or keeps_books):
        raise NoSuchAd
    names = people.lines(
        viewer, {id_ for id_ in (row.handed_in_by_id, *(each.by_id for each in steps)) if id_ is not None}
    )
    answers = is_panel and not is_own and state in {State.WAITING, State.APPROVED}
    is_allowed = charter.current().read(SponsorsCharter).allows(row.category)
    knows = is_own or is_panel or keeps_books
    return AdView(
        line=line,
        imprint=row.sponsor.imprint,
        contact=row.sponsor.contact if is_panel or keeps_books else "",
        link=row.link,
        language=row.language,
        medium=medium_of(row.medium_id),
        spots=_spots(row),
        handed_in_by=None if row.handed_in_by_id is None or not knows else names[row.handed_in_by_id],
        steps=[_step(each, names, knows=knows) for each in steps if knows or each.kind != Step.CONFIRMED],
        is_allowed=is_allowed,
        may_confirm=has_key and state is State.UNCONFIRMED,
        may_approve=answers and is_allowed and not _has_approved(steps, me),
        may_decline=answers,
        may_take_back=is_own and state in _UNFINISHED,
        may_book=keeps_books and is_allowed and state is State.APPROVED,
        may_end=is_panel and state is State.RUNNING,
        may_refund=keeps_books and bool(line.refund_cents) and Step.REFUNDED not in kinds,
        is_own=is_own,
        reference=_reference(row) if state is State.APPROVED and (is_own or keeps_books) else "",
        has_invoice=(is_own or keeps_books) and papers.has_invoice(**asked.asked_as(row)),
    )


def invoice(viewer: Viewer, ad_id: int, *, key: str = "", now: datetime) -> Pdf:
    """The ad's invoice, for whoever handed it in and the treasurer. Raises NoSuchAd."""
    if not ad(viewer, ad_id, key=key, now=now).has_invoice:
        raise NoSuchAd
    return papers.invoice_pdf(**asked.asked_as(Ad(id=ad_id)))


def desk(viewer: Viewer, *, now: datetime) -> list[AdLine]:
    """What waits for the panel or for its money, the oldest first; and what is to be paid back.

    Raises Refusal for all but the panel and the treasurer.
    """
    if viewer.person_id is None:
        raise Refusal(_("Please sign in first."))
    if not mandates_of(viewer.person_id, now) & {panel.role(), Role.TREASURER}:
        panel.must_be_of_panel(viewer.person_id, now)
    refunded = AdStep.objects.filter(kind=Step.REFUNDED).values("ad")
    owed = Ad.objects.filter(run__refund_cents__gt=0).exclude(id__in=refunded)
    rows = [*standing.waiting().select_related("sponsor"), *owed.select_related("sponsor", "run")]
    return lines(rows, now=now)


def mine(viewer: Viewer, *, now: datetime) -> list[AdLine]:
    """Ads that the viewer handed in, the newest first."""
    rows = Ad.objects.filter(handed_in_by_id=viewer.person_id or 0).select_related("sponsor", "run")
    return lines(rows.order_by("-id"), now=now)


def mandates_of(person_id: int, now: datetime) -> set[Role]:
    return {each.role for each in mandates.held_by(person_id, at=now)}


def lines(rows: Iterable[Ad], *, now: datetime) -> list[AdLine]:
    """These rows, with `sponsor` and, where they ran, `run` at hand."""
    found = list(rows)
    steps: dict[int, list[AdStep]] = {}
    for step in AdStep.objects.filter(ad__in=found).order_by("id"):
        steps.setdefault(step.ad_id, []).append(step)
    counted = DayCount.objects.filter(ad__in=found).order_by().values_list("ad_id")
    shown = dict(counted.annotate(count=Sum("count")))
    needs = standing.needed()
    return [_line(row, steps.get(row.id, []), shown.get(row.id, 0), needs, now) for row in found]


def medium_of(medium_id: int | None) -> MediumView | None:
    """A picture that is ready; without one the ad is words."""
    if medium_id is None:
        return None
    found = media.media(ANYONE, [medium_id]).get(medium_id)
    return found if found is not None and found.url else None


def _line(row: Ad, steps: list[AdStep], shown: int, needs: int, now: datetime) -> AdLine:
    run: Run | None = getattr(row, "run", None)
    return AdLine(
        id=row.id,
        sponsor_id=row.sponsor_id,
        sponsor=row.sponsor.name,
        category=str(Category(row.category).label),
        text=row.text,
        cents=row.cents,
        currency=row.currency,
        weeks=row.weeks,
        at=row.at,
        state=standing.state_of(row, steps, needs=needs, now=now),
        approvals=sum(each.kind == Step.APPROVED for each in steps),
        needed=needs,
        begins_at=None if run is None else run.begins_at,
        ends_at=None if run is None else run.ends_at,
        shown=shown,
        refund_cents=0 if run is None else run.refund_cents,
    )


def _spots(row: Ad) -> list[SpotView]:
    where = list(row.spots.order_by("id").values_list("where", flat=True))
    said = spots.in_words(where)
    return [said[each] for each in where]


def _step(row: AdStep, names: dict[int, PersonLine], *, knows: bool) -> StepView:
    """Reasons go to whom they concern; of what everybody may see, the public page says the ground."""
    return StepView(
        kind=row.kind,
        by=None if row.by_id is None else names[row.by_id],
        at=row.at,
        ground=str(Ground(row.ground).label) if row.ground else "",
        reason=row.reason if knows or row.kind == Step.ENDED else "",
    )


def _reference(row: Ad) -> str:
    found = asked.expected(row)
    return "" if found is None else found.reference_words


def _has_approved(steps: Iterable[AdStep], me: int | None) -> bool:
    return any(each.kind == Step.APPROVED and each.by_id == me for each in steps)
