"""Pages of meetings: the list, a meeting with its agenda and reports, its minutes."""
