"""A place for backups in a bucket that speaks S3."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from commonhold.ground.refusal import Refusal
from commonhold.house.backup.places import Kept
from commonhold.house.media_store import media_store_settings

_ABSENT = {"404", "NoSuchKey", "NotFound"}
_GRACE = 86_400.0  # seconds: what somebody else may be writing into the bucket just now is left alone


class Bucket:
    """A bucket, by the keys in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."""

    grace = _GRACE
    is_away = True

    def __init__(self, url: str) -> None:
        told = media_store_settings(url)
        self._bucket, self._prefix = str(told["bucket_name"]), str(told["location"])
        self._client: Any = boto3.client(
            "s3", endpoint_url=told.get("endpoint_url"), region_name=told.get("region_name")
        )

    def put(self, name: str, data: bytes) -> None:
        with _in_words():
            self._client.put_object(Bucket=self._bucket, Key=self._key(name), Body=data)

    def get(self, name: str) -> bytes | None:
        with _in_words():
            try:
                found = self._client.get_object(Bucket=self._bucket, Key=self._key(name))
            except ClientError as error:
                if error.response["Error"]["Code"] in _ABSENT:
                    return None
                raise
            data: bytes = found["Body"].read()
            return data

    def remove(self, name: str) -> None:
        with _in_words():
            self._client.delete_object(Bucket=self._bucket, Key=self._key(name))

    def listed(self, prefix: str) -> Iterator[Kept]:
        now = time.time()
        pages = self._client.get_paginator("list_objects_v2")
        with _in_words():
            for page in pages.paginate(Bucket=self._bucket, Prefix=self._key(prefix)):
                for each in page.get("Contents", []):
                    name = each["Key"].removeprefix(self._key(""))
                    yield Kept(name, each["Size"], now - each["LastModified"].timestamp())

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Buckets know no locks: what is young is never removed instead."""
        yield

    def _key(self, name: str) -> str:
        return f"{self._prefix}/{name}" if self._prefix else name


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise Refusal(
            "The bucket did not do what it was asked: {error}. Nothing was lost; look at its address, "
            "its keys and whether they may write, and try again.",
            error=error,
        ) from error
