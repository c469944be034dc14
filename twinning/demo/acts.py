"""Leading a made-up agreement through its life by the acts of the registry, each on its own day."""

import datetime

from agreements.choices import AuthorisationKind, AuthorisationState, Blocks, Status
from agreements.lifecycle import Act
from agreements.models import Agreement, Authorisation
from agreements.services.authorisations import AuthorisationInput, record_authorisation
from agreements.services.lifecycle import perform
from twinning.accounts.models import User
from twinning.accounts.roles import Role
from twinning.core.dates import PartialDate
from twinning.demo.cast import Cast
from twinning.demo.days import DemoCalendar, moment
from twinning.demo.drafts import NOTE, NUMBER_PREFIX, SIGNED_STATUSES, enter_draft
from twinning.demo.entries import AgreementEntry

# Days from the day of signing; before it the draft is entered, submitted, authorised, and the legal steps are granted.
STARTED, SUBMITTED, AUTHORISED, GRANTED, PUBLISHED, FORCE = -120, -90, -60, -30, 7, 30
# Days from the day of submission, where nothing is signed yet.
STARTED_BEFORE_SUBMISSION, DECIDED_AFTER = -15, 10


class Life:
    """One made-up agreement on its way from draft to the status its entry names."""

    def __init__(self, entry: AgreementEntry, cast: Cast, calendar: DemoCalendar) -> None:
        self._entry = entry
        self._cast = cast
        self._calendar = calendar
        self._day = calendar.day(entry.day)
        self._status = Status(entry.status)
        self._officer = cast.officer(entry.lead)
        self._approver = cast.approver(entry.lead)
        self._reviewer = cast.reviewer_of(entry.lead)

    def lead(self) -> Agreement:
        """Enter the draft and perform every act up to the entry's status."""
        agreement = enter_draft(self._entry, self._cast, self._calendar, on=self._first_day())
        if self._status in SIGNED_STATUSES:
            self._sign(agreement)
            self._conclude(agreement)
        elif self._status == Status.WITHDRAWN:
            self._withdraw(agreement)
        elif self._status != Status.DRAFT:
            self._submit_and_decide(agreement)
        agreement.refresh_from_db()
        return agreement

    def _first_day(self) -> datetime.date:
        if self._status in SIGNED_STATUSES:
            return self._away(STARTED)
        return self._day if self._status == Status.DRAFT else self._away(STARTED_BEFORE_SUBMISSION)

    def _submit_and_decide(self, agreement: Agreement) -> None:
        self._perform(Act.SUBMIT, agreement, by=self._officer, on_day=self._day)
        act = {
            Status.RETURNED: Act.RETURN,
            Status.REJECTED: Act.REJECT,
            Status.AUTHORISED: Act.AUTHORISE,
        }.get(self._status)
        if act is not None:
            self._perform(act, agreement, by=self._reviewer, on_day=self._acted(), comment=self._entry.comment)

    def _withdraw(self, agreement: Agreement) -> None:
        if self._entry.submitted_first:
            self._perform(Act.SUBMIT, agreement, by=self._officer, on_day=self._day)
        comment = self._entry.comment
        self._perform(Act.WITHDRAW, agreement, by=self._officer, on_day=self._acted(), comment=comment)

    def _sign(self, agreement: Agreement) -> None:
        self._perform(Act.SUBMIT, agreement, by=self._officer, on_day=self._away(SUBMITTED))
        self._perform(Act.AUTHORISE, agreement, by=self._reviewer, on_day=self._away(AUTHORISED))
        is_open = agreement.authorisations.filter(state=AuthorisationState.OPEN)
        for step in is_open.exclude(blocks=Blocks.NOTHING):
            self._grant(step, on=self._away(GRANTED))
        self._perform(Act.SIGN, agreement, by=self._approver, on_day=self._day, date=self._day)
        for step in is_open.filter(blocks=Blocks.NOTHING):
            self._grant(step, on=self._away(PUBLISHED))

    def _conclude(self, agreement: Agreement) -> None:
        if self._status == Status.SIGNED:
            return
        force = self._away(FORCE)
        self._perform(Act.BRING_INTO_FORCE, agreement, by=self._approver, on_day=force, date=force)
        comment = self._entry.comment
        if self._status == Status.SUSPENDED:
            self._perform(Act.SUSPEND, agreement, by=self._approver, on_day=self._acted(), comment=comment)
        elif self._status == Status.TERMINATED:
            ended = self._calendar.day(self._entry.ended)
            self._perform(
                Act.TERMINATE, agreement, by=self._approver, on_day=self._acted(), date=ended, comment=comment
            )
        elif self._status == Status.EXPIRED:
            day_after = self._calendar.day(self._entry.ends or "") + datetime.timedelta(days=1)
            self._perform(Act.EXPIRE, agreement, by=None, on_day=day_after)

    def _grant(self, step: Authorisation, *, on: datetime.date) -> None:
        granted = AuthorisationInput(
            kind=AuthorisationKind(step.kind),
            state=AuthorisationState.GRANTED,
            authority_ar=step.authority_ar,
            authority_en=step.authority_en,
            blocks=Blocks(step.blocks),
            number=f"{NUMBER_PREFIX}{on.timetuple().tm_yday}/{on.year}",
            dated=PartialDate.day(on),
            note=NOTE,
        )
        by = self._reviewer if step.recorded_by == Role.REVIEWER else self._officer
        record_authorisation(step, granted, by=by, at=moment(on), today=on)

    def _perform(
        self,
        act: Act,
        agreement: Agreement,
        *,
        by: User | None,
        on_day: datetime.date,
        date: datetime.date | None = None,
        comment: str = "",
    ) -> None:
        perform(
            act,
            agreement=agreement,
            by=by,
            at=moment(on_day, 14),
            today=on_day,
            on=PartialDate.day(date) if date else None,
            comment=comment,
            field_comments=self._entry.field_comments if act == Act.RETURN else None,
        )

    def _acted(self) -> datetime.date:
        return self._calendar.day(self._entry.acted) if self._entry.acted else self._away(DECIDED_AFTER)

    def _away(self, days: int) -> datetime.date:
        return self._day + datetime.timedelta(days=days)
