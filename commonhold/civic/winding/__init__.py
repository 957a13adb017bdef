"""How a co-op ends that its members end by vote: in stages, with notice, and everybody is whole first."""
