"""ActivityPub: how other servers come in, and how we speak to them (docs/adr/0036)."""
