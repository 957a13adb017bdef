"""How a payout run stands, for this room's actions and queries."""

from __future__ import annotations

from collections.abc import Collection

from commonhold.civic.payments.charter import PaymentsCharter
from commonhold.civic.payments.models import Run, RunStep
from commonhold.civic.payments.refusals import NoSuchRun
from commonhold.ground.charter import queries as charter


def lock(run_id: int) -> Run:
    """It, held for this transaction. Raises NoSuchRun."""
    run = Run.objects.select_for_update().filter(id=run_id).first()
    if run is None:
        raise NoSuchRun
    return run


def of_kind(run: Run, kind: RunStep.Kind) -> bool:
    return run.steps.filter(kind=kind).exists()


def approvals(run: Run) -> list[int]:
    """Who answers for it, in their order."""
    rows = run.steps.filter(kind=RunStep.Kind.APPROVED).order_by("id")
    return list(rows.values_list("by_id", flat=True))


def is_approved(run: Run) -> bool:
    return still_needed(approvals(run), payees(run)) == 0


def payees(run: Run) -> set[int | None]:
    """Whom it pays still, or paid."""
    return set(run.transfers.filter(dropped_at=None).values_list("person_id", flat=True))


def still_needed(answered: Collection[int], paid: Collection[int | None]) -> int:
    """How many more must answer, so that enough others do for each who is paid."""
    needed = charter.current().read(PaymentsCharter).payout_approvals
    counts = [sum(each != payee for each in answered) for payee in paid]
    return max(0, needed - min(counts, default=len(answered)))
