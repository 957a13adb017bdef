"""Taking everything along: all that this house keeps of somebody, as one archive of her own."""
