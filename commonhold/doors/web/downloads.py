"""Files that a page hands out for one's own keeping: no browser and nobody in between stores them."""

from __future__ import annotations

from django.http import HttpResponse


def private_file(content: bytes, *, kind: str, name: str) -> HttpResponse:
    """An attachment of this media type, called `name`."""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def private_pdf(content: bytes, name: str) -> HttpResponse:
    return private_file(content, kind="application/pdf", name=name)
