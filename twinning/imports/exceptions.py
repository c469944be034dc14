"""How the import engine refuses."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from twinning.core.exceptions import Conflict, DomainError, NotPermitted
from twinning.imports.words import in_both, read


class FileRefused(DomainError):
    """A file that cannot be read as rows; `code` says why, `words` say it in both languages."""

    code = "file_refused"

    def __init__(self, message: str | Promise, *, code: str, **facts: object) -> None:
        self.words = in_both(message, **facts)
        super().__init__(read(self.words), code=code)


class ImportNotPermitted(NotPermitted):
    """This person may not import rows of this kind for this organisation."""

    def __init__(self) -> None:
        super().__init__(_("You may not import this for this organisation."))


class NotNow(Conflict):
    """The step does not follow from the state the import is in."""

    code = "wrong_state"

    def __init__(self) -> None:
        super().__init__(_("This cannot be done with the import as it stands. Look at it again."))


class AlreadyAtWork(Exception):
    """Another process works on this run at this moment."""


class CancelAsked(Exception):
    """Somebody asked to stop; what the step has written in this transaction is taken back."""
