"""A span of a long list is what a plain reading of it gives."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from hypothesis import given, settings
from hypothesis import strategies as st

from commonhold.ground.spans import Span, Spanned, within

pytestmark = pytest.mark.django_db

#: The same rows by statements made once.
_SPANNED = Spanned(lambda *, kind: Permission.objects.filter(content_type_id=kind).values_list("id"))
_cuts = st.none() | st.integers(min_value=0, max_value=14)
_spans = st.builds(Span, limit=st.integers(min_value=1, max_value=6), before=_cuts, since=_cuts, after=_cuts)


def read_plainly(ids: list[int], span: Span) -> list[int]:
    """The same without a database."""
    left = [each for each in ids if span.before is None or each < span.before]
    left = [each for each in left if each > (span.since or 0) and each > (span.after or 0)]
    return sorted(left)[: span.limit][::-1] if span.after is not None else sorted(left)[::-1][: span.limit]


@given(present=st.sets(st.integers(min_value=1, max_value=12)), span=_spans)
@settings(max_examples=200, deadline=None)
def test_a_span_is_what_reading_by_hand_gives(present: set[int], span: Span) -> None:
    kind = ContentType.objects.get_or_create(app_label="spans", model="span")[0]
    Permission.objects.filter(content_type=kind).delete()
    for each in present:
        Permission.objects.create(id=10_000_000 + each, codename=str(each), name="n", content_type=kind)
    moved = Span(
        span.limit,
        *(None if each is None else 10_000_000 + each for each in (span.before, span.since, span.after)),
    )
    rows = Permission.objects.filter(content_type=kind)
    assert [each.id - 10_000_000 for each in within(rows, moved)] == read_plainly(sorted(present), span)
    assert _SPANNED.ids(moved, kind=kind.id) == [each.id for each in within(rows, moved)]
