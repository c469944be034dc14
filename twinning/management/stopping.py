"""How a person or a supervisor asks the register to stop: Ctrl-C, SIGTERM, or the end of the terminal."""

import signal
from types import FrameType

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StopRequest:
    """Remembers that it was asked to stop; during the preparation it also breaks off what is being done.

    Once children run, nothing is broken off: an exception out of a signal may come in the middle of starting a child,
    where Python drops it.
    """

    def __init__(self) -> None:
        self.is_made = False
        self._breaks_off = True

    def listen(self) -> None:
        """Begin to hear the signals; `nohup` asks that the end of the terminal be ignored, and that alone is obeyed."""
        for number in STOP_SIGNALS:
            if number != signal.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._receive)

    def only_remember(self) -> None:
        """From now on leave it to the one who looks at `is_made` when to stop."""
        self._breaks_off = False

    def _receive(self, _number: int, _frame: FrameType | None) -> None:
        self.is_made = True
        if self._breaks_off:
            raise KeyboardInterrupt
