"""What a proposal can ask: how its ballots look, how they are counted, and what the count decides."""
