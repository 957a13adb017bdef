"""What happens to money: dues come in, the fund carries some, costs go out."""
