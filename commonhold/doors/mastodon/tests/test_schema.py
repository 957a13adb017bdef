"""What every other test here leans on: an answer that is not as the schema says is noticed."""

from __future__ import annotations

from tests import absent
from tests.calling import faults_of, operation_of


def test_an_answer_of_another_shape_is_noticed() -> None:
    absent.vectors()
    rule = {"id": "1", "text": "Be kind.", "hint": ""}
    assert list(faults_of("GET", "/api/v1/instance/rules", 200, [rule])) == []
    assert list(faults_of("GET", "/api/v1/instance/rules", 200, [{**rule, "id": 1}]))
    assert list(faults_of("GET", "/api/v1/instance/rules", 200, [{"id": "1"}]))
    assert list(faults_of("GET", "/api/v1/instance/rules", 201, []))


def test_the_plainest_address_is_meant_first() -> None:
    absent.vectors()
    assert operation_of("GET", "/api/v1/accounts/lookup") == "/api/v1/accounts/lookup"
    assert operation_of("GET", "/api/v1/accounts/7") == "/api/v1/accounts/{id}"
    assert operation_of("DELETE", "/api/v1/accounts/7") is None
