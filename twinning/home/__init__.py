"""The pages that look over the whole register."""
