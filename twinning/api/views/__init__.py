"""What the API answers about itself."""
