"""Every address that the house answers, led to something of the sample co-op."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern

#: What an argument leads to: the first of these models that the route fits. `model` or `model:field`.
_LEADS_TO: tuple[tuple[str, str, str], ...] = (
    (r"^api/.*accounts/|^api/.*(authorize|reject)$|suggestions/", "id|account_id", "people.Person"),
    (r"^api/.*statuses/|context$", "id|quoting_status_id", "posts.Post"),
    (r"^api/.*scheduled_statuses/", "id", "posts.Draft"),
    (r"^api/.*lists/|timelines/list/", "id|list_id", "lists.List"),
    (r"^api/.*collections/.*/items", "collection_id|id", "collections.Collection"),
    (r"^api/.*collections/", "id|collection_id", "collections.Collection"),
    (r"^api/.*filters/", "id", "filters.Filter"),
    (r"^api/.*media/", "id", "media.Medium"),
    (r"^api/.*polls/", "id", "polls.Poll"),
    (r"^api/.*notifications/", "id|group_key", "notifications.Notification"),
    (r"^api/.*conversations/", "id", "conversations.Conversation"),
    (r"^api/commonhold/v1/proposals", "id", "governance.Proposal"),
    (r"^api/commonhold/v1/treasury/entries", "id", "ledger.Transaction"),
    (r"^api/commonhold/v1/credit", "id", "credit.Payment"),
    (r"^credit/payments", "payment_id", "credit.Payment"),
    (r"^g/.*elections", "election_id", "groups.Election"),
    (r"^g/", "handle", "groups.Group:person__handle"),
    (r"^g/", "post_id", "posts.Post"),
    (r"^media/", "medium_id", "media.Medium"),
    (r"^money/bills/files", "file_id", "treasury.BillFile"),
    (r"^money/desk/statements/files", "file_id", "payments.StatementFile"),
    (r"^money/desk/statements", "statement_id", "payments.Statement"),
    (r"^talk/statements", "statement_id", "deliberation.Statement"),
    (r"^money/shares/offers", "offer_id", "shares.Offer"),
    (r"^settings/import", "import_id", "archives.Import"),
    (r"^moving-in", "import_id", "moving_in.Import"),
    (r"^about/servers/lists", "list_id", "blocklists.BlockList"),
    (r"^moderation/law", "report_id", "moderation.LawReport"),
    (r"^join/panel/reviews", "review_id", "members.Review"),
    ("", "handle", "people.Person:handle"),
    ("", "person_id", "people.Person"),
    ("", "post_id", "posts.Post"),
    ("", "group_id", "groups.Group"),
    ("", "proposal_id", "governance.Proposal"),
    ("", "list_id", "lists.List"),
)
#: Arguments that lead to no row.
_WORDS = {
    "month": "2026-10",
    "year": "2026",
    "name": "seeds",
    "hashtag": "seeds",
    "report": "treasurer",
    "form": "beancount",
    "domain": "elsewhere.example",
    "version": "2.0",
    "index": "3",
    "number": "12",
    "token": "no-such-token",
    "ticket": "no-such-ticket",
    "key": "no-such-key",
    "secret": "no-such-secret",
    "date": "2026-01-01",
    "deed": "mute",
    "verb": "withdraw",
    "shortcode": "lantern",
    "group_key": "no-such-group",
    "digest": "0" * 64,
    "path": "checkpoint",
    "file": "statement",
    "uidb36": "1",
}
_NOBODYS = 1  # an id that nothing has
_OWNED = ("person", "owner", "author", "by", "applicant", "member", "reader", "account", "payer")


@dataclass(frozen=True)
class Route:
    """`address` leads to something of the sample co-op, where it has such a thing; `owner` is whose it is."""

    pattern: str
    address: str
    owner: int | None

    @classmethod
    def leading(cls, pattern: str, arguments: list[str], known: Mapping[str, str]) -> Route:
        """To what is `known` by argument, and for the others to the first that fits."""
        address, owner = "/" + pattern, None
        for name in arguments:
            value, found = (known[name], None) if name in known else _thing(pattern, name)
            address = address.replace(f"<{name}>", value, 1)
            owner = owner or (None if found is None else _owner(found))
        return cls(pattern, address, owner)


def routes() -> Iterator[Route]:
    """Each once, in the order of the map."""
    return (Route.leading(pattern, arguments, {}) for pattern, arguments in addresses())


def addresses() -> Iterator[tuple[str, list[str]]]:
    """Each pattern once with its arguments, in the order of the map."""
    seen: set[str] = set()
    for pattern, arguments in _patterns(get_resolver(), ""):
        if pattern not in seen:
            seen.add(pattern)
            yield pattern, arguments


def _patterns(resolver: URLResolver, before: str) -> Iterator[tuple[str, list[str]]]:
    for each in resolver.url_patterns:
        whole = before + _plain(each)
        if isinstance(each, URLResolver):
            yield from _patterns(each, whole)
        elif isinstance(each, URLPattern):
            yield whole, re.findall(r"<([a-z0-9_]+)>", whole)


def _plain(pattern: URLPattern | URLResolver) -> str:
    """`money/<bill_id>`, whichever way it is written in the map."""
    written = str(pattern.pattern)
    if isinstance(pattern.pattern, RegexPattern):
        written = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", r"<\1>", written)
        return re.sub(r"[\^$]|\\(?=[./-])", "", written).replace("[.]", ".")
    return re.sub(r"<(?:\w+:)?(\w+)>", r"<\1>", written)


def _thing(pattern: str, name: str) -> tuple[str, Model | None]:
    for where, names, what in _LEADS_TO:
        if re.search(where, pattern) and re.fullmatch(names, name):
            label, _colon, field = what.partition(":")
            return _value(_first(label), field)
    if name in _WORDS:
        return _WORDS[name], None
    return _value(_named(name), "")


def _value(row: Model | None, field: str) -> tuple[str, Model | None]:
    found: Any = row
    for part in (field or "pk").split("__"):
        found = None if found is None else getattr(found, part, None)
    return ("nobody" if field else str(_NOBODYS)) if found is None else str(found), row


def _first(label: str) -> Model | None:
    try:
        model = apps.get_model(label)
    except LookupError:
        return None
    found: Model | None = model._default_manager.order_by("pk").first()
    return found


def _named(argument: str) -> Model | None:
    """The first row of the model that the argument is called after: `bill_id` is a bill's."""
    wanted = argument.removesuffix("_id").replace("_", "")
    for model in apps.get_models():
        is_ours = model.__module__.startswith("commonhold.")
        if is_ours and model._meta.model_name == wanted and (found := _first(model._meta.label)) is not None:
            return found
    return None


def _owner(row: Model) -> int | None:
    for each in _OWNED:
        found = getattr(row, f"{each}_id", None)
        if isinstance(found, int):
            return found
    return None
