"""How programs call: what doors that speak JSON share, from the token and its scope to the errors."""
