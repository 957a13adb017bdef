"""Inclusion and consistency proofs (RFC 6962, sections 2.1.1 and 2.1.2; RFC 9162, 2.1.3 and 2.1.4).

A proof is a list of subtree hashes, and a subtree is a range of leaves. So *which* ranges a
proof needs is plain arithmetic, and only looking up their hashes needs the tree: `hash_of(start,
end)` is the tree hash over leaves start..end-1, from memory, from tiles, from anywhere.
"""

from collections.abc import Callable, Iterator, Sequence

from rulebook.merkle.hashing import HASH_BYTES, node_hash

HashOf = Callable[[int, int], bytes]
Range = tuple[int, int]


class NoSuchProof(ValueError):
    """Nothing can be proven about these numbers: the leaf or the older tree is not in the tree."""


def inclusion_proof(index: int, size: int, hash_of: HashOf) -> list[bytes]:
    """The proof that leaf `index` is in the tree of `size` leaves, nearest neighbour first."""
    if not 0 <= index < size:
        raise NoSuchProof(f"a tree of {size} leaves has no leaf {index}")
    return [hash_of(start, end) for start, end in _path(index, 0, size)]


def consistency_proof(old_size: int, size: int, hash_of: HashOf) -> list[bytes]:
    """The proof that the tree of `size` leaves only appended to the tree of `old_size`.

    Every tree extends the empty tree, so there is nothing to prove from size 0: refused.
    """
    if not 0 < old_size <= size:
        raise NoSuchProof(f"a tree of {size} leaves proves nothing about one of {old_size}")
    return [hash_of(start, end) for start, end in _subproof(old_size, 0, size, whole=True)]


def _path(index: int, start: int, end: int) -> Iterator[Range]:
    """PATH(m, D[n]), RFC 6962 section 2.1.1, with ranges in place of hashes."""
    if end - start == 1:
        return
    middle = start + _split(end - start)
    if index < middle:
        yield from _path(index, start, middle)
        yield middle, end
    else:
        yield from _path(index, middle, end)
        yield start, middle


def _subproof(old_end: int, start: int, end: int, *, whole: bool) -> Iterator[Range]:
    """SUBPROOF(m, D[n], b), RFC 6962 section 2.1.2; `whole`: is the old root this very subtree?"""
    if old_end == end:
        if not whole:
            yield start, end
        return
    middle = start + _split(end - start)
    if old_end <= middle:
        yield from _subproof(old_end, start, middle, whole=whole)
        yield middle, end
    else:
        yield from _subproof(old_end, middle, end, whole=False)
        yield start, middle


def _split(size: int) -> int:
    """The largest power of two smaller than `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def verify_inclusion(*, leaf_hash: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Does `proof` show that leaf `index` of the tree (`size`, `root`) has `leaf_hash`?

    RFC 9162 section 2.1.3.2, step by step; `fn` and `sn` are the RFC's names for the places of
    the node and of the last node on the level that the climb has reached.
    """
    if not 0 <= index < size or not _are_hashes(leaf_hash, root, *proof):
        return False
    fn, sn = index, size - 1
    node = leaf_hash
    for sibling in proof:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            node = node_hash(sibling, node)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            node = node_hash(node, sibling)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and node == root


def verify_consistency(
    *, old_size: int, old_root: bytes, size: int, root: bytes, proof: Sequence[bytes]
) -> bool:
    """Does `proof` show that the tree (`size`, `root`) only appended to (`old_size`, `old_root`)?

    RFC 9162 section 2.1.4.2, step by step. A proof from size 0 would say nothing: False. Equal
    sizes need equal roots and an empty proof.
    """
    if not 0 < old_size <= size:
        return False
    if old_size == size:
        return not proof and old_root == root
    if not proof or not _are_hashes(old_root, root, *proof):
        return False
    path = list(proof)
    if old_size & (old_size - 1) == 0:  # the old tree is a full subtree: its root starts the climb
        path.insert(0, old_root)
    fn, sn = old_size - 1, size - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    old_node = node = path[0]
    for sibling in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            old_node = node_hash(sibling, old_node)
            node = node_hash(sibling, node)
            while fn and not fn & 1:
                fn, sn = fn >> 1, sn >> 1
        else:
            node = node_hash(node, sibling)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and old_node == old_root and node == root


def _are_hashes(*values: bytes) -> bool:
    return all(len(value) == HASH_BYTES for value in values)
