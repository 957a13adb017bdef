"""Tags on the web: what bears one, following one, showing one."""
