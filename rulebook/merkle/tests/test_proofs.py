from collections.abc import Iterator

import pytest

from rulebook.merkle.hashing import HASH_BYTES, leaf_hash, node_hash, root_of
from rulebook.merkle.proofs import (
    NoSuchProof,
    consistency_proof,
    inclusion_proof,
    verify_consistency,
    verify_inclusion,
)

LARGEST = 100
HASHES = b"".join(leaf_hash(str(number).encode()) for number in range(LARGEST))


def leaf(index: int) -> bytes:
    return HASHES[index * HASH_BYTES : (index + 1) * HASH_BYTES]


def hash_of(start: int, end: int) -> bytes:
    return root_of(HASHES[start * HASH_BYTES : end * HASH_BYTES])


ROOT = [hash_of(0, size) for size in range(LARGEST + 1)]


def flipped(value: bytes, bit: int) -> bytes:
    at, shift = divmod(bit % (8 * len(value)), 8)
    return value[:at] + bytes([value[at] ^ 1 << shift]) + value[at + 1 :]


def bent(proof: list[bytes], bit: int) -> Iterator[list[bytes]]:
    """The proof with one bit flipped in each hash, one hash left out, doubled, cut, lengthened."""
    for place, value in enumerate(proof):
        before, after = proof[:place], proof[place + 1 :]
        yield [*before, flipped(value, bit), *after]
        yield [*before, *after]
        yield [*before, value, value, *after]
        yield [*before, value[:-1], *after]
        yield [*before, value + b"\x00", *after]
    yield [*proof, leaf(0)]
    yield [leaf(0), *proof]


@pytest.mark.parametrize("size", range(1, LARGEST + 1))
def test_every_leaf_is_proven_in_a_tree_and_nothing_bent_is(size: int) -> None:
    root = ROOT[size]
    for index in range(size):
        own, proof = leaf(index), inclusion_proof(index, size, hash_of)
        assert verify_inclusion(leaf_hash=own, index=index, size=size, proof=proof, root=root)
        bit = index * 7 + size
        assert not verify_inclusion(
            leaf_hash=flipped(own, bit), index=index, size=size, proof=proof, root=root
        )
        assert not verify_inclusion(
            leaf_hash=own, index=index, size=size, proof=proof, root=flipped(root, bit)
        )
        for other in {index - 1, index + 1, index ^ 2, index + size} - {index}:
            assert not verify_inclusion(leaf_hash=own, index=other, size=size, proof=proof, root=root)
        for wrong in bent(proof, bit):
            assert not verify_inclusion(leaf_hash=own, index=index, size=size, proof=wrong, root=root)


@pytest.mark.parametrize("size", range(1, LARGEST + 1))
def test_every_older_tree_is_proven_a_beginning_and_nothing_bent_is(size: int) -> None:
    for old in range(1, size + 1):
        old_root, root = ROOT[old], ROOT[size]
        proof = consistency_proof(old, size, hash_of)
        assert verify_consistency(old_size=old, old_root=old_root, size=size, root=root, proof=proof)
        bit = old * 7 + size
        assert not verify_consistency(
            old_size=old, old_root=flipped(old_root, bit), size=size, root=root, proof=proof
        )
        assert not verify_consistency(
            old_size=old, old_root=old_root, size=size, root=flipped(root, bit), proof=proof
        )
        for wrong in bent(proof, bit):
            assert not verify_consistency(old_size=old, old_root=old_root, size=size, root=root, proof=wrong)


@pytest.mark.parametrize("old_size", [0, -1, 8])
def test_nothing_is_consistent_with_the_empty_a_negative_or_a_larger_tree(old_size: int) -> None:
    with pytest.raises(NoSuchProof):
        consistency_proof(old_size, 7, hash_of)
    for proof in ([], [ROOT[7]]):
        assert not verify_consistency(
            old_size=old_size, old_root=ROOT[max(old_size, 0)], size=7, root=ROOT[7], proof=proof
        )


def test_two_empty_trees_prove_nothing_either() -> None:
    with pytest.raises(NoSuchProof):
        consistency_proof(0, 0, hash_of)
    assert not verify_consistency(old_size=0, old_root=ROOT[0], size=0, root=ROOT[0], proof=[])


@pytest.mark.parametrize(("index", "size"), [(7, 7), (-1, 7), (0, 0), (2**64 - 1, 1)])
def test_a_leaf_outside_the_tree_has_no_proof(index: int, size: int) -> None:
    with pytest.raises(NoSuchProof):
        inclusion_proof(index, size, hash_of)
    assert not verify_inclusion(leaf_hash=leaf(0), index=index, size=size, proof=[], root=leaf(0))


def test_a_short_root_equal_to_a_short_leaf_is_no_proof() -> None:
    assert not verify_inclusion(leaf_hash=b"", index=0, size=1, proof=[], root=b"")


@pytest.mark.parametrize("size", range(2, 40))
def test_a_proof_does_not_hold_in_a_tree_of_twice_the_height_or_size(size: int) -> None:
    for index in range(size):
        proof = inclusion_proof(index, size, hash_of)
        for other in (2 * size, size * size * 2):
            assert not verify_inclusion(
                leaf_hash=leaf(index), index=index, size=other, proof=proof, root=ROOT[size]
            )
    for old in range(1, size):
        proof = consistency_proof(old, size, hash_of)
        for other in (2 * size, size * size * 2):
            assert not verify_consistency(
                old_size=old, old_root=ROOT[old], size=other, root=ROOT[size], proof=proof
            )


def test_a_root_built_one_step_higher_than_the_tree_is_refused() -> None:
    extra = leaf(99)
    for size in range(2, 20):
        proof = inclusion_proof(size - 1, size, hash_of)
        assert not verify_inclusion(
            leaf_hash=leaf(size - 1),
            index=size - 1,
            size=size,
            proof=[*proof, extra],
            root=node_hash(extra, ROOT[size]),
        )
        for old in range(1, size):
            assert not verify_consistency(
                old_size=old,
                old_root=node_hash(extra, ROOT[old]),
                size=size,
                root=node_hash(extra, ROOT[size]),
                proof=[*consistency_proof(old, size, hash_of), extra],
            )
