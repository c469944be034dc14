"""Django's format modules of the two languages."""
