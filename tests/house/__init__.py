"""Structure: what keeps the house from growing crooked. Each guard is shown failing once."""
