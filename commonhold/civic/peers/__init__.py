"""Other co-ops that the members trust: each watches that the other's record only ever grows."""
