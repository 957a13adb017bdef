import pytest

from rulebook.merkle.notes import (
    MalformedNote,
    Note,
    NotSigned,
    Signature,
    VerifierKey,
    open_note,
    parse_note,
    parse_vkey,
    sign_note,
)
from rulebook.merkle.tests.published import KEY, OTHER_KEY, OTHER_SECRET, check_signature, sign

# A key and a note that Go's own sumdb/note package publishes in its documentation.
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETERS_SIGNATURE = (
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
)
PETERS_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    f"\n— PeterNeumann {PETERS_SIGNATURE}\n"
).encode()

TEXT = "one line\n\nand another\n"


def other_signature() -> str:
    value = OTHER_SECRET.sign(TEXT.encode())
    return str(Signature(OTHER_KEY.name, OTHER_KEY.key_id, value))


def test_a_note_of_another_implementation_opens() -> None:
    text = open_note(PETERS_NOTE, key=parse_vkey(PETER), check_signature=check_signature)
    assert text.endswith("what your problem is.\n")


def test_what_we_sign_opens_again() -> None:
    note = sign_note(TEXT, key=KEY, sign=sign)
    assert open_note(note, key=KEY, check_signature=check_signature) == TEXT
    assert parse_note(note).format() == note


def test_signatures_of_witnesses_are_passed_over() -> None:
    note = sign_note(TEXT, key=KEY, sign=sign) + other_signature().encode()
    assert open_note(note, key=KEY, check_signature=check_signature) == TEXT
    assert open_note(note, key=OTHER_KEY, check_signature=check_signature) == TEXT


def test_a_note_that_only_others_signed_is_refused() -> None:
    note = f"{TEXT}\n{other_signature()}".encode()
    with pytest.raises(NotSigned, match="0 signatures"):
        open_note(note, key=KEY, check_signature=check_signature)


def test_a_note_signed_twice_by_the_same_key_is_refused() -> None:
    note = sign_note(TEXT, key=KEY, sign=sign)
    line = note.rpartition(b"\n\n")[2]
    with pytest.raises(NotSigned, match="2 signatures"):
        open_note(note + line, key=KEY, check_signature=check_signature)


def test_a_signature_of_the_wrong_length_is_never_checked() -> None:
    def never(_key: bytes, _message: bytes, _signature: bytes) -> bool:
        raise AssertionError

    note = Note(TEXT, (Signature(KEY.name, KEY.key_id, b"short"),)).format()
    with pytest.raises(NotSigned, match="64 bytes"):
        open_note(note, key=KEY, check_signature=never)


def test_a_changed_bit_anywhere_in_a_note_is_refused() -> None:
    note = sign_note(TEXT, key=KEY, sign=sign)
    for bit in range(8 * len(note)):
        at, shift = divmod(bit, 8)
        changed = note[:at] + bytes([note[at] ^ 1 << shift]) + note[at + 1 :]
        with pytest.raises((MalformedNote, NotSigned)):
            open_note(changed, key=KEY, check_signature=check_signature)


LINE = str(Signature("name", b"1234", b"value"))


def note_with(line: str) -> bytes:
    return f"text\n\n{line}".encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"text\n",
        b"text\n\n",
        f"text\n{LINE}".encode(),
        note_with(LINE.rstrip()),
        note_with(LINE + "\r\n"),
        b"te\txt\n\n" + LINE.encode(),
        b"te\x00xt\n\n" + LINE.encode(),
        b"te\xffxt\n\n" + LINE.encode(),
        f"text\n\n{LINE}".encode("utf-16"),
        note_with(LINE + "garbage\n"),
        note_with(LINE.replace("\N{EM DASH}", "-")),
        note_with(LINE.replace("name", "")),
        note_with(LINE.replace("name", "na+me")),
        note_with(LINE.replace("name", "na\u2003me")),
        note_with(LINE.rstrip() + " \n"),
        note_with(LINE.rstrip()[:-1] + "\n"),
        note_with("\N{EM DASH} name MTIzNA==\n"),
        note_with(LINE * 101),
    ],
    ids=repr,
)
def test_bytes_that_are_no_note_are_refused(data: bytes) -> None:
    with pytest.raises(MalformedNote):
        parse_note(data)


def test_a_hundred_signatures_are_read() -> None:
    assert len(parse_note(f"text\n\n{LINE * 100}".encode()).signatures) == 100


@pytest.mark.parametrize("text", ["no newline", "a tab\t\n", "a\rreturn\n"])
def test_a_text_that_no_note_can_hold_is_not_signed(text: str) -> None:
    with pytest.raises(MalformedNote):
        sign_note(text, key=KEY, sign=sign)


def test_a_verifier_key_reads_back() -> None:
    assert str(parse_vkey(PETER)) == PETER
    assert parse_vkey(str(KEY)) == KEY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PeterNeumann",
        PETER + "\n",
        PETER.replace("Peter", "Petra"),
        PETER.replace("c74f20a3", "C74F20A3"),
        PETER.replace("c74f20a3", "c74f20a4"),
        PETER.replace("c74f20a3", ""),
        PETER[:-4],
        PETER.replace("+ARpc", "+AhpcA"),
        PETER.replace("+AR", "+Ah"),
        PETER.replace("PeterNeumann", "Peter Neumann"),
        PETER.replace("PeterNeumann", ""),
    ],
)
def test_text_that_is_no_verifier_key_is_refused(text: str) -> None:
    with pytest.raises(MalformedNote):
        parse_vkey(text)


def test_a_key_of_another_algorithm_is_called_that() -> None:
    with pytest.raises(MalformedNote, match="not an Ed25519"):
        parse_vkey("name+00000000+BAAA")


@pytest.mark.parametrize(("name", "length"), [("", 32), ("a b", 32), ("a+b", 32), ("name", 31), ("name", 33)])
def test_a_key_that_no_vkey_can_spell_is_refused(name: str, length: int) -> None:
    with pytest.raises(MalformedNote):
        VerifierKey(name, bytes(length))
