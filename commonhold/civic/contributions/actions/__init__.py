"""What people do here: note and confirm work, ask for a preview, open a bundle."""
