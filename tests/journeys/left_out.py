"""Which pages nobody looks at: those in the map of addresses that no list of pages names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.test import RequestFactory
from django.urls import get_resolver, resolve
from django.urls.resolvers import URLPattern, URLResolver

#: Addresses that answer with something else than a page of their own.
NO_PAGES = frozenset(
    {
        "open_data.views.edition_file",
        "open_data.views.schema_file",
        "open_data.views.table_file",
        "winding.views.figures",
        "archives.views.progress",  # a part of /settings/import
        "arrivals.views.claim",  # only a mail has its address: looked at in test_arriving
        "arrivals.views.refuse",  # the same
        "takeout.views.progress",  # a part of /me/export
        "takeout.views.fetch",
        "conversations.begin.to_person",  # leads on to the conversation
        "decide.checks.ballots_file",
        "decide.checks.ballots_json",
        "decide.checks.count_file",
        "decide.sealed.views.board_json",
        "decide.sealed.views.board_page",  # only of sealed votes: looked at in test_sealed_votes
        "decide.sealed.views.bundle",
        "decide.sealed.views.trustee_page",  # the same
        "decide.checks.find_receipt",  # the proposal's page, with an answer on it
        "deliberation.amendments.find_amendment",  # leads on to where it stands
        "deliberation.amendments.suggest",  # only of what is talked over: looked at in test_deliberating
        "deliberation.views.find_remark",  # leads on to where it stands
        "emoji.views.picker",
        "emoji.views.shelves",  # a part of the page that asks for it
        "events.calendars.of_group",
        "events.calendars.one",
        "events.calendars.personal",
        "payments.people.account_page",  # only where a processor is set up
        "payments.people.pay_page",  # the same
        "exchange.files.agreement_calendar",
        "exchange.files.offer_calendar",
        "exchange.files.own_work_file",
        "exchange.files.receipt_file",
        "exchange.files.work_file",
        "exchange.pooling.pool_page",  # only where one was begun: looked at in test_exchanging
        "feeds.views.download",
        "feeds.why.ranking",
        "federation.lists.list_page",  # only where a list was read: looked at in the room's own tests
        "groups.elections.ballots",
        "installable.views.manifest",
        "installable.views.worker",
        "search.views.brought_from_elsewhere",  # leads on to /search
        "labels.files.index",
        "labels.files.one",
        "labels.labelers.edit",  # of whoever speaks for it: looked at in the room's own tests
        "live.views.live",
        "media.files.medium_file",
        "meetings.files.calendar",
        "meetings.files.minutes_file",
        "meetings.files.report_file",
        "rights.recovering.back",  # only a mail has its address
        "rights.recovering.one",  # nobody there lost an account: looked at in the room's own tests
        "moderation.cases.law_reporters",  # asks why, and leads back
        "moderation.views.read",  # asks why, and leads back
        "join.leaving.papers",
        "shares.files.certificate",
        "shares.files.list_csv",
        "shares.files.list_paper",
        "join.register.register_file",
        "moving_in.claiming.claim_page",  # only a mail has its address
        "media.views.state",
        "media.views.viewer",  # a part of the page that asks for it
        "moderation.public.draw_file",
        "moderation.lent.jury",  # only a ticket leads there: looked at in the room's own tests
        "lending.views.go",  # leads on to another co-op
        "notifications.devices.unsubscribe",  # only a mail has its address
        "notifications.views.open_one",  # leads on to what it tells of
        "money.bills.bill_file",
        "money.books.books_file",
        "money.report.report_file",
        "money.report.report_paper",
        "payments.cards.pay_page",  # only where cards are taken: looked at in the room's own tests
        "payments.mine.receipt",
        "payments.mine.year_file",
        "payments.runs.run_file",
        "peers.deposits.list_page",
        "peers.deposits.one",
        "peers.views.mirrored",
        "peers.views.peer_page",  # no peer in the sample co-op: looked at in the room's own tests
        "peers.views.witness_key",
        "record.views.published",
        "sharing.files.public_file",
        "sharing.files.statement_file",
        "sponsors.views.invoice_file",
        "welcome.views.people_page",  # leads on to /welcome/company
    }
)
_OURS = "commonhold.doors.web."


def left_out(paths: Iterable[str]) -> list[str]:
    """Views that show a page, and that none of these paths leads to."""
    seen = {name_of(resolve(each.partition("?")[0]).func) for each in paths if each != "/nowhere"}
    return sorted(_pages() - seen - NO_PAGES)


def name_of(view: Callable[..., Any]) -> str:
    return f"{view.__module__}.{view.__name__}".removeprefix(_OURS)


def _pages() -> set[str]:
    return {name_of(each.callback) for each in _patterns(get_resolver()) if _is_page(each)}


def _patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from _patterns(each)
        elif isinstance(each, URLPattern) and each.callback.__module__.startswith(_OURS):
            yield each


def _is_page(pattern: URLPattern) -> bool:
    """May one go there? What is only sent to says so before it looks at anything else."""
    try:
        return bool(pattern.callback(RequestFactory().get("/")).status_code != 405)
    except (AttributeError, RuntimeError, TypeError):
        return True  # it looked for its arguments, its viewer or the database
