"""Where a backup lies: a folder, or a bucket that speaks S3. Either holds named objects, written once."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from commonhold.ground import keys
from commonhold.ground.refusal import Refusal
from commonhold.house.media_store import media_store_settings

_ABSENT = {"404", "NoSuchKey", "NotFound"}
_GRACE = 86_400.0  # seconds: what somebody else may be writing into the bucket just now is left alone


@dataclass(frozen=True)
class Kept:
    """An object; `age` in seconds."""

    name: str
    size: int
    age: float


class Place(Protocol):
    """`grace`: how old in seconds an object must be before it may be removed as nobody's."""

    grace: float

    def put(self, name: str, data: bytes) -> None: ...
    def get(self, name: str) -> bytes | None: ...
    def remove(self, name: str) -> None: ...
    def listed(self, prefix: str) -> Iterator[Kept]: ...
    def alone(self) -> Any: ...


class Folder:
    """A folder on this machine, of its owner alone."""

    grace = 0.0  # one writer at a time, see `alone`

    def __init__(self, path: Path) -> None:
        self.path = path

    def put(self, name: str, data: bytes) -> None:
        """Durable on return, whole or not at all."""
        target = self.path / name
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = target.with_name(f".{target.name}.{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(target)
        keys.sync_folder(target.parent)

    def get(self, name: str) -> bytes | None:
        try:
            return (self.path / name).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def remove(self, name: str) -> None:
        (self.path / name).unlink(missing_ok=True)

    def listed(self, prefix: str) -> Iterator[Kept]:
        now = time.time()
        for each in sorted((self.path / prefix).rglob("*")):
            with suppress(FileNotFoundError):
                if each.is_file() and not each.name.startswith("."):
                    found = each.stat()
                    yield Kept(str(each.relative_to(self.path)), found.st_size, now - found.st_mtime)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else writes here meanwhile. Refuses while another does."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.path / ".lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Refusal(
                    "Another backup is being written to {folder} just now. Nothing was changed; "
                    "try again later.",
                    folder=self.path,
                ) from None
            yield


class Bucket:
    """A bucket, by the keys in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY."""

    grace = _GRACE

    def __init__(self, url: str) -> None:
        import boto3  # noqa: PLC0415 - a third of what any command took that has to do with backups

        told = media_store_settings(url)
        self._bucket, self._prefix = str(told["bucket_name"]), str(told["location"])
        self._client: Any = boto3.client(
            "s3", endpoint_url=told.get("endpoint_url"), region_name=told.get("region_name")
        )

    def put(self, name: str, data: bytes) -> None:
        with _in_words():
            self._client.put_object(Bucket=self._bucket, Key=self._key(name), Body=data)

    def get(self, name: str) -> bytes | None:
        from botocore.exceptions import ClientError  # noqa: PLC0415 - it is loaded with the client

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


def place_at(words: str) -> Place:
    """`DIR` or `s3://BUCKET/PREFIX?endpoint=…&region=…`. Raises Refusal for what is neither."""
    if "://" not in words:
        return Folder(Path(words).resolve())
    try:
        return Bucket(words)
    except ValueError as error:
        raise Refusal("{error}. Nothing was changed.", error=error) from error


@contextmanager
def _in_words() -> Iterator[None]:
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415 - it is loaded with the client

    try:
        yield
    except (BotoCoreError, ClientError) as error:
        raise Refusal(
            "The bucket did not do what it was asked: {error}. Nothing was lost; look at its address, "
            "its keys and whether they may write, and try again.",
            error=error,
        ) from error
