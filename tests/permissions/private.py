"""What belongs to somebody, and every address that leads to it: a stranger is told that there is nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Manager, Model, QuerySet

from tests.permissions.routes import Route, addresses

_EACH = 2  # rows of each kind; the earliest, which the sample co-op's story tells most of
_PLAIN = re.compile(r"[A-Za-z0-9 ,.]{12,60}")


@dataclass(frozen=True)
class Private:
    """Rows of a model that are not for strangers: which arguments of which addresses lead to them.

    `words` are fields that no stranger reads anywhere; of JSON, a key after a colon. What `members` may know
    of is tried by strangers who are none.
    """

    model: str
    address: str
    argument: str
    words: tuple[str, ...] = ()
    which: Mapping[str, Any] = field(default_factory=dict)
    members: bool = False
    whose: str = ""  # the field whose person's handle stands in the address

    def rows(self) -> QuerySet[Model]:
        manager: Manager[Model] = apps.get_model(self.model)._default_manager
        return manager.filter(**self.which).order_by("pk")


_POST = (
    r"(^|/)(<handle>/<post_id>|ap/posts/|g/<handle>/posts/<post_id>|feeds/why/|api/v\d/statuses/)|context$"
)
PRIVATE = (
    Private(
        "posts.Post",
        _POST,
        "post_id|id|quoting_status_id",
        ("text",),
        {"audience": "followers"},
        whose="author",
    ),
    Private("posts.Post", _POST, "post_id|id", ("text",), {"audience": "direct"}, whose="author"),
    Private(
        "posts.Post", _POST, "post_id|id", ("text",), {"audience": "members"}, members=True, whose="author"
    ),
    Private("posts.Draft", "^(drafts|scheduled)/|/scheduled_statuses/", "draft_id|id", ("said:text",)),
    Private("conversations.Conversation", "^messages/|/conversations/", "conversation_id|id"),
    Private("lists.List", "^lists/|v1/lists/|timelines/list/", "list_id|id", ("title",)),
    Private("filters.Filter", r"settings/filters/|v\d/filters/", "filter_id|id", ("title",)),
    Private("media.Medium", r"^media/<medium_id>|v\d/media/", "medium_id|id", (), {"purpose": "post"}),
    Private("notifications.Notification", r"^notifications/<|v1/notifications/<", "notification_id|id"),
    Private("credit.Payment", "credit/payments/<", "payment_id|id", ("words",)),
    Private("exchange.Agreement", "^exchange/agreements/<", "agreement_id"),
    Private("archives.Import", "^settings/import/<", "import_id", ("filename",)),
    Private("moving_in.Import", "^moving-in/<", "import_id", ("filename",)),
    Private("payments.Statement", "^money/desk/statements/<", "statement_id", ("name",)),
    Private("payments.Run", "^money/desk/runs/<", "run_id"),
    Private("treasury.Bill", "^money/bills/<", "bill_id", members=True),
    Private("treasury.BillFile", "^money/bills/files/<", "file_id", members=True),
    Private("members.Application", "^join/<application_id>", "application_id", ("statement",), members=True),
    Private("members.Application", "^join/panel/<application_id>", "application_id"),
    Private("moderation.Report", "^moderation/(reports|law)/<", "report_id", ("words",)),
    Private("moderation.Case", "^moderation/cases/<", "case_id"),
)


@dataclass(frozen=True)
class Led:
    """An address, led to one row of somebody else's."""

    pattern: str
    address: str
    members: bool
    row: Model

    def as_it_is(self) -> dict[str, Any] | None:
        """The row's columns; None when it is gone."""
        return type(self.row)._default_manager.filter(pk=self.row.pk).values().first()


def led() -> Iterator[Led]:
    for each in PRIVATE:
        rows = list(each.rows()[:_EACH])
        for pattern, arguments in addresses():
            argument = next((name for name in arguments if re.fullmatch(each.argument, name)), None)
            if argument is None or not re.search(each.address, pattern):
                continue
            for row in rows:
                known = {argument: str(row.pk)}
                if each.whose:
                    known["handle"] = getattr(row, each.whose).handle
                address = Route.leading(pattern, arguments, known).address
                yield Led(pattern, address, each.members, row)


def words(*, of_members: bool) -> set[str]:
    """What no stranger reads; with what only members do, unless she is one."""
    public = "\n".join(
        apps.get_model("posts.Post")
        ._default_manager.filter(audience__in=["public", "unlisted"])
        .values_list("text", flat=True)
    )
    found = {
        text
        for each in PRIVATE
        if of_members or not each.members
        for name in each.words
        for row in each.rows()
        for text in _PLAIN.findall(_read(row, name))[:1]
    }
    return {each for each in found if each not in public}


def _read(row: Model, name: str) -> str:
    """A field, or with a colon a key of one."""
    column, _colon, key = name.partition(":")
    value = getattr(row, column)
    return str(value[key] if key else value)
