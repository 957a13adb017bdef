"""How much waits for the reader. For pages of deciding alone: one that is kept would go stale by it."""

from __future__ import annotations

from django import template
from django.template import RequestContext

from commonhold.civic.governance.queries.needs import needed
from commonhold.doors.web.viewer import owner_of
from commonhold.ground.clock import queries as clock

register = template.Library()


@register.simple_tag(takes_context=True)
def needs_me(context: RequestContext) -> int:
    """How many things the reader can still do; none for who has no ballot."""
    return len(needed(owner_of(context.request), at=clock.now()))
