"""People of other servers, as these describe them."""

from __future__ import annotations

from typing import Any

import pytest

from commonhold.doors.activitypub.reading import NoMore, ReadActor, Strange, read_actor

_HERS = "https://elsewhere.example/users/eve"
_PEM = "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"


def _read(**changes: Any) -> ReadActor:
    actor = {"id": _HERS, "type": "Person", "preferredUsername": "eve", "inbox": f"{_HERS}/inbox"}
    return read_actor({**actor, **changes}, uri=_HERS)


def test_an_actor_is_read_whole() -> None:
    read = _read(
        name="Eve",
        summary="<p>Gardener</p>",
        outbox=f"{_HERS}/outbox",
        followers=f"{_HERS}/followers",
        featured=f"{_HERS}/featured",
        endpoints={"sharedInbox": "https://elsewhere.example/inbox"},
        url="https://elsewhere.example/@eve",
        manuallyApprovesFollowers=True,
        discoverable=True,
        indexable=True,
        icon={"type": "Image", "url": "https://elsewhere.example/a.png", "name": "Eve, smiling"},
        image=[{"type": "Image", "url": "https://elsewhere.example/h.png"}],
        attachment=[{"type": "PropertyValue", "name": "Plot", "value": "12"}, {"type": "Image"}],
        publicKey={"id": f"{_HERS}#main-key", "owner": _HERS, "publicKeyPem": _PEM},
        alsoKnownAs=["https://old.example/eve"],
        movedTo="https://new.example/eve",
        published="2020-01-01T00:00:00Z",
    )
    assert (read.name, read.summary, read.handle) == ("Eve", "<p>Gardener</p>", "eve")
    assert (read.shared_inbox, read.outbox) == ("https://elsewhere.example/inbox", f"{_HERS}/outbox")
    assert (read.is_locked, read.is_discoverable, read.is_indexable) == (True, True, True)
    assert read.avatar is not None
    assert read.avatar.alt == "Eve, smiling"
    assert read.header is not None
    assert [(each.label, each.html) for each in read.fields] == [("Plot", "12")]
    assert [(each.key_id, each.pem) for each in read.keys] == [(f"{_HERS}#main-key", _PEM)]
    assert (read.also_known_as, read.moved_to) == (("https://old.example/eve",), "https://new.example/eve")


def test_without_a_name_she_is_called_as_her_handle() -> None:
    assert _read().name == "eve"


@pytest.mark.parametrize(
    "key",
    [
        {"id": f"{_HERS}#k", "owner": "https://elsewhere.example/users/other", "publicKeyPem": _PEM},
        {"id": "https://other.example/k", "owner": _HERS, "publicKeyPem": _PEM},
        {"id": f"{_HERS}#k", "owner": _HERS, "publicKeyPem": "nothing"},
        {"id": f"{_HERS}#k", "owner": _HERS, "publicKeyPem": _PEM * 200},
        "https://elsewhere.example/key",
    ],
)
def test_a_key_that_is_not_hers_is_left_out(key: Any) -> None:
    assert _read(publicKey=key).keys == ()


def test_addresses_of_other_servers_are_left_out() -> None:
    read = _read(
        followers="https://other.example/followers", endpoints={"sharedInbox": "https://other.example/i"}
    )
    assert (read.followers, read.shared_inbox) == ("", "")


@pytest.mark.parametrize(
    ("strange", "reason"),
    [
        ({"id": 1}, "no id"),
        ({"id": "https://other.example/eve"}, "speaks for another server"),
        ({"type": "Note"}, "no actor"),
        ({"inbox": None}, "no inbox"),
        ({"inbox": "https://other.example/inbox"}, "no inbox"),
    ],
)
def test_what_is_no_actor_is_strange(strange: dict[str, Any], reason: str) -> None:
    with pytest.raises(Strange) as raised:
        _read(**strange)
    assert str(raised.value) == reason


def test_somebody_who_left_is_no_more() -> None:
    with pytest.raises(NoMore):
        _read(type="Tombstone")
