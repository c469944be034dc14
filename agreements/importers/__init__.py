"""What rows of a file mean in the registry: agreements of staff spreadsheets, ties of the world."""
