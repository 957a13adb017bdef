"""Media on the web: bringing them, describing them, serving them to whoever may see them."""
