"""An internet that no packet leaves (`keeper.py`), from outside: programs are started in it and asked."""

from __future__ import annotations

import os
import shutil
import ssl
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import httpx

from tests import absent
from tests.federation import authority

#: Where each name's server listens within; no other program is there, so that any port will do.
PORTS = {
    "a.test": 8001,
    "b.test": 8002,
    "c.test": 8003,
    "peer.test": 8100,
    "old.test": 8100,
    "new.test": 8100,
}
_HERE = Path(__file__).resolve().parents[2]
_PATIENCE = 30.0  # seconds until an answer must be there


class Internet:
    """While it is open its names lead to whoever listens at their ports."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        authority.vouch(folder, list(PORTS))
        words = [sys.executable, "-m", "tests.federation.keeper", str(folder)]
        words += [f"{name}={port}" for name, port in PORTS.items()]
        self._log = (folder / "keeper.log").open("wb")
        self._keeper = subprocess.Popen(
            [*unshared(), *words],
            cwd=_HERE,
            env={**os.environ, "PYTHONPATH": str(_HERE)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
        )
        assert self._keeper.stdout is not None
        if self._keeper.stdout.readline() != b"ready\n":
            self.close()
            raise AssertionError((folder / "keeper.log").read_text())

    @property
    def authority(self) -> Path:
        """The file with the one authority that its servers are vouched for by."""
        return self.folder / "authority.pem"

    @property
    def keeper(self) -> int:
        """Whose namespaces it is."""
        return self._keeper.pid

    def inside(self, *words: str | Path) -> list[str]:
        """The command that runs this one within; it dies with us."""
        kept = f"/proc/{self._keeper.pid}/ns"
        entered = ["nsenter", f"--net={kept}/net", f"--mount={kept}/mnt"]
        if os.geteuid() != 0:
            entered += [f"--user={kept}/user", "--preserve-credentials"]
        return [*entered, f"--wd={_HERE}", "setpriv", "--pdeathsig", "KILL", *map(str, words)]

    def client(self, name: str, headers: Mapping[str, str] | None = None) -> httpx.Client:
        """Asks the server of that name."""
        believing = ssl.create_default_context(cafile=self.authority)
        return httpx.Client(
            transport=httpx.HTTPTransport(uds=str(self.folder / "internet.sock"), verify=believing),
            base_url=f"https://{name}",
            headers=dict(headers or {}),
            timeout=_PATIENCE,
        )

    def close(self) -> None:
        assert self._keeper.stdin is not None
        self._keeper.stdin.close()
        self._keeper.wait(_PATIENCE)
        self._log.close()


def unshared() -> Sequence[str]:
    """The words before a command that is to have a network of its own; skips where nobody may have one."""
    for each in ("unshare", "nsenter", "setpriv"):
        if shutil.which(each) is None:
            absent.skip(each, "apt install util-linux")
    words = ["unshare", "-mn"] if os.geteuid() == 0 else ["unshare", "-rmn"]
    tried = subprocess.run([*words, "true"], capture_output=True, text=True, check=False)
    if tried.returncode != 0:
        absent.skip("a network of one's own", f"`{' '.join(words)}` must be allowed ({tried.stderr.strip()})")
    return words
