"""Whoever lives in an app hears that a case has news for her: directly, alone, and without a word of it."""

from __future__ import annotations

from commonhold.civic.moderation.tests.conftest import Case
from commonhold.social.apps.actions import mint_token
from commonhold.social.people.actions import block
from commonhold.social.people.queries import coop_account_id
from commonhold.social.posts.models import Post


def written(case: Case) -> list[str]:
    case.coop.wait(minutes=1)
    rows = Post.objects.filter(author_id=coop_account_id(), audience="direct").order_by("id")
    return list(rows.values_list("text", flat=True))


def with_app(case: Case, name: str) -> None:
    mint_token(person_id=case.who(name), scopes="read", now=case.now)


def test_a_measure_is_told_in_the_app_of_whom_it_is_on_with_nothing_of_the_case(
    case: Case,
) -> None:
    with_app(case, "finn")
    made = case.measure("label")
    (text,) = written(case)
    assert text.startswith("@finn ")
    assert text.endswith(f"/measures#measure-{made}")
    for word in ("fools", "Unkind", "label", "Be kind", "case", "measure is"):
        assert word not in text


def test_each_party_is_told_alone(case: Case) -> None:
    for name in ("finn", "ada"):
        with_app(case, name)
    case.measure("label")
    told = sorted(text.split()[0] for text in written(case))
    assert told == ["@ada", "@finn"]


def test_whoever_has_no_app_gets_no_direct_post(case: Case) -> None:
    case.measure("label")
    assert written(case) == []


def test_whoever_is_called_to_a_jury_is_told_in_her_app(case: Case) -> None:
    for name in case.coop.ids:
        if name != "finn":
            with_app(case, name)
    made = case.measure("suspend", days=60)
    case.coop.wait(hours=25)
    assert case.state(made).since is None
    assert sum("/juries/" in text for text in written(case)) == 3


def test_whoever_keeps_the_co_op_away_reads_it_on_the_pages_alone(case: Case) -> None:
    with_app(case, "finn")
    case.measure("label")
    written(case)
    coop = coop_account_id()
    assert coop is not None
    block(case.who("finn"), person_id=coop, now=case.now)
    case.measure("cover")
    assert len(written(case)) == 1
