"""`python -m tests.journeys.talked_over HANDLE`: a proposal that is talked over, and three statements.

All but Ben have answered them. Prints the proposal's id.

The data folder is told as to every program of the house.
"""

from __future__ import annotations

import os
import sys
from datetime import datetime

import django

_STATEMENTS = ("The workshop should be open at night", "Two hours are enough", "Tools stay in the workshop")


def main(handle: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonhold.house.settings")
    django.setup()
    from commonhold.ground.clock import queries as clock  # noqa: PLC0415 - Django must be there first

    print(_talked_over(handle, clock.now()))


def _talked_over(handle: str, now: datetime) -> int:
    from commonhold.civic.deliberation.actions.statements import (  # noqa: PLC0415
        answer_statement,
        make_statement,
    )
    from commonhold.civic.governance import stages  # noqa: PLC0415
    from commonhold.civic.governance.actions.propose import draft_proposal  # noqa: PLC0415
    from commonhold.civic.governance.decisions import Resolve  # noqa: PLC0415
    from commonhold.civic.governance.vocabulary import State  # noqa: PLC0415
    from commonhold.civic.members import actions as members  # noqa: PLC0415
    from commonhold.civic.members import queries as roll  # noqa: PLC0415
    from commonhold.social.people import actions as people  # noqa: PLC0415
    from commonhold.social.people import queries  # noqa: PLC0415
    from commonhold.social.people.queries import ANYONE  # noqa: PLC0415

    author, ben = (queries.profile(ANYONE, each).id for each in (handle, "ben"))
    kai = people.create_person(login_id=None, handle="kai", display_name="Kai", now=now)
    members.enrol(kai, branch=1, votes_from=now, now=now)
    made = draft_proposal(
        author,
        title="Book the workshop by the hour",
        text="Then everybody gets a turn, for two hours each.",
        decisions=[Resolve("The workshop is booked by the hour.")],
        now=now,
    )
    stages.arrive(stages.lock(made), State.TALK, now=now)
    stated = [make_statement(author, proposal_id=made, text=each, now=now) for each in _STATEMENTS]
    others = [each for each in roll.voters(at=now) if each not in {author, ben}]
    for at, person in enumerate(others):
        for number, statement_id in enumerate(stated):
            answer = "agree" if number == 2 or at % 2 else "disagree"
            answer_statement(person, statement_id=statement_id, answer=answer, now=now)
    return made


if __name__ == "__main__":
    main(sys.argv[1])
