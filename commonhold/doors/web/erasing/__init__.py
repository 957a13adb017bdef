"""Being forgotten: what happens, what stays and under which law, asking for it, and thinking again."""
