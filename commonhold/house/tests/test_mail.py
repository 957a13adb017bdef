from __future__ import annotations

from pathlib import Path

import pytest

from commonhold.house.mail import mail_settings


def test_without_a_server_mail_is_kept_in_files(tmp_path: Path) -> None:
    assert mail_settings(None, tmp_path)["EMAIL_FILE_PATH"] == tmp_path / "outgoing-mail"


def test_a_server_is_asked_over_tls_with_what_the_address_says(tmp_path: Path) -> None:
    plain = mail_settings("smtp://ada%40yard.example:a%3Ab@post.example?from=yard@yard.example", tmp_path)
    assert (plain["EMAIL_HOST"], plain["EMAIL_PORT"]) == ("post.example", 587)
    assert (plain["EMAIL_HOST_USER"], plain["EMAIL_HOST_PASSWORD"]) == ("ada@yard.example", "a:b")
    assert (plain["EMAIL_USE_TLS"], plain["EMAIL_USE_SSL"]) == (True, False)
    assert plain["DEFAULT_FROM_EMAIL"] == "yard@yard.example"
    whole = mail_settings("smtps://post.example:1465?from=Yard%20<y@y.example>", tmp_path)
    assert (whole["EMAIL_PORT"], whole["EMAIL_USE_TLS"], whole["EMAIL_USE_SSL"]) == (1465, False, True)
    assert whole["DEFAULT_FROM_EMAIL"] == "Yard <y@y.example>"
    assert not mail_settings("smtp://localhost:25?from=y@y.example", tmp_path)["EMAIL_USE_TLS"]


@pytest.mark.parametrize("url", ["smtp://post.example", "http://post.example?from=a@b", "smtp://?from=a@b"])
def test_an_address_that_is_no_mail_server_with_a_sender_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(ValueError, match="Mail is smtp"):
        mail_settings(url, tmp_path)
