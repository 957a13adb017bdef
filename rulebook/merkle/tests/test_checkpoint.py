import pytest

from rulebook.merkle.checkpoint import (
    Checkpoint,
    MalformedCheckpoint,
    open_checkpoint,
    parse_checkpoint,
    sign_checkpoint,
)
from rulebook.merkle.notes import MalformedNote
from rulebook.merkle.tests.published import KEY, ORIGIN, check_signature, sign, signed

# The example text of the specification itself.
SOFA = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"


def test_the_specifications_example_reads_and_writes_back() -> None:
    checkpoint = parse_checkpoint(SOFA)
    assert (checkpoint.origin, checkpoint.size) == ("example.com/behind-the-sofa", 20852163)
    assert checkpoint.root.hex().startswith("0ac5186a91863e8e")
    assert checkpoint.text == SOFA


def test_extension_lines_are_kept() -> None:
    checkpoint = parse_checkpoint(SOFA + "one\ntwo\n")
    assert checkpoint.extensions == ("one", "two")
    assert checkpoint.text == SOFA + "one\ntwo\n"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        SOFA[:-1],
        SOFA + "\n",
        "\n" + SOFA,
        SOFA.replace("\n2", "\n\n2"),
        SOFA.replace("20852163", "020852163"),
        SOFA.replace("20852163", "+20852163"),
        SOFA.replace("20852163", "-1"),
        SOFA.replace("20852163", "1e3"),
        SOFA.replace("20852163", "20_852"),
        SOFA.replace("20852163", "٢"),
        SOFA.replace("20852163", "9" * 20),
        SOFA.replace("20852163", " 1"),
        SOFA.replace("q2I=", "q2J="),
        SOFA.replace("q2I=", "q2I"),
        SOFA.replace("CsUY", ""),
        SOFA.replace("CsUY", "CsUYCsUY"),
        SOFA.replace("CsUY", "Cs\u200bUY"),
        "origin\n0\n\n",
        "origin\n0\n",
    ],
    ids=repr,
)
def test_other_texts_are_no_checkpoints(text: str) -> None:
    with pytest.raises(MalformedCheckpoint):
        parse_checkpoint(text)


def test_what_we_sign_opens_again() -> None:
    checkpoint = Checkpoint(ORIGIN, 3, bytes(32), ("an extension",))
    assert open_checkpoint(signed(checkpoint), key=KEY, check_signature=check_signature) == checkpoint


def test_a_checkpoint_of_another_log_is_refused_though_the_key_signed_it() -> None:
    with pytest.raises(MalformedCheckpoint, match="elsewhere"):
        open_checkpoint(
            signed(Checkpoint("elsewhere", 3, bytes(32))), key=KEY, check_signature=check_signature
        )


@pytest.mark.parametrize(
    "checkpoint",
    [
        Checkpoint("", 3, bytes(32)),
        Checkpoint("two\nlines", 3, bytes(32)),
        Checkpoint(ORIGIN, -3, bytes(32)),
        Checkpoint(ORIGIN, 3, bytes(31)),
        Checkpoint(ORIGIN, 3, bytes(32), ("",)),
        Checkpoint(ORIGIN, 3, bytes(32), ("two\nlines",)),
    ],
    ids=repr,
)
def test_a_checkpoint_that_would_read_differently_is_not_signed(checkpoint: Checkpoint) -> None:
    with pytest.raises(MalformedCheckpoint):
        sign_checkpoint(checkpoint, key=KEY, sign=sign)


def test_a_control_character_is_not_signed() -> None:
    with pytest.raises(MalformedNote):
        sign_checkpoint(Checkpoint("a\tb", 3, bytes(32)), key=KEY, sign=sign)
