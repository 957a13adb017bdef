"""Rows of people and follows that the queries start from: who is still here, who may be come upon."""

from __future__ import annotations

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


def called(viewer: Viewer, handle: str) -> QuerySet[Person]:
    return found_by(viewer).filter(address_is(handle.strip().removeprefix("@")))


def one_called(viewer: Viewer, handle: str) -> Person | None:
    """Whoever `called` finds, by a statement made once."""
    found: list[Person] = _CALLED.instances(**name_and_server(handle), **viewer.me)
    return found[0] if found else None


def name_and_server(handle: str) -> dict[str, str]:
    """What fills a prepared query with `is_address`, whose `domain` is empty for people of ours."""
    name, _at, domain = handle.strip().removeprefix("@").partition("@")
    return {"name": name, "domain": domain.lower()} if domain else {"name": name}


def _called(*, name: str, domain: str = "", me: int | None = None) -> QuerySet[Person]:
    return found_by(Viewer(me)).filter(is_address(name, domain))


_CALLED = Prepared(_called)


def address_is(handle: str) -> Q:
    name, _at, domain = handle.partition("@")
    return is_address(name, domain.lower())


def is_address(name: str, domain: str) -> Q:
    # In the words of the index over both, which `iexact` would not use.
    return Q(Exact(Lower("handle"), Lower(Value(name)))) & Q(domain=domain)
