"""What is to be read alone says so to whoever posts there."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import URLPattern

from commonhold.doors.activitypub.urls import urlpatterns

_PART = re.compile(r"<\w+:\w+>")


@pytest.mark.parametrize("pattern", urlpatterns, ids=str)
def test_nothing_is_posted_to_what_is_read_and_no_token_is_asked_for(coop: str, pattern: URLPattern) -> None:
    path = "/" + _PART.sub("7", str(pattern.pattern))
    answer = Client(enforce_csrf_checks=True).post(path, b"{}", content_type="application/activity+json")
    assert answer.status_code == 405, path
    assert "GET" in answer["Allow"]
