"""Lists on the web: keeping them, and reading one."""
