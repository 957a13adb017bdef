"""What happens to ads: handed in, answered by the panel, paid, shown, ended; and who wants to see them."""
