"""A disk that is soon full: a file system of its own in memory, which only root may mount."""

from __future__ import annotations

import errno
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

_PIECE = 1 << 20


@dataclass(frozen=True)
class SmallDisk:
    """`folder` lies on it."""

    folder: Path

    def fill(self) -> None:
        """Nothing is left on it, nor of what was freed since."""
        with self._ballast.open("ab", buffering=0) as file:
            for piece in (_PIECE, 4096, 1):
                try:
                    while True:
                        file.write(bytes(piece))
                except OSError as full:
                    if full.errno != errno.ENOSPC:
                        raise

    def make_room(self) -> None:
        self._ballast.unlink()

    @property
    def _ballast(self) -> Path:
        return self.folder / "ballast"


@contextmanager
def small_disk(*, megabytes: int) -> Iterator[SmallDisk]:
    """Mounted where an unprivileged server may look; skips where that may not be done."""
    folder = Path(tempfile.mkdtemp(prefix="commonhold-small-disk-"))
    folder.chmod(0o755)
    how = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
    try:
        done = subprocess.run(how, capture_output=True, text=True, check=False, timeout=20)
        trouble = done.stderr.strip() if done.returncode else ""
    except FileNotFoundError:
        trouble = "there is no mount"
    if trouble:
        folder.rmdir()
        pytest.skip(f"a small disk can't be mounted here: {trouble}")
    try:
        yield SmallDisk(folder)
    finally:
        # Lazily, since a server that was killed may hold a file of it for a moment.
        subprocess.run(["umount", "--lazy", str(folder)], check=True, timeout=20)
        folder.rmdir()
