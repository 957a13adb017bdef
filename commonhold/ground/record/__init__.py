"""The public record: an append-only Merkle log that outsiders verify."""
