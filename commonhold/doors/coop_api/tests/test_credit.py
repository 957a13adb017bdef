"""Hours, as programs read and pay them."""

from __future__ import annotations

from commonhold.civic.credit.actions import set_limit
from commonhold.civic.governance.tests.conftest import Coop
from commonhold.doors.coop_api.tests.calling import CoopApp


def test_a_program_is_shown_the_way_pays_along_it_once_and_reads_what_it_did(
    coop: Coop, ada: CoopApp, stranger: CoopApp
) -> None:
    for truster, trusted in (("ben", "ada"), ("caro", "ben")):
        set_limit(coop.ids[truster], person_id=coop.ids[trusted], minutes=120, now=coop.now)
    to = str(coop.ids["caro"])
    way = ada.get("/credit/way", to=to, minutes=90).body
    assert [each["taker"]["handle"] for each in way["parts"][0]["hops"]] == ["ben", "caro"]
    assert ada.get("/credit/way", to=to, minutes=121).status == 422
    asked = {"to": to, "minutes": 90, "key": "lamp-2026", "words": "A lamp", "mark": way["mark"]}
    first, again = (ada.post("/credit/payments", asked) for _each in range(2))
    assert first.status == 200, first.body
    assert first.body == again.body
    assert ada.get(f"/credit/payments/{first.body['id']}").body["words"] == "A lamp"
    mine = ada.get("/credit/mine").body
    assert (mine["balance"], mine["lines"][0]["owed"]) == (-90, -90)
    passed = CoopApp(coop.ids["ben"]).get(f"/credit/payments/{first.body['id']}").body
    assert (passed["payer"], passed["words"]) == (None, "")
    for minutes, key in ((90, "lamp-2027"), (0, "lamp-2028")):
        assert ada.post("/credit/payments", {"to": to, "minutes": minutes, "key": key}).status == 422
    told = stranger.get("/credit").body
    assert (told["owed"], told["sum"]) == (None, 0)
    assert stranger.get("/credit/mine").status == 401


def test_a_program_says_how_far_its_person_trusts_somebody(coop: Coop, ada: CoopApp) -> None:
    ben = str(coop.ids["ben"])
    assert ada.get("/credit/limits").body == []
    for _again in range(2):
        said = ada.put(f"/credit/limits/{ben}", {"minutes": 90})
        assert (said.status, said.body["minutes"], said.body["person"]["handle"]) == (200, 90, "ben")
    assert [each["minutes"] for each in ada.get("/credit/limits").body] == [90]
    assert CoopApp(coop.ids["ben"]).get("/credit/limits").body == []
    for to, minutes in ((ben, 1_000_000), (ben, -1), (str(coop.ids["ada"]), 60), ("1", 60), ("1", 0)):
        assert ada.put(f"/credit/limits/{to}", {"minutes": minutes}).status == 422, (to, minutes)
    narrow = CoopApp(coop.ids["ada"], scopes="read read:credit")
    assert narrow.put(f"/credit/limits/{ben}", {"minutes": 60}).status == 403
    assert ada.put(f"/credit/limits/{ben}", {"minutes": 0}).body["minutes"] == 0
    assert ada.get("/credit/limits").body == []
