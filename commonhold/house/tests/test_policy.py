"""One content security policy for all pages."""

from __future__ import annotations

import pytest
from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from commonhold.house.policy import OnePolicyMiddleware


@pytest.fixture
def request_(rf: RequestFactory) -> HttpRequest:
    return rf.get("/")


def answered(response: HttpResponse, request: HttpRequest, by: type[CSPMiddleware]) -> str:
    return str(by(lambda _request: response).process_response(request, response)[HEADER])


def test_every_page_has_the_policy_that_the_library_writes(request_: HttpRequest) -> None:
    ours = answered(HttpResponse(), request_, OnePolicyMiddleware)
    assert ours == answered(HttpResponse(), request_, CSPMiddleware)
    assert "script-src 'self'" in ours


def test_what_a_response_says_itself_stands(request_: HttpRequest) -> None:
    response = HttpResponse(headers={HEADER: "default-src 'none'"})
    assert answered(response, request_, OnePolicyMiddleware) == "default-src 'none'"
    special = HttpResponse()
    special._csp_update = {"img-src": ["https://pictures.example"]}  # type: ignore[attr-defined]  # as its decorators do
    assert "https://pictures.example" in answered(special, request_, OnePolicyMiddleware)
