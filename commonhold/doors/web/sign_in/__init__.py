"""Opening an account and signing in. The library does the guarding; these are its words and our sign-up."""
