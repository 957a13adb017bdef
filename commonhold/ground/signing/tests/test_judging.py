"""Each thing that a signed request needs, taken away by itself."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime

import pytest

from commonhold.ground.signing.digests import content_digest, digest
from commonhold.ground.signing.judging import Claim, Doubt, Signed, examine, judge
from commonhold.ground.signing.keys import sign
from commonhold.ground.signing.request import Flaw, Request, Scheme
from commonhold.ground.signing.tests.sent import (
    BODY,
    INBOX,
    JSON,
    KEY_ID,
    SCHEMES,
    asked,
    changed,
    flaw,
    posted,
    verdict,
)
from tests.cast import MORNING

both = pytest.mark.parametrize("how", SCHEMES.values(), ids=SCHEMES.keys())


def cavage(key, lines: dict[str, str], *, parameters: str = 'algorithm="rsa-sha256"', url=INBOX) -> Request:
    """A POST whose signature covers exactly these lines; those without brackets are sent as headers."""
    text = "\n".join(f"{name}: {value}" for name, value in lines.items())
    signature = b64encode(sign(key, text.encode())).decode()
    headers = {name: value for name, value in lines.items() if name[0] != "("}
    headers["signature"] = (
        f'keyId="{KEY_ID}",{parameters},headers="{" ".join(lines)}",signature="{signature}"'
    )
    return Request("POST", url, {"host": "coop.example", "digest": digest(BODY), **headers}, BODY)


def complete(**others: str | None) -> dict[str, str]:
    lines = {
        "(request-target)": "post /ap/inbox",
        "host": "coop.example",
        "date": format_datetime(MORNING, usegmt=True),
        "digest": digest(BODY),
        **others,
    }
    return {name: value for name, value in lines.items() if value is not None}


@both
def test_a_request_that_is_signed_as_it_must_be_says_who_signed_it(how, eves_key):
    for request in (posted(eves_key, how), asked(eves_key, how)):
        found = verdict(request, eves_key.public_key())
        assert isinstance(found, Signed)
        assert found.key_id == KEY_ID
    assert {"host", "@target-uri"} & found.covered


def test_both_schemes_say_which_they_are(eves_key):
    schemes = [verdict(posted(eves_key, how), eves_key.public_key()).scheme for how in SCHEMES.values()]
    assert schemes == [Scheme.CAVAGE, Scheme.MESSAGES]


@both
def test_no_other_key_will_do(how, eves_key, another_key, small_key):
    assert flaw(posted(eves_key, how), another_key.public_key()) == Flaw.FORGED
    assert flaw(posted(eves_key, how), small_key.public_key()) == Flaw.FORGED


@both
def test_a_key_that_nobody_has_is_named_in_the_log(how, eves_key):
    found = judge(posted(eves_key, how), key_of=lambda _id: None, now=MORNING)
    assert found == Doubt(Flaw.UNKNOWN_KEY, KEY_ID)
    assert str(found) == f"the key is not known ({KEY_ID!r})"


@both
@pytest.mark.parametrize("hours", [-12, 12])
def test_a_date_may_be_half_a_day_off(how, hours, eves_key):
    request = changed(posted(eves_key, how))
    now = MORNING + timedelta(hours=hours)
    # A `created` knows no time zones, and may be less off.
    assert flaw(request, eves_key.public_key(), now=now) == (
        None if how is SCHEMES["draft-cavage"] else Flaw.STALE
    )
    assert flaw(request, eves_key.public_key(), now=now + timedelta(seconds=hours)) == Flaw.STALE


def test_created_may_be_an_hour_off_either_way(eves_key):
    request = posted(eves_key, SCHEMES["RFC 9421"])
    for hour in (timedelta(hours=1), timedelta(hours=-1)):
        assert flaw(request, eves_key.public_key(), now=MORNING + hour) is None
        assert flaw(request, eves_key.public_key(), now=MORNING + hour * 1.01) == Flaw.STALE


@both
def test_a_digest_must_come(how, eves_key):
    request = changed(posted(eves_key, how), digest="md5=abc", content_digest="md5=:abc:")
    assert flaw(request, eves_key.public_key()) == Flaw.NO_DIGEST


@both
def test_a_digest_must_be_of_the_body_that_arrived(how, eves_key):
    request = replace(posted(eves_key, how), body=b'{"type":"Move"}')
    assert flaw(request, eves_key.public_key()) == Flaw.OTHER_BODY


@both
@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_whatever_the_method_no_other_body_is_put_under_a_signature(method, how, eves_key):
    headers = how(method, INBOX, JSON, BODY, key_id=KEY_ID, key=eves_key, now=MORNING)
    request = Request(method, INBOX, {name.lower(): value for name, value in headers.items()}, BODY)
    assert flaw(request, eves_key.public_key()) is None
    assert flaw(replace(request, body=b'{"type":"Move"}'), eves_key.public_key()) == Flaw.OTHER_BODY


@both
def test_a_digest_that_fits_another_body_is_no_use_with_the_old_signature(how, eves_key):
    other = b'{"type":"Move"}'
    request = replace(
        changed(posted(eves_key, how), digest=digest(other), content_digest=content_digest(other)), body=other
    )
    found = flaw(request, eves_key.public_key())
    assert found == Flaw.FORGED


@both
def test_a_second_digest_that_is_wrong_is_not_overlooked(how, eves_key):
    request = posted(eves_key, how)
    name = "content_digest" if "digest" in request.headers else "digest"
    assert flaw(changed(request, **{name: digest(b"else")}), eves_key.public_key()) == Flaw.OTHER_BODY


def test_a_digest_must_be_signed(eves_key):
    assert flaw(cavage(eves_key, complete(digest=None)), eves_key.public_key()) == Flaw.DIGEST_NOT_SIGNED
    request = posted(eves_key, SCHEMES["RFC 9421"])
    bare = request.headers["signature-input"].replace(' "content-digest"', "")
    assert flaw(changed(request, signature_input=bare), eves_key.public_key()) == Flaw.DIGEST_NOT_SIGNED


def test_a_date_must_be_signed(eves_key):
    assert flaw(cavage(eves_key, complete(date=None)), eves_key.public_key()) == Flaw.NO_DATE
    request = posted(eves_key, SCHEMES["RFC 9421"])
    undated = re.sub(r"created=\d+;", "", request.headers["signature-input"])
    assert flaw(changed(request, signature_input=undated), eves_key.public_key()) == Flaw.NO_DATE


def test_a_date_that_is_none_is_no_date(eves_key):
    for date in ("yesterday", "", "99999999999999"):
        assert flaw(cavage(eves_key, complete(date=date)), eves_key.public_key()) == Flaw.NO_DATE


def test_the_host_must_be_signed_and_be_ours(eves_key):
    assert flaw(cavage(eves_key, complete(host=None)), eves_key.public_key()) == Flaw.HOST_NOT_SIGNED
    request = cavage(eves_key, complete(host="elsewhere.example"))
    assert flaw(request, eves_key.public_key()) == Flaw.OTHER_HOST
    for spelt in ("COOP.example", "coop.example:443"):
        assert flaw(cavage(eves_key, complete(host=spelt)), eves_key.public_key()) is None


def test_method_and_address_must_be_signed(eves_key):
    request = cavage(eves_key, complete(**{"(request-target)": None}))
    assert flaw(request, eves_key.public_key()) == Flaw.TARGET_NOT_SIGNED
    request = posted(eves_key, SCHEMES["RFC 9421"])
    for name in ("@method", "@target-uri"):
        bare = request.headers["signature-input"].replace(f'"{name}"', '"@authority"')
        assert flaw(changed(request, signature_input=bare), eves_key.public_key()) == Flaw.TARGET_NOT_SIGNED


@both
def test_what_was_signed_for_one_address_is_nothing_at_another(how, eves_key):
    elsewhere = replace(posted(eves_key, how), url="https://coop.example/ap/people/1/inbox")
    assert flaw(elsewhere, eves_key.public_key()) == Flaw.FORGED
    assert flaw(replace(asked(eves_key, how), method="HEAD"), eves_key.public_key()) == Flaw.FORGED


@both
@pytest.mark.parametrize("signed", ["?page=1", ""])
def test_the_query_may_be_signed_or_not(how, signed, eves_key):
    request = asked(eves_key, how, url=f"{INBOX}{signed}")
    assert flaw(replace(request, url=f"{INBOX}?page=1"), eves_key.public_key()) is None
    if signed:
        assert flaw(replace(request, url=f"{INBOX}?page=2"), eves_key.public_key()) == Flaw.FORGED


def test_hs2019_with_created_and_expires(eves_key):
    created, expires = int(MORNING.timestamp()) - 60, int(MORNING.timestamp()) + 60
    lines = complete(date=None, **{"(created)": str(created), "(expires)": str(expires)})
    parameters = f'algorithm="hs2019",created={created},expires={expires}'
    request = cavage(eves_key, lines, parameters=parameters)
    assert flaw(request, eves_key.public_key()) is None
    assert flaw(request, eves_key.public_key(), now=MORNING + timedelta(minutes=1)) == Flaw.EXPIRED
    moved = changed(request, signature=request.headers["signature"].replace(str(expires), str(expires + 999)))
    assert flaw(moved, eves_key.public_key()) == Flaw.FORGED


def test_a_created_that_is_signed_must_be_fresh_even_beside_a_fresh_date(eves_key):
    old = str(int(MORNING.timestamp()) - 4000)
    request = cavage(eves_key, complete(**{"(created)": old}), parameters=f"created={old}")
    assert flaw(request, eves_key.public_key()) == Flaw.STALE


def test_the_order_of_the_fields_and_blanks_between_them_do_not_matter(eves_key):
    request = posted(eves_key)
    parts = request.headers["signature"].split(",")
    for written in (" , ".join(reversed(parts)), "Signature " + request.headers["signature"]):
        assert flaw(changed(request, signature=written), eves_key.public_key()) is None


@pytest.mark.parametrize(
    ("key_id", "document"),
    [
        ("https://elsewhere.example/users/eve#main-key", "https://elsewhere.example/users/eve"),
        ("https://elsewhere.example/users/eve/key", "https://elsewhere.example/users/eve/key"),
    ],
)
def test_the_id_of_a_key_may_have_a_fragment_or_none(key_id, document, eves_key):
    claim = examine(posted(eves_key, key_id=key_id), now=MORNING)
    assert isinstance(claim, Claim)
    assert (claim.key_id, claim.document) == (key_id, document)


@pytest.mark.parametrize(
    "signature",
    [
        "",
        "nonsense",
        'keyId="a"',
        'keyId="a",keyId="b",signature="aa=="',
        'keyId="",headers="(request-target) host date digest",signature="aaaa"',
        'keyId="a",headers="(request-target) host date digest",signature="no base64!"',
        'keyId="a",headers="(request-target) host date digest x-none",signature="aaaa"',
        'keyId="a",headers="(request-target) (created) host date digest",signature="aaaa"',
        "x" * 100_000,
    ],
)
def test_a_signature_that_cannot_be_read_is_refused(signature, eves_key):
    request = changed(posted(eves_key), signature=signature)
    assert flaw(request, eves_key.public_key()) == Flaw.UNREADABLE


@pytest.mark.parametrize(
    "described",
    [
        "",
        "sig1",
        "sig1=()",
        "sig2=" + '("@method");created=1',
        'sig1=("@method" "@method" "@target-uri" "content-digest");created=1;keyid="a"',
        'sig1=("@method";req "@target-uri");created=1;keyid="a"',
        'sig1=("@method" "@status");created=1;keyid="a"',
        'sig1=("@method" "@target-uri");created="1";keyid="a"',
        'sig1=("@method" "@target-uri" "x-none");created=1;keyid="a"',
        'sig1=("@method',
        "(" * 100_000,
    ],
)
def test_a_description_that_cannot_be_read_is_refused(described, eves_key):
    request = changed(posted(eves_key, SCHEMES["RFC 9421"]), signature_input=described)
    assert flaw(request, eves_key.public_key()) == Flaw.UNREADABLE


def test_algorithms_that_are_not_used_here_are_named(eves_key):
    for other in ("hmac-sha256", "rsa-sha512", "none"):
        request = changed(
            posted(eves_key), signature=posted(eves_key).headers["signature"].replace("rsa-sha256", other)
        )
        assert flaw(request, eves_key.public_key()) == Flaw.OTHER_ALGORITHM


def test_a_request_without_a_signature_is_signed_by_nobody(eves_key):
    assert flaw(changed(posted(eves_key), signature=None), eves_key.public_key()) == Flaw.UNSIGNED


def test_of_several_signatures_the_first_that_is_as_it_must_be_counts(eves_key):
    request = posted(eves_key, SCHEMES["RFC 9421"])
    described = 'proxy=("@authority");created=1;keyid="proxy", ' + request.headers["signature-input"]
    request = changed(
        request, signature_input=described, signature="proxy=:aaaa:, " + request.headers["signature"]
    )
    found = verdict(request, eves_key.public_key())
    assert isinstance(found, Signed)
    assert found.key_id == KEY_ID


def test_a_small_key_signs_as_well(small_key):
    assert flaw(posted(small_key, SCHEMES["RFC 9421"]), small_key.public_key()) is None
