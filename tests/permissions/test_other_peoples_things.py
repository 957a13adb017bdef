"""Every address that takes an id, with ids of what is somebody else's: nothing is told, nothing changed.

`private.py` says what belongs to somebody; a new kind of thing needs a line there.
"""

from __future__ import annotations

import pytest

from tests.permissions import asking, private, table

_TOLD_NOTHING = {"none", "no", "-"}
#: What is asked for before anybody looks whose it is, and what is harmless whoever asks. Nothing is told.
_ASKED_FIRST = {
    "drafts/<draft_id>/discard": "there is no such draft of hers, as it should be",
    "api/v1/lists/<id>/accounts": "whom?",
    "exchange/agreements/<agreement_id>/do": "what? it leads to the agreement's page, which is not found",
    "settings/import/<import_id>/piece": "which piece?",
}


@pytest.mark.parametrize("viewer", ["person", "member"])
def test_other_peoples_things_are_nobodys_to_a_stranger(sample: None, viewer: str) -> None:
    made, answers, wrong = asking.everybody(), table.read(), []
    words = private.words(of_members=viewer == "person")
    askers = {is_call: asking.asker(viewer, made[viewer], is_call=is_call) for is_call in (True, False)}
    assert len(words) > 20
    for each in private.led():
        if each.members and viewer == "member":
            continue
        for method in asking.methods_of(each.pattern):
            if (method, each.pattern) not in answers:
                continue
            before = each.as_it_is()
            with asking.undone():
                answer = askers[each.pattern.startswith("api/")](method, each.address)
                is_changed = each.as_it_is() != before
            word = asking.word_of(answer)
            text = "" if answer.streaming else answer.content.decode(errors="replace")  # type: ignore[attr-defined]
            if word not in _TOLD_NOTHING and each.pattern not in _ASKED_FIRST:
                wrong.append(f"{method} {each.address} ({each.pattern}): “{word}”")
            wrong += [f"{method} {each.address} told “{said}”" for said in words if said in text]
            wrong += [f"{method} {each.address} changed it"] * is_changed
    assert wrong == []


def test_each_kind_of_thing_is_there_and_led_to(sample: None) -> None:
    tried = {(type(each.row)._meta.label, each.members) for each in private.led()}
    assert {(each.model, each.members) for each in private.PRIVATE} == tried
