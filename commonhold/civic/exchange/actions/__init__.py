"""What people do in the exchange: they offer, ask and agree, say that it is done, and write how it went."""
