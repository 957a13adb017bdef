"""Posts on the web: reading one, writing one, thanking for one."""
