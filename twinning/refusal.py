"""The one way in which a start is refused: a sentence for the person at the terminal."""


class StartRefused(RuntimeError):
    """Something outside the program keeps it from starting; the message says what and what to do."""
