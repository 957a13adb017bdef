"""A published log in a dictionary, signed with a throwaway key that everybody may know."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from rulebook.merkle import Checkpoint, Frontier, Leaf, VerifierKey, format_leaf, sign_checkpoint

ORIGIN = "record.example/throwaway"
_SECRET = Ed25519PrivateKey.from_private_bytes(sha256(b"a throwaway key, signs nothing real").digest())
KEY = VerifierKey(ORIGIN, _SECRET.public_key().public_bytes_raw())
OTHER_SECRET = Ed25519PrivateKey.from_private_bytes(sha256(b"another throwaway key").digest())
OTHER_KEY = VerifierKey("witness.example", OTHER_SECRET.public_key().public_bytes_raw())


def sign(message: bytes) -> bytes:
    return _SECRET.sign(message)


def check_signature(public_key: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def entry(index: int) -> bytes:
    """Leaf `index` of every test log."""
    return format_leaf(Leaf("test.counted", v=1, at=1_700_000_000_000 + index, body={"number": index}))


def entries(count: int) -> list[bytes]:
    return [entry(index) for index in range(count)]


def published(batches: Iterable[Sequence[bytes]]) -> dict[str, bytes]:
    """The files of a log after appending each batch, with every partial tile of every state."""
    frontier = Frontier()
    files: dict[str, bytes] = {}
    for batch in batches:
        growth = frontier.append(batch)
        frontier = growth.frontier
        files |= growth.files
    files["checkpoint"] = signed(Checkpoint(ORIGIN, frontier.size, frontier.root))
    files["vkey"] = f"{KEY}\n".encode()
    return files


def signed(checkpoint: Checkpoint) -> bytes:
    return sign_checkpoint(checkpoint, key=KEY, sign=sign)


@dataclass
class FilesReader:
    """Reads a log from a dictionary; with `listed=False` as over HTTP, where nothing is listed."""

    files: dict[str, bytes]
    listed: bool = True

    def read(self, path: str) -> bytes | None:
        return self.files.get(path)

    def paths(self) -> list[str] | None:
        return list(self.files) if self.listed else None
