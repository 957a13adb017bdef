"""A founded co-op: ada is on its board, ben its treasurer, caro a member with no mandate."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from commonhold.civic.governance.decisions import AppointMandate
from commonhold.civic.members import actions as members
from commonhold.civic.moving_in import actions, queries
from commonhold.civic.moving_in.queries import ImportView
from commonhold.civic.treasury.actions import books
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.actions import enact
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.people.queries import Viewer
from tests.cast import MORNING, make_person

REGISTER = """number,name,email,joined,class
7,Gus Hale,Gus@example.org,2019-05-31,
12,Hana Ito,hana@example.org,2020-01-02T09:00:00,members
"""
DECISIONS = """date;title;result;text
2018-03-04;We buy the yard;carried, 31 to 2;"For the price
that was named."
2019-11-30;No dogs;defeated;
"""
BALANCES = """account,name,debit,credit
assets:bank,Bank,"1,234.50",
assets:tools,Tools,300.00,
equity:opening,What we brought,,1534.50
"""
OC = """datetime,shortId,shortGroup,description,type,kind,isRefund,isRefunded,\
amount,paymentProcessorFee,netAmount,balance,currency,accountSlug
2024-02-03T10:00:00,cccc3333,gggg3333,Server,DEBIT,EXPENSE,,,-20.00,-0.50,-20.50,73.72,EUR,yard
2024-02-02T10:00:00,bbbb2222,gggg1111,Host fee,DEBIT,HOST_FEE,,,-5.00,0,-5.00,94.22,EUR,yard
2024-02-02T10:00:00,aaaa1111,gggg1111,From Gus,CREDIT,CONTRIBUTION,,,100.00,-0.78,99.22,99.22,EUR,yard
"""


@dataclass
class Yard:
    ids: dict[str, int] = field(default_factory=dict)
    now = MORNING + timedelta(days=1)

    def bring(self, kind: str, text: str | bytes, by: str = "") -> int:
        data = text if isinstance(text, bytes) else text.encode()
        who = by or ("ada" if kind in {"members", "decisions"} else "ben")
        return actions.bring(self.ids[who], kind=kind, filename="f.csv", data=data, now=self.now)

    def look(self, import_id: int, by: str = "ada") -> ImportView:
        return queries.one_import(Viewer(self.ids[by]), import_id, now=self.now)

    def write(self, import_id: int, by: str = "ben") -> int:
        return actions.write(self.ids[by], import_id=import_id, now=self.now)

    def undo(self, import_id: int, by: str = "ben") -> int:
        return actions.undo(self.ids[by], import_id=import_id, now=self.now)


def found_yard() -> Yard:
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)
    made = Yard()
    for name in ("ada", "ben", "caro"):
        made.ids[name] = make_person(name)
        members.enrol(made.ids[name], votes_from=MORNING, now=MORNING)
    roles = [("ada", "board"), ("ben", "treasurer")]
    given = [AppointMandate(str(made.ids[name]), role) for name, role in roles]
    assert enact(given, reference="founding", rule=UNANIMOUS, now=MORNING).done
    books.open_books(now=MORNING)
    return made


@pytest.fixture
def yard(db) -> Yard:
    return found_yard()
