"""What to build and do next: members' ideas, who supports them, and what became of each."""
