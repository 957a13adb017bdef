"""The first hour: interests, company, friends from elsewhere, oneself, and what one hears of."""
