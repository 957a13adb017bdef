"""The co-op's own emoji on the web: all of them, adding one, retiring one."""
