"""Who accepts how much of whose word, and what follows: ways to pay, nearness, debts that cancel out."""
