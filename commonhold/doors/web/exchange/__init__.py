"""Pages of the exchange: offers, agreements, words, disputes and works."""
