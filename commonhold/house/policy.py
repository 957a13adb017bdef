"""The content security policy is the same for every page, so its words are put together once."""

from __future__ import annotations

from functools import lru_cache

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from csp.utils import build_policy
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class OnePolicyMiddleware(CSPMiddleware):
    """Pages have no nonces, and no view has a policy of its own; one that had would be passed on."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if hasattr(request, "_csp_nonce") or any(each.startswith("_csp") for each in vars(response)):
            return super().process_response(request, response)
        response.headers.setdefault(HEADER, _policy())
        return response


@lru_cache(1)
def _policy() -> str:
    return str(build_policy())
