"""What a proposal must be, whether it is drafted, changed, or suggested as an amendment of one."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from commonhold.civic.governance.actions.propose import LONGEST_TEXT, LONGEST_TITLE, MOST_DECISIONS
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.snapshot import strictest
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.refusal import Refusal


def must_be_proposable(title: str, text: str, decisions: Sequence[Decision]) -> None:
    """Raise Refusal for words too short or too long, and for decisions that could not be enacted today."""
    if not 3 <= len(title) <= LONGEST_TITLE:
        raise Refusal(_("A title has between 3 and {n} characters."), n=LONGEST_TITLE, field="title")
    if len(text) > LONGEST_TEXT:
        raise Refusal(_("The text may have {n} characters at most."), n=LONGEST_TEXT, field="text")
    if not 1 <= len(decisions) <= MOST_DECISIONS:
        raise Refusal(_("A proposal carries between 1 and {n} decisions."), n=MOST_DECISIONS)
    here = charter.current()
    rule = strictest(here, {each.rule_name(here) for each in decisions})
    for each in decisions:
        each.check(here, rule)
