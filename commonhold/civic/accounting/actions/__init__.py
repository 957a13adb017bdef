"""What two people, an auditor or a vote do with a period that is over."""
