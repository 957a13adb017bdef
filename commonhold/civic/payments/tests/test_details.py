"""Bank details: account numbers that are right, and names in SEPA's letters."""

from __future__ import annotations

import pytest

from commonhold.civic.payments import queries
from commonhold.civic.payments.actions.details import set_bank_details
from commonhold.civic.payments.refusals import IbanWrong, NameNotInSepa
from commonhold.civic.payments.tests.files import CAROS
from commonhold.social.people.queries import Viewer


@pytest.mark.parametrize(
    "iban", ["GB29NWBK60161331926818", "GB29 NWBK 6016", "12345678", "", "XX29NWBK60161331926819"]
)
def test_an_iban_that_is_not_right_is_refused(banked, iban):
    with pytest.raises(IbanWrong):
        set_bank_details(banked.ids["caro"], iban=iban, name="Caro", now=banked.now)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Łukasz Žižek", "Lukasz Zizek"),
        ("Ça & là", "Ca la"),
        ("Анна Ковальова", "Anna Koval'ova"),
        ("x" * 90, "x" * 70),
    ],
)
def test_names_are_written_in_sepas_letters(banked, name, written):
    set_bank_details(banked.ids["caro"], iban=CAROS.lower(), name=name, now=banked.now)
    details = queries.bank_details(Viewer(banked.ids["caro"]), banked.ids["caro"], now=banked.now)
    assert (details.name, details.iban, details.iban_words) == (written, CAROS, "GB29 NWBK 6016 1331 9268 19")
    with pytest.raises(NameNotInSepa):
        set_bank_details(banked.ids["caro"], iban=CAROS, name="🙂 &", now=banked.now)
