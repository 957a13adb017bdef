from __future__ import annotations

import pytest

from commonhold.civic.founding.charter_templates import template, templates
from commonhold.civic.founding.refusals import NoSuchTemplate
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter import register
from commonhold.ground.charter.actions import must_allow
from commonhold.ground.charter.deciding import UNANIMOUS


def test_the_plain_one_comes_first_and_changes_no_default():
    assert templates()[0].name == "neutral"
    assert template("neutral").values == {}


@pytest.mark.django_db
@pytest.mark.parametrize("each", templates(), ids=lambda each: each.name)
def test_every_template_can_be_enacted(each):
    assert each.title
    assert each.words
    for key, stored in each.values.items():
        must_allow(charter.current(), key, register.parameter(key).read(stored), rule=UNANIMOUS)


def test_an_unknown_name_is_refused():
    with pytest.raises(NoSuchTemplate):
        template("imperial")
