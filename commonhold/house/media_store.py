"""Which store holds the media."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit


def media_store_settings(url: str | None) -> dict[str, Any]:
    """django-storages' options for `s3://BUCKET/PREFIX?endpoint=URL&region=NAME`; none for the local folder.

    Keys come from the environment as S3's own tools read them (AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY).
    Raises ValueError for any other scheme, or without a bucket.
    """
    if not url:
        return {}
    parts = urlsplit(url)
    if parts.scheme != "s3" or not parts.netloc:
        raise ValueError(f"A store of media is s3://BUCKET/PREFIX?endpoint=…, not {url}")
    asked = parse_qs(parts.query)
    options: dict[str, Any] = {
        "bucket_name": parts.netloc,
        "location": parts.path.strip("/"),
        "default_acl": None,
        "file_overwrite": True,
        "querystring_auth": True,
        "addressing_style": "path",
        "signature_version": "s3v4",
    }
    if "endpoint" in asked:
        options["endpoint_url"] = asked["endpoint"][0]
    if "region" in asked:
        options["region_name"] = asked["region"][0]
    return options
