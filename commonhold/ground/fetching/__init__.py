"""Reading a page of somebody else's server, without being led to what is ours."""
