"""Opening accounts from the console."""

from __future__ import annotations

from pathlib import Path

from tests.cast import PASSWORD, email_of
from tests.console.typed import NO, USAGE, YES, account, typed


def test_an_account_is_opened_in_a_real_co_op(real):
    made = real.gets(*account("dev"), "--locked")
    said = {"handle": "dev", "member": False, "confirmed": True, "locked": True, "mandate": None}
    assert {name: made[name] for name in said} == said
    assert made.keys() == {"id", *said}


def test_members_are_enrolled_in_test_mode_alone(real, play):
    assert play.gets(*account("dev"), "--member")["member"] is True
    assert "vouches" in real.refusal(*account("dev"), "--member")
    # Refused means that not even the account is there: the same words without --member open it.
    assert real.gets(*account("dev"))["handle"] == "dev"


def test_a_name_is_given_once(real):
    assert real.refusal(*account("ada"))


def test_a_weak_password_is_refused(real):
    assert real.refusal("people", "create", "dev", "--email", email_of("dev"), "--password", "short")


def test_an_address_is_given_once(real):
    assert "address" in real.refusal(
        "people", "create", "dev", "--email", email_of("ada"), "--password", PASSWORD
    )


def test_a_password_is_read_from_stdin(real):
    words = ["people", "create", "dev", "--email", email_of("dev"), "--password", "-", "--data", real.data]
    assert typed(*words).status == NO
    assert typed(*words, stdin="short\n").status == NO
    assert typed(*words, stdin=f"{PASSWORD}\n").status == YES


def test_nobody_comes_before_the_founding(empty):
    assert "No co-op" in empty.refusal(*account("dev"))


def test_a_mandate_is_given_in_test_mode_alone_and_stands_on_the_record(real, play):
    made = play.gets(*account("dev"), "--mandate", "moderator")
    assert (made["mandate"], made["member"]) == ("moderator", True)
    play.gets("clock", "advance", "1h")
    play.gets("record", "export", play.data / "log")
    assert f"console:{made['id']}:moderator" in _everything_in(play.data / "log")
    assert "vote" in real.refusal(*account("dev"), "--mandate", "moderator")
    assert real.gets(*account("dev"))["mandate"] is None


def test_a_mandate_that_does_not_exist_is_not_understood(play):
    assert play.types(*account("dev"), "--mandate", "emperor").status == USAGE


def _everything_in(folder: Path) -> str:
    return "".join(each.read_text(errors="replace") for each in folder.rglob("*") if each.is_file())
