"""Addresses of the API: each leads to what stands beside it, and none is hidden by an earlier one."""

from __future__ import annotations

import re

import pytest
from django.urls import URLPattern, resolve

from commonhold.doors.calls.endpoint import unknown
from commonhold.doors.mastodon.urls import urlpatterns

_PART = re.compile(r"<\w+:\w+>")


@pytest.mark.parametrize("pattern", [each for each in urlpatterns if each is not unknown], ids=str)
def test_no_address_is_hidden_by_another(pattern: URLPattern) -> None:
    address = "/" + _PART.sub("7", str(pattern.pattern))
    assert resolve(address).func is pattern.callback
