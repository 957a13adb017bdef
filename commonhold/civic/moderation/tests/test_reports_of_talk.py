from __future__ import annotations

import pytest

from commonhold.civic.deliberation.tests.conftest import Talk, draft
from commonhold.civic.governance import stages
from commonhold.civic.governance.tests.conftest import Coop, build
from commonhold.civic.governance.vocabulary import State
from commonhold.civic.moderation import copies
from commonhold.civic.moderation.refusals import NothingToReport
from commonhold.social.people import actions as people
from tests.begun import Begun


@pytest.fixture
def talk(begun: Begun) -> Talk:
    coop: Coop = begun(build)
    made = draft(coop)
    stages.arrive(stages.lock(made), State.TALK, now=coop.now)
    return Talk(coop, made)


def test_a_remark_is_reported_with_its_words_and_a_statement_without_its_maker(talk):
    said, made = talk.says("ben", "Fools!"), talk.states("ben", "All are fools")
    caro = talk.looks("caro")
    remark = copies.subject(caro, f"remark:{said}", now=talk.coop.now)
    assert (remark.copy.text, remark.person and remark.person.handle) == ("Fools!", "ben")
    statement = copies.subject(caro, f"statement:{made}", now=talk.coop.now)
    assert (statement.copy.text, statement.copy.by, statement.person) == ("All are fools", "", None)
    people.block(talk.coop.ids["caro"], person_id=talk.coop.ids["ben"], now=talk.coop.now)
    for gone in (f"remark:{said}", "statement:1"):
        with pytest.raises(NothingToReport):
            copies.subject(caro, gone, now=talk.coop.now)
