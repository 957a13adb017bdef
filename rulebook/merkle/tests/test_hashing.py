from hashlib import sha256

import pytest

from rulebook.merkle.hashing import EMPTY_ROOT, leaf_hash, node_hash, parents, root_of

# The eight leaves and the roots over the first n of them that the test suites of the
# Certificate Transparency projects share.
LEAVES = [
    bytes.fromhex(leaf)
    for leaf in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def rfc_root(leaf_hashes: list[bytes]) -> bytes:
    """MTH exactly as RFC 6962 section 2.1 writes it, for comparison."""
    if not leaf_hashes:
        return sha256(b"").digest()
    if len(leaf_hashes) == 1:
        return leaf_hashes[0]
    split = 1
    while split * 2 < len(leaf_hashes):
        split *= 2
    return node_hash(rfc_root(leaf_hashes[:split]), rfc_root(leaf_hashes[split:]))


@pytest.mark.parametrize("size", range(9))
def test_the_known_roots_come_out(size: int) -> None:
    assert root_of(b"".join(map(leaf_hash, LEAVES[:size]))).hex() == ROOTS[size]


def test_every_size_up_to_600_has_the_root_of_the_rfcs_recursion() -> None:
    hashes = [leaf_hash(str(number).encode()) for number in range(600)]
    for size in range(601):
        assert root_of(b"".join(hashes[:size])) == rfc_root(hashes[:size])


def test_a_tree_without_leaves_has_the_hash_of_nothing() -> None:
    assert root_of(b"") == EMPTY_ROOT == sha256(b"").digest()


def test_a_leaf_never_passes_for_a_node() -> None:
    left, right = leaf_hash(b"left"), leaf_hash(b"right")
    assert leaf_hash(left + right) != node_hash(left, right)


def test_parents_leave_out_a_last_one_alone() -> None:
    a, b, c = (leaf_hash(name) for name in (b"a", b"b", b"c"))
    assert parents(a + b + c) == node_hash(a, b)
    assert parents(a) == parents(b"") == b""
