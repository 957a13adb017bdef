"""Being forgotten: somebody has her account erased, with time to think again, and every byte of it goes."""
