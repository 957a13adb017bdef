"""Who may what: every address, asked by everybody, against a table that somebody read line by line."""
