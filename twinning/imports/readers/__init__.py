"""Reading files of rows: what kind they are, in which encoding, and their cells as text."""
