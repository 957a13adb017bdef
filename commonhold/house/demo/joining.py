"""The membership panel, a doubt that was cleared, a member who leaves, and what came from before."""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.governance.actions.hearings import open_hearing
from commonhold.civic.governance.actions.panel import apply_to_panel, speak_on_application
from commonhold.civic.governance.decisions import AppointMandate, SetParameter
from commonhold.civic.members import actions as members
from commonhold.civic.moving_in import actions as moving_in
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.actions import enact
from commonhold.house.demo.calendar import Deed
from commonhold.house.demo.town import Town
from commonhold.social.people import actions as people

_RULES = {"panel_needed": 2, "vouch_quota": 40, "vouch_days": 90, "leaving_days": 90}
_MEMBERS = """number,name,email,joined
901,Rosa Falk,rosa@example.org,2017-09-01
902,Jonas Weil,jonas@example.org,2018-02-14
903,Mina Sol,mina@example.org,2019-06-30
"""
_DECISIONS = """date,title,result,text
2019-03-02,We rent the yard together,"carried, 14 to 1",Ten years at the price that Ada read out.
2020-10-11,A library of tools,carried without objection,Whoever borrows signs the book by the door.
2021-05-08,No cars in the yard,"defeated, 6 to 9",
"""
_BALANCES = """account,name,debit,credit
assets:tools,Tools and shelves,2400.00,
equity:opening,What we brought along,,2400.00
"""
_LEDGER = """datetime,shortId,shortGroup,description,type,kind,amount,paymentProcessorFee,netAmount,currency
2024-05-03T09:00:00,9f01aa02,77aa0001,Soup for the spring meeting,DEBIT,EXPENSE,-48.20,0,-48.20,EUR
2024-04-02T09:00:00,9f01aa01,77aa0000,Spring collection,CREDIT,CONTRIBUTION,310.00,-9.30,300.70,EUR
"""


def plan(town: Town) -> None:
    on = town.calendar.on
    on(52.2, _sits(town))
    on(52.6, _brings(town))
    on(56.1, _asks_panel(town, "lena", "Lena Brook", "I came in May, and know nobody yet. I teach swimming."))
    on(56.9, _speaks(town, "lena", "ada"))
    on(57.4, _asks_panel(town, "otis", "Otis Vann", "I want to sell watches here."))
    on(58.1, _declines(town, "otis"))
    on(58.3, _doubts(town))
    on(59.35, _leaves(town))


def _sits(town: Town) -> Deed:
    """Three on the panel, of whom two decide; the rules are set as if the annual meeting had voted."""

    def deed(at: datetime) -> None:
        panel = [AppointMandate(str(town.ids[name]), "membership") for name in ("hana", "ben")]
        rules = [SetParameter(f"members.{name}", value) for name, value in _RULES.items()]
        enact([*panel, *rules], reference="founding:panel", rule=UNANIMOUS, now=at)

    return deed


def _brings(town: Town) -> Deed:
    """Old members are still to be looked at; decisions and balances stand; a ledger was taken back."""

    def deed(at: datetime) -> None:
        ada, ben = town.ids["ada"], town.ids["ben"]
        _bring(ada, "members", "members-until-2021.csv", _MEMBERS, at)
        decided = _bring(ada, "decisions", "minutes-before.csv", _DECISIONS, at)
        moving_in.write(ada, import_id=decided, now=at)
        balances = _bring(ben, "balances", "balances.csv", _BALANCES, at)
        moving_in.write(ben, import_id=balances, now=at)
        ledger = _bring(ben, "open-collective", "transactions.csv", _LEDGER, at)
        moving_in.write(ben, import_id=ledger, now=at)
        moving_in.undo(ben, import_id=ledger, now=at)
        _bring(ben, "open-collective", "transactions.csv", _LEDGER, at)

    return deed


def _bring(by: int, kind: str, filename: str, text: str, at: datetime) -> int:
    return moving_in.bring(by, kind=kind, filename=filename, data=text.encode(), now=at)


def _asks_panel(town: Town, handle: str, name: str, statement: str) -> Deed:
    def deed(at: datetime) -> None:
        made = people.create_person(login_id=None, handle=handle, display_name=name, now=at)
        town.applications[handle] = apply_to_panel(made, statement=statement, agrees=True, now=at)

    return deed


def _speaks(town: Town, handle: str, name: str) -> Deed:
    return lambda at: speak_on_application(
        town.ids[name], application_id=town.applications[handle], answer="welcome", now=at
    )


def _declines(town: Town, handle: str) -> Deed:
    def deed(at: datetime) -> None:
        for name, reason in (("ada", "We sell nothing to each other here."), ("ben", "Come by and talk.")):
            speak_on_application(
                town.ids[name],
                application_id=town.applications[handle],
                answer="decline",
                reason=reason,
                now=at,
            )

    return deed


def _doubts(town: Town) -> Deed:
    """Two write alike; she answers that they share a flat. Members have not been asked."""

    def deed(at: datetime) -> None:
        made = open_hearing(
            town.ids["ada"],
            person_id=town.ids["wim"],
            statement="Wim and Cyrus always write within the same minute, and nobody has met Wim.",
            now=at,
        )
        members.answer_hearing(
            town.ids["wim"],
            hearing_id=made,
            text="We share a flat and one computer. I sing in the Tuesday choir; come and hear.",
            now=at,
        )

    return deed


def _leaves(town: Town) -> Deed:
    return lambda at: members.give_notice(town.ids["cyrus"], now=at)
