from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonhold.civic.governance import stages
from commonhold.civic.governance.models import Revision
from commonhold.civic.governance.proposable import must_be_proposable
from commonhold.civic.governance.questions.asked import asked_from
from commonhold.civic.governance.vocabulary import BEFORE_NOTICE
from commonhold.civic.members import queries as members
from commonhold.ground import ids
from commonhold.ground.decisions import codec
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.refusal import Refusal

LONGEST_BECAUSE = 500
#: Until notice freezes the words.
REVISABLE = BEFORE_NOTICE


@transaction.atomic
def revise_proposal(
    by: int,
    *,
    proposal_id: int,
    title: str,
    text: str,
    decisions: Sequence[Decision],
    because: str = "",
    now: datetime,
) -> None:
    """Put other words and decisions in the place of a proposal's; the former ones are kept beside it.

    Raises Refusal for whoever did not write it, once notice was given, and what `draft_proposal` refuses.
    Where nothing is other than before, nothing is written.
    """
    proposal = stages.lock(proposal_id)
    if proposal.author_id != by:
        raise Refusal(_("Only its author can change a proposal. Others suggest an amendment."))
    if not members.may_vote(by, at=now):
        raise Refusal(_("Proposals are changed by members with a ballot."))
    if stages.state_of(proposal) not in REVISABLE:
        raise Refusal(_("The words are frozen since notice was given, so that all vote on the same."))
    title, text, because = title.strip(), text.strip(), because.strip()
    if len(because) > LONGEST_BECAUSE:
        raise Refusal(_("The reason may have {n} characters at most."), n=LONGEST_BECAUSE, field="because")
    must_be_proposable(title, text, decisions, asked=asked_from(proposal.question))
    encoded = [codec.encode(each) for each in decisions]
    if (title, text, encoded) == (proposal.title, proposal.text, proposal.decisions):
        return
    Revision.objects.create(
        id=ids.new_id(now),
        proposal=proposal,
        title=proposal.title,
        text=proposal.text,
        decisions=proposal.decisions,
        at=now,
        because=because,
    )
    proposal.title, proposal.text, proposal.decisions = title, text, encoded
    proposal.save(update_fields=["title", "text", "decisions"])
