"""A payout run, with a plug that pulls itself: `python -m tests.crash.payer STEPS NOW BY`.

Does whatever the co-op's run still needs, one step of the treasurers' after another, and kills itself as
`tests.crash.plug` does. Prints the run's state.
"""

from __future__ import annotations

import sys
from datetime import datetime

import django
from django.db.backends.signals import connection_created

from tests.crash.plug import Plug


def main(steps: str, at: str, *by: str) -> None:
    django.setup()
    if steps != "-":
        plug = Plug(steps)
        connection_created.connect(plug.plug_in)
    # What a Django without settings can't load.
    from commonhold.civic.payments import queries  # noqa: PLC0415
    from commonhold.civic.payments.actions import runs  # noqa: PLC0415
    from commonhold.social.people.queries import Viewer  # noqa: PLC0415

    now, (treasurer, *others) = datetime.fromisoformat(at), [int(each) for each in by]
    found = queries.payout_runs(Viewer(treasurer), now=now)
    run_id = found[0].id if found else runs.make_run(treasurer, now=now)
    answered = {each.id for each in queries.payout_run(Viewer(treasurer), run_id, now=now).approved_by}
    for each in {treasurer, *others} - answered:
        runs.approve_run(each, run_id=run_id, now=now)
    runs.file_run(treasurer, run_id=run_id, now=now)
    runs.mark_sent(treasurer, run_id=run_id, now=now)
    runs.confirm_run(treasurer, run_id=run_id, now=now)
    print(queries.payout_run(Viewer(treasurer), run_id, now=now).line.state)


if __name__ == "__main__":
    main(*sys.argv[1:])
