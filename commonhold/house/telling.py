"""Where errors and traces are sent besides the log: nowhere, unless a setting names a place.

    COMMONHOLD_SENTRY  a DSN; needs `pip install commonhold[sentry]`
    COMMONHOLD_OTEL    the address of an OTLP collector; needs `pip install commonhold[otel]`

Neither is told of whom: what would leave is struck out first (docs/adr/0056-seen-from-outside.md).
"""

from __future__ import annotations

import importlib
import logging
import os
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from commonhold.house.logs import struck_out
from commonhold.house.release import RELEASE

_KEPT = (
    "exception",
    "level",
    "logger",
    "platform",
    "release",
    "timestamp",
    "event_id",
    "message",
    "logentry",
)


_tracers: list[Any] = []  # one, where a collector is named


class NotInstalled(ValueError):
    """A place is named and what would tell it is not there; the words say how to install it."""


def begin() -> None:
    """At the server's start. Raises NotInstalled."""
    if os.environ.get("COMMONHOLD_SENTRY"):
        sentry = _loaded("sentry_sdk", "sentry")
        of_logs = _loaded("sentry_sdk.integrations.logging", "sentry")
        sentry.init(
            dsn=os.environ["COMMONHOLD_SENTRY"],
            release=RELEASE,
            include_local_variables=False,  # they are what people wrote
            max_breadcrumbs=0,
            default_integrations=False,
            integrations=[of_logs.LoggingIntegration(level=None, event_level=logging.ERROR)],
            before_send=of_nobody,
        )
    if os.environ.get("COMMONHOLD_OTEL"):
        _tracers.append(_tracer(os.environ["COMMONHOLD_OTEL"]))


class TracingMiddleware:
    """A span for each request that Django answers, named by its route: the pattern, never the address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _tracers:
            return self.get_response(request)
        with _tracers[0].start_as_current_span(request.method or "") as span:
            response = self.get_response(request)
            route = request.resolver_match.route if request.resolver_match else "nowhere"
            span.update_name(f"{request.method} {route}")
            span.set_attribute("http.response.status_code", response.status_code)
            return response


def of_nobody(event: dict[str, Any], _hint: object = None) -> dict[str, Any]:
    """What is sent of an error: what it was and where in the code, without request, person or variables."""
    kept = {name: event[name] for name in _KEPT if name in event}
    return dict(_struck(kept))


def _struck(value: Any) -> Any:
    if isinstance(value, str):
        return struck_out(value)
    if isinstance(value, dict):
        return {name: _struck(each) for name, each in value.items() if name != "vars"}
    if isinstance(value, list | tuple):
        return [_struck(each) for each in value]
    return value


def _tracer(collector: str) -> Any:
    exporting = _loaded("opentelemetry.exporter.otlp.proto.http.trace_exporter", "otel")
    sdk = _loaded("opentelemetry.sdk.trace", "otel")
    batching = _loaded("opentelemetry.sdk.trace.export", "otel")
    resources = _loaded("opentelemetry.sdk.resources", "otel")
    said = resources.Resource({"service.name": "commonhold", "service.version": RELEASE})
    provider = sdk.TracerProvider(resource=said)
    exporter = exporting.OTLPSpanExporter(endpoint=f"{collector.rstrip('/')}/v1/traces")
    provider.add_span_processor(batching.BatchSpanProcessor(exporter))
    return provider.get_tracer("commonhold")


def _loaded(module: str, extra: str) -> Any:
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise NotInstalled(
            f"{error}. Run “pip install commonhold[{extra}]”, or take the setting away."
        ) from error
