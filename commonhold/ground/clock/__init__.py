"""What time it is here. In a demo or test co-op, time can be moved forward."""
