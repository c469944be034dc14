"""What a paper about an agreement says, how it is worded, and how it is printed."""
