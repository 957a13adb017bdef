"""How we share: each month's surplus by a voted rule, and pay for verified work. Thanks are only read."""
