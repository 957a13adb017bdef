"""What breaks outside of the program: the house degrades as `docs/running/when-something-breaks.md` says."""
