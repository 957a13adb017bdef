"""What is thrown away, asked for anew, or somebody's who leaves, leaves no file behind."""

from __future__ import annotations

import pytest

from commonhold.social.takeout import folders, personal_data
from commonhold.social.takeout.actions import ask_for_takeout, discard_takeout
from commonhold.social.takeout.jobs import make_some, make_waiting
from commonhold.social.takeout.models import Takeout
from commonhold.social.takeout.refusals import NoSuchTakeout
from tests.cast import MORNING, make_person, minutes


@pytest.mark.usefixtures("committing_db")
def test_what_is_thrown_away_or_asked_for_anew_leaves_no_file() -> None:
    ada = make_person("ada")
    first = ask_for_takeout(ada, now=MORNING)
    make_waiting(MORNING)
    second = ask_for_takeout(ada, now=minutes(1))
    assert not folders.whole(first).exists()
    make_waiting(minutes(1))
    discard_takeout(ada, takeout_id=second, now=minutes(2))
    assert folders.kept() == []
    with pytest.raises(NoSuchTakeout):
        discard_takeout(ada, takeout_id=second, now=minutes(3))
    ask_for_takeout(ada, now=minutes(4))
    personal_data.erase(ada, minutes(5))
    assert not Takeout.objects.exists()
    assert make_some(minutes(6)) is False
