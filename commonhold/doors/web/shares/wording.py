"""What the register's codes are called on pages and on paper."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonhold.civic.shares.vocabulary import COMMON


def operation(kind: str, *, came: bool) -> str:
    """What happened; `came`: she got what a transfer or a conversion moved."""
    if kind in {"transfer", "convert"}:
        return {
            ("transfer", True): _("Got from a member"),
            ("transfer", False): _("Given to a member"),
            ("convert", True): _("Came from the other class"),
            ("convert", False): _("Went into the other class"),
        }[kind, came]
    return {
        "subscribe": _("Subscribed"),
        "pay-in": _("Paid in"),
        "withdraw": _("Given back"),
        "write-down": _("Bore a part of a loss"),
    }[kind]


def share_class(code: str) -> str:
    return _("common") if code == COMMON else code


def held(why: str) -> str:
    """Why shares whose day has come wait; empty while they don't."""
    return {
        "": "",
        "suspended": _("It waits: the board has suspended withdrawals."),
        "losses": _("It waits until a loss is covered."),
        "cash": _("It waits until there is enough in the bank."),
        "capital": _("It waits: our charter keeps this much capital."),
        "year": _("It waits for next year: this year's part is used up."),
    }[why]


def most_back(because: str) -> str:
    """Which test says how much may go back now."""
    return {
        "losses": _("A loss is not covered, so nothing goes back."),
        "cash": _("As far as the money in the bank reaches, beyond debts, funds and what our charter keeps."),
        "capital": _("All that is paid in, beyond the capital that our charter keeps."),
        "year": _("What is left of the part that our charter lets go in one year."),
    }[because]


def pledge(state: str) -> str:
    return {
        "to-pay": _("to be paid"),
        "paid": _("paid: it waits for the offer's end"),
        "shares": _("these are shares now"),
        "owed-back": _("paid back, or owed to you"),
        "called-off": _("taken back"),
    }[state]
