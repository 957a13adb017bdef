"""What members and mandate holders do: propose, vote, act inside a mandate."""
