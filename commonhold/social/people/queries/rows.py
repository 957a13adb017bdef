"""Rows of people and follows that the queries start from: who is still here, who may be come upon."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Lower
from django.db.models.lookups import Exact

from commonhold.ground.prepared import Prepared
from commonhold.social.people.hiding import not_hidden_from, not_shut_out
from commonhold.social.people.models import Follow, Person
from commonhold.social.people.queries.viewer import Viewer


def present() -> QuerySet[Person]:
    return Person.objects.filter(removed_at=None)


def accepted() -> QuerySet[Follow]:
    return Follow.objects.filter(accepted_at__isnull=False)


def found_by(viewer: Viewer) -> QuerySet[Person]:
    return present().filter(not_hidden_from(viewer.person_id), not_shut_out())


def called(*, name: str, domain: str = "", me: int | None = None) -> QuerySet[Person]:
    """Whoever has this address and may be come upon by `me`; for `Prepared`, filled by `asked_for`."""
    return found_by(Viewer(me)).filter(_is_at(name, domain))


def asked_for(handle: str) -> dict[str, Any]:
    """What fills a prepared `called`: nothing may be empty there, so people of ours have no domain."""
    name, _at, domain = handle.strip().removeprefix("@").partition("@")
    return {"name": name, "domain": domain.lower()} if domain else {"name": name}


def one_called(viewer: Viewer, handle: str) -> Person | None:
    """Whoever `called` finds, by a statement made once."""
    found: list[Person] = _CALLED.instances(**asked_for(handle), **viewer.me)
    return found[0] if found else None


_CALLED = Prepared(called)


def address_is(handle: str) -> Q:
    name, _at, domain = handle.partition("@")
    return _is_at(name, domain.lower())


def _is_at(name: str, domain: str) -> Q:
    # In the words of the index over both, which `iexact` would not use.
    return Q(Exact(Lower("handle"), Lower(Value(name)))) & Q(domain=domain)
