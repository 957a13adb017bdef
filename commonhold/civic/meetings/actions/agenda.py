"""The agenda, until the notice: putting on, changing, ordering, taking off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from commonhold.civic.governance.queries import mandates, proposals
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.meetings import stages
from commonhold.civic.meetings.models import AgendaItem, Meeting
from commonhold.civic.meetings.refusals import (
    FullAgenda,
    NoSuchChoice,
    NoSuchItem,
    NoSuchProposal,
    NoticeWasGiven,
    OnlyAnnualReports,
    ReportTwice,
)
from commonhold.civic.meetings.vocabulary import Kind, Report, State
from commonhold.ground import ids
from commonhold.social.people import queries as people

LONGEST_TITLE, LONGEST_TEXT, MOST_ITEMS = 120, 5000, 40


@dataclass(frozen=True)
class Item:
    """What is talked of; perhaps about a proposal that was announced, or one of the year's reports."""

    title: str
    text: str = ""
    proposal_id: int | None = None
    report: str = ""


@transaction.atomic
def add_item(by: int, *, meeting_id: int, item: Item, now: datetime) -> int:
    """Put something at the end of the agenda; return its id.

    Raises Refusal without the board's mandate, NoticeWasGiven, FullAgenda, LengthNotAllowed, NoSuchProposal,
    NoSuchChoice, OnlyAnnualReports or ReportTwice.
    """
    meeting = _editable(by, meeting_id, now)
    if meeting.items.count() >= MOST_ITEMS:
        raise FullAgenda(MOST_ITEMS)
    last = meeting.items.order_by("position").values_list("position", flat=True).last()
    row = AgendaItem(id=ids.new_id(now), meeting=meeting, position=(last or 0) + 1)
    _write(row, item)
    row.save(force_insert=True)
    return row.id


@transaction.atomic
def change_item(by: int, *, item_id: int, item: Item, now: datetime) -> None:
    """Say an item anew. Raises NoSuchItem and what `add_item` raises."""
    row = _item(by, item_id, now)
    _write(row, item)
    row.save()


@transaction.atomic
def move_item(by: int, *, item_id: int, up: bool, now: datetime) -> None:
    """Change places with the item before or after; at the end nothing changes. Raises NoSuchItem."""
    row = _item(by, item_id, now)
    beside = row.meeting.items.exclude(id=row.id)
    if up:
        other = beside.filter(position__lt=row.position).order_by("position").last()
    else:
        other = beside.filter(position__gt=row.position).order_by("position").first()
    if other is None:
        return
    row.position, other.position = other.position, row.position
    row.save(update_fields=["position"])
    other.save(update_fields=["position"])


@transaction.atomic
def remove_item(by: int, *, item_id: int, now: datetime) -> None:
    """Take an item off the agenda. Raises NoSuchItem."""
    _item(by, item_id, now).delete()


def _editable(by: int, meeting_id: int, now: datetime) -> Meeting:
    people.must_be_active(by)
    mandates.must_hold(by, Role.BOARD, at=now)
    meeting = stages.lock(meeting_id)
    if stages.state_of(meeting) is not State.PLANNED:
        raise NoticeWasGiven
    return meeting


def _item(by: int, item_id: int, now: datetime) -> AgendaItem:
    meeting_id = AgendaItem.objects.filter(id=item_id).values_list("meeting_id", flat=True).first()
    if meeting_id is None:
        raise NoSuchItem
    meeting = _editable(by, meeting_id, now)
    row = meeting.items.filter(id=item_id).first()
    if row is None:
        raise NoSuchItem
    return row


def _write(row: AgendaItem, item: Item) -> None:
    row.title = stages.fitting("title", " ".join(item.title.split()), shortest=1, longest=LONGEST_TITLE)
    row.text = stages.fitting("text", item.text, longest=LONGEST_TEXT)
    if item.report and item.report not in Report.values:
        raise NoSuchChoice("report")
    if item.report and row.meeting.kind != Kind.ANNUAL:
        raise OnlyAnnualReports
    same = row.meeting.items.filter(report=item.report).exclude(id=row.id)
    if item.report and same.exists():
        raise ReportTwice
    if item.proposal_id is not None and not proposals.titles([item.proposal_id]):
        raise NoSuchProposal
    row.proposal_id, row.report = item.proposal_id, item.report
