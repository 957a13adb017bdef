"""What anybody may know of proposals, ballots and mandates."""
