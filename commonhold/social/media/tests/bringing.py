"""Bring something and wait until it is made, as the tests of this room do."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from PIL import Image

from commonhold.social.media import jobs
from commonhold.social.media.actions import receive_medium
from commonhold.social.media.queries import MediumView, own_medium
from commonhold.social.people.queries import Viewer
from tests.cast import MORNING


def bring(by: int, data: bytes, *, filename: str = "file.png", purpose: str = "post") -> int:
    return receive_medium(by, file=BytesIO(data), filename=filename, purpose=purpose, now=MORNING)


def brought(by: int, data: bytes, *, purpose: str = "post") -> MediumView:
    """The medium after it was made, or refused."""
    medium_id = bring(by, data, purpose=purpose)
    jobs.make_waiting(MORNING)
    return own_medium(Viewer(by), medium_id)


def kept(folder: Path, view: MediumView, *, small: bool = False) -> bytes:
    """The bytes that the local store has of it."""
    secret, name = (view.small_url if small else view.url).split("/")[2:]
    return (folder / "media" / secret[:2] / secret / name).read_bytes()


def shown(folder: Path, view: MediumView, *, small: bool = False) -> Image.Image:
    image = Image.open(BytesIO(kept(folder, view, small=small)))
    image.load()
    return image


def files_in(folder: Path) -> list[Path]:
    return [path for part in ("media", "incoming") for path in (folder / part).rglob("*") if path.is_file()]
