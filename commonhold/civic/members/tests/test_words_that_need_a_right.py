"""What an applicant or somebody concerned says, refused where nothing was asked; more is in governance."""

from __future__ import annotations

import pytest

from commonhold.civic.members import actions
from commonhold.civic.members.refusals import NoSuchApplication, NoSuchHearing, NothingToAppeal
from tests.cast import MORNING


def test_nobody_appeals_what_no_panel_declined(application, dev, ada):
    with pytest.raises(NothingToAppeal):
        actions.appeal(dev, application_id=application, words="Please.", now=MORNING)
    with pytest.raises(NoSuchApplication):
        actions.appeal(ada, application_id=application, words="Please.", now=MORNING)


def test_nobody_answers_in_a_hearing_that_there_is_not(ada):
    with pytest.raises(NoSuchHearing):
        actions.answer_hearing(ada, hearing_id=1, text="I am real.", now=MORNING)
