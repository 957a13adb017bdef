"""Elections and choices in which a ballot names one option, or gives each some points."""

from __future__ import annotations

import pytest

from commonhold.civic.governance.queries import counts
from commonhold.civic.governance.tests.test_kinds import ask, state
from commonhold.civic.governance.vocabulary import Kind, State
from commonhold.ground.refusal import Refusal


@pytest.mark.parametrize(
    ("method", "said", "elected"),
    [
        ("plurality_v1", {"ada": [1], "ben": [2], "caro": [2], "dev": []}, [2]),
        ("score_v1", {"ada": [0, 5, 1], "ben": [1, 0, 4], "caro": [0, 3, 5], "dev": [0, 0, 0]}, [2]),
    ],
)
@pytest.mark.parametrize("kind", [Kind.ELECTION, Kind.CHOICE])
def test_one_name_and_points_are_counted_in_elections_and_choices(coop, kind, method, said, elected):
    box = ask(coop, kind, method=method, **({"role": "board"} if kind is Kind.ELECTION else {}))
    if kind is Kind.CHOICE:
        box.offer("Lake")
        box.offer("Hill")
        box.announce()
    else:
        box.announce()
        box.stands("ben", "caro")
        coop.wait(days=7)
    box.cast(**said)
    coop.wait(days=6)
    assert (counts.count(box.id).elected, state(box.id)) == (elected, State.ENACTED)


@pytest.mark.parametrize(
    ("method", "said"),
    [("plurality_v1", [1, 2]), ("score_v1", [1, 2]), ("score_v1", [0, 6, 0]), ("score_v1", ["5", 0, 0])],
)
def test_two_names_of_one_and_points_beyond_five_are_refused(coop, method, said):
    box = ask(coop, Kind.CHOICE, method=method)
    box.offer("Lake")
    box.offer("Hill")
    box.announce()
    with pytest.raises(Refusal):
        box.cast(ada=said)


def test_points_for_how_things_are_can_keep_them(coop):
    box = ask(coop, Kind.CHOICE, method="score_v1")
    box.offer("Lake")
    box.announce()
    box.cast(ada=[5, 4], ben=[5, 0], caro=[0, 5], dev=[0, 0])
    coop.wait(days=6)
    assert state(box.id) is State.DEFEATED
