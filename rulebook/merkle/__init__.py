"""A public append-only Merkle log: C2SP tlog-tiles over RFC 6962, with signed checkpoints.

Read it in this order: hashing, proofs, tiles, bundles, frontier, tree, notes, checkpoint,
witnessing, leaves, reading, verify_log. No file needs one that comes after it.
"""

from rulebook.merkle.bundles import BrokenBundle, format_bundle, parse_bundle
from rulebook.merkle.checkpoint import (
    Checkpoint,
    MalformedCheckpoint,
    open_checkpoint,
    parse_checkpoint,
    sign_checkpoint,
)
from rulebook.merkle.frontier import Frontier, Growth, WrongEdge
from rulebook.merkle.hashing import EMPTY_ROOT, leaf_hash, node_hash, root_of, root_of_leaves
from rulebook.merkle.leaves import LONGEST_LEAF, Leaf, MalformedLeaf, format_leaf, parse_leaf
from rulebook.merkle.notes import (
    COSIGNATURE_V1,
    MalformedNote,
    Note,
    NotSigned,
    VerifierKey,
    open_note,
    parse_note,
    parse_vkey,
    sign_note,
)
from rulebook.merkle.proofs import (
    NoSuchProof,
    consistency_proof,
    inclusion_proof,
    verify_consistency,
    verify_inclusion,
)
from rulebook.merkle.reading import DirectoryReader, Reader
from rulebook.merkle.tiles import (
    TILE_WIDTH,
    Bundle,
    NotATile,
    Tile,
    bundles_at,
    parse_path,
    tiles_at,
    tiles_from,
)
from rulebook.merkle.tree import Tree, WrongTile, tile_levels
from rulebook.merkle.verify_log import Verdict, verify
from rulebook.merkle.witnessing import (
    MalformedRequest,
    WitnessRequest,
    cosign,
    cosigned_at,
    parse_request,
    with_cosignatures,
    witnesses_of,
)

__all__ = [
    "COSIGNATURE_V1",
    "EMPTY_ROOT",
    "LONGEST_LEAF",
    "TILE_WIDTH",
    "BrokenBundle",
    "Bundle",
    "Checkpoint",
    "DirectoryReader",
    "Frontier",
    "Growth",
    "Leaf",
    "MalformedCheckpoint",
    "MalformedLeaf",
    "MalformedNote",
    "MalformedRequest",
    "NoSuchProof",
    "NotATile",
    "NotSigned",
    "Note",
    "Reader",
    "Tile",
    "Tree",
    "Verdict",
    "VerifierKey",
    "WitnessRequest",
    "WrongEdge",
    "WrongTile",
    "bundles_at",
    "consistency_proof",
    "cosign",
    "cosigned_at",
    "format_bundle",
    "format_leaf",
    "inclusion_proof",
    "leaf_hash",
    "node_hash",
    "open_checkpoint",
    "open_note",
    "parse_bundle",
    "parse_checkpoint",
    "parse_leaf",
    "parse_note",
    "parse_path",
    "parse_request",
    "parse_vkey",
    "root_of",
    "root_of_leaves",
    "sign_checkpoint",
    "sign_note",
    "tile_levels",
    "tiles_at",
    "tiles_from",
    "verify",
    "verify_consistency",
    "verify_inclusion",
    "with_cosignatures",
    "witnesses_of",
]
