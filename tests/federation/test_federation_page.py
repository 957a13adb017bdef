"""FEDERATION.md says what this run shows."""

from __future__ import annotations

from tests.federation import table, test_receiving, test_sending


def test_the_table_of_verbs_is_what_the_tests_show():
    """Each tick has a test in this run, and each test a tick: where one fails, the run does."""
    assert table.written(table.PAGE.read_text()) == table.table(_claimed())


def test_a_verb_whose_test_failed_has_no_tick(tmp_path):
    def case(verb: str, wrong: str) -> str:
        said = f"<properties><property name='sends' value='{verb}'/></properties>{wrong}"
        return f"<testcase name='it'>{said}</testcase>"

    report = tmp_path / "report.xml"
    cases = [
        case("post", ""),
        case("boost", "<failure/>"),
        case("edit", "<skipped/>"),
        case("reply", "<error/>"),
        case("poll", ""),
        case("poll", "<failure/>"),
    ]
    report.write_text(f"<testsuite>{''.join(cases)}</testsuite>")
    shown = table.shown_by(report)
    assert shown == {"sends": {"post"}, "receives": set()}
    assert "| post | `Create` of `Note`, public, to followers, to people | ✓ | — |" in table.table(shown)


def _claimed() -> table.Shown:
    """The verbs that have tests; in a run that passed, what it showed."""
    found: dict[str, set[str]] = {"sends": set(), "receives": set()}
    for module in (test_sending, test_receiving):
        for each in vars(module).values():
            direction, verbs = getattr(each, "federates", ("sends", ()))
            found[direction].update(verbs)
    return found
