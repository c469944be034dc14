"""How the registry refuses: who, state, law, each by its own exception."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from agreements.choices import ProjectState, Status
from twinning.core.exceptions import Conflict, FieldProblem, Message, NotPermitted


@dataclass(frozen=True, slots=True)
class Violation:
    """One law that is not met: its code, its words, the part of the record (a task of the form) and the field."""

    code: str
    message: Message
    part: str
    field: str = ""


class ActNotPermitted(NotPermitted):
    """This person may not perform this act on this agreement."""

    def __init__(self) -> None:
        super().__init__(_("You may not do this with this agreement."))


class RecordedByAnother(NotPermitted):
    """The route names another role for this step."""

    code = "recorded_by_another"

    def __init__(self, role: Message) -> None:
        super().__init__(_("The route says who records this step: %(role)s.") % {"role": role})


class WrongState(Conflict):
    """The act does not start from the status the agreement is in."""

    code = "wrong_state"

    def __init__(self, status: str) -> None:
        super().__init__(
            _("This cannot be done while the agreement is “%(status)s”.") % {"status": Status(status).label},
        )


class AgainstTheLaw(Conflict):
    """One or more laws of the registry are not met; `violations` names each."""

    code = "against_the_law"

    def __init__(self, violations: Sequence[Violation]) -> None:
        super().__init__(violations[0].message)
        self.violations = list(violations)
        self.problems = [FieldProblem(v.field or v.part, v.code, v.message) for v in self.violations]


class NotEditable(Conflict):
    """Only drafts and returned agreements are changed."""

    code = "not_editable"

    def __init__(self) -> None:
        super().__init__(_("Only a draft or a returned agreement can be changed."))


class NotFollowedYet(Conflict):
    """What came of an agreement is recorded once it is signed or kept as historical, not while it is prepared."""

    code = "not_followed_yet"

    def __init__(self) -> None:
        super().__init__(_("What came of an agreement is recorded once it is signed."))


class AlreadyVoid(Conflict):
    """What was voided is not changed any more."""

    code = "already_void"

    def __init__(self) -> None:
        super().__init__(_("This entry was voided and cannot be changed any more."))


class WrongProjectState(Conflict):
    """The act does not start from the state the project is in."""

    code = "wrong_state"

    def __init__(self, state: str) -> None:
        super().__init__(
            _("This cannot be done while the project is “%(state)s”.") % {"state": ProjectState(state).label},
        )


class ReviewNotOpen(Conflict):
    """The review is accepted already, or nobody has answered it yet."""

    code = "review_not_open"

    def __init__(self) -> None:
        super().__init__(_("This review cannot be answered or decided now. Look at it again."))


class CheckIsClosed(Conflict):
    """The continuity check was answered already."""

    code = "check_is_closed"

    def __init__(self) -> None:
        super().__init__(_("This check was answered already."))


class NobodyToWriteTo(Conflict):
    """The contact has no e-mail address."""

    code = "nobody_to_write_to"

    def __init__(self) -> None:
        super().__init__(_("This contact has no e-mail address on record."))
