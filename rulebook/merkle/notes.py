"""Signed notes and their keys (C2SP signed-note; vkeys as golang.org/x/mod/sumdb/note writes them).

Every part is read strictly: what parses, formats back to the same bytes. So nobody can vary a
note, not even the unused bits of its base64, and still have it accepted as the same.
"""

from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

#: What a key is for: signing its own log, or cosigning the logs of others (signed-note, "Signature types").
ED25519, COSIGNATURE_V1 = b"\x01", b"\x04"
ED25519_KEY_BYTES = 32
ED25519_SIGNATURE_BYTES = 64
KEY_ID_BYTES = 4
#: Notes with more signatures are refused unread; the specification asks to accept at least 16.
MOST_SIGNATURES = 100

Sign = Callable[[bytes], bytes]
CheckSignature = Callable[[bytes, bytes, bytes], bool]
"""(public_key, message, signature) -> bool: Ed25519 as in RFC 8032. It must not raise."""


class MalformedNote(ValueError):
    """The bytes are not a signed note, or the text is not a verifier key."""


class NotSigned(ValueError):
    """The note carries no valid signature of the key that was asked for."""


def parse_base64(text: str) -> bytes:
    """Standard base64 (RFC 4648 section 4) in its only canonical spelling."""
    try:
        data = b64decode(text, validate=True)
    except ValueError as error:
        raise MalformedNote(f"not base64: {error}") from None
    if b64encode(data).decode("ascii") != text:
        raise MalformedNote("base64 with stray bits")
    return data


@dataclass(frozen=True)
class VerifierKey:
    """Who signs: a name, and an Ed25519 public key of 32 bytes; `type` says what it signs."""

    name: str
    public_key: bytes
    type: bytes = ED25519

    def __post_init__(self) -> None:
        if not _is_key_name(self.name):
            raise MalformedNote("a key name is not empty and has no spaces and no plus")
        if len(self.public_key) != ED25519_KEY_BYTES:
            raise MalformedNote("an Ed25519 public key has 32 bytes")

    @property
    def key_id(self) -> bytes:
        """SHA-256(name || 0x0A || type || public key)[:4] (signed-note, "Signatures")."""
        named = self.name.encode("utf-8") + b"\n" + self.type + self.public_key
        return sha256(named).digest()[:KEY_ID_BYTES]

    def __str__(self) -> str:
        """The vkey text: NAME+ID+base64(type || public key)."""
        return f"{self.name}+{self.key_id.hex()}+{b64encode(self.type + self.public_key).decode('ascii')}"


def parse_vkey(text: str, *, type: bytes = ED25519) -> VerifierKey:
    """The key of this type that `text` spells. Raises MalformedNote, also when the id is not the key's."""
    name, _, rest = text.partition("+")
    _, _, encoded = rest.partition("+")
    data = parse_base64(encoded)
    if data[:1] != type:
        raise MalformedNote("not an Ed25519 verifier key" if type == ED25519 else "not a witness's key")
    key = VerifierKey(name, data[1:], type)
    if str(key) != text:
        raise MalformedNote("the key id does not belong to this name and key")
    return key


@dataclass(frozen=True)
class Signature:
    """One signature line: whose key, and what it made of the text."""

    name: str
    key_id: bytes
    value: bytes

    def __str__(self) -> str:
        return f"\N{EM DASH} {self.name} {b64encode(self.key_id + self.value).decode('ascii')}\n"


@dataclass(frozen=True)
class Note:
    """`text` ends in a newline; that newline is signed, the blank line after it is not."""

    text: str
    signatures: tuple[Signature, ...]

    def format(self) -> bytes:
        return (self.text + "\n" + "".join(map(str, self.signatures))).encode("utf-8")


def parse_note(data: bytes) -> Note:
    """Take a note apart, trusting nothing yet (signed-note, "Format"). Raises MalformedNote."""
    try:
        whole = data.decode("utf-8")
    except UnicodeDecodeError:
        raise MalformedNote("a note is UTF-8") from None
    if any(character < " " and character != "\n" for character in whole):
        raise MalformedNote("a note has no control characters")
    text, blank_line, signature_lines = whole.rpartition("\n\n")
    if not blank_line or not signature_lines.endswith("\n"):
        raise MalformedNote("a note is a text, a blank line and signature lines")
    lines = signature_lines.removesuffix("\n").split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise MalformedNote("too many signatures")
    return Note(text + "\n", tuple(_parse_signature(line) for line in lines))


def _parse_signature(line: str) -> Signature:
    dash, _, rest = line.partition(" ")
    name, _, encoded = rest.partition(" ")
    data = parse_base64(encoded)
    if dash != "\N{EM DASH}" or not _is_key_name(name) or len(data) <= KEY_ID_BYTES:
        raise MalformedNote("not a signature line")
    return Signature(name, data[:KEY_ID_BYTES], data[KEY_ID_BYTES:])


def _is_key_name(name: str) -> bool:
    return name != "" and "+" not in name and not any(character.isspace() for character in name)


def sign_note(text: str, *, key: VerifierKey, sign: Sign) -> bytes:
    """The note of `text` (which ends in a newline) with one signature; `sign` holds the secret."""
    if not text.endswith("\n"):
        raise MalformedNote("the text of a note ends in a newline")
    note = Note(text, (Signature(key.name, key.key_id, sign(text.encode("utf-8"))),)).format()
    parse_note(note)
    return note


def open_note(data: bytes, *, key: VerifierKey, check_signature: CheckSignature) -> str:
    """The text of a note that `key` signed, once, as signed-note, "Signatures", asks.

    Signatures of other keys are passed over: witnesses add theirs. Raises MalformedNote, and
    NotSigned when the key's signature is missing, wrong, or there twice.
    """
    note = parse_note(data)
    own = [line.value for line in note.signatures if (line.name, line.key_id) == (key.name, key.key_id)]
    if len(own) != 1:
        raise NotSigned(f"{len(own)} signatures by {key.name}, where one is expected")
    if len(own[0]) != ED25519_SIGNATURE_BYTES:
        raise NotSigned(f"the signature by {key.name} has not 64 bytes")
    if not check_signature(key.public_key, note.text.encode("utf-8"), own[0]):
        raise NotSigned(f"the signature by {key.name} is not valid")
    return note.text
