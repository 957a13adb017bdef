"""Pages of mutual credit: what is owed, whom one trusts, paying with the way shown, and how it works."""
