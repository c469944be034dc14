"""What Django, allauth and REST framework refuse is said in the register's own Arabic."""

from collections.abc import Callable

import pytest
from allauth.account.adapter import DefaultAccountAdapter
from django import forms
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import override
from rest_framework.exceptions import Throttled
from rest_framework.exceptions import ValidationError as ApiValidationError
from rest_framework.fields import IntegerField


def refusal(act: Callable[[], object]) -> str:
    with override("ar"), pytest.raises((ValidationError, ApiValidationError)) as caught:
        act()
    error = caught.value
    if isinstance(error, ApiValidationError):
        return str(next(iter(error.detail)))
    assert isinstance(error, ValidationError)
    return str(error.messages[0])


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (lambda: forms.CharField().clean(""), "هذا الحقل مطلوب."),
        (lambda: forms.ChoiceField(choices=[("a", "A")]).clean("b"), "اختاروا من القائمة: b ليس من الخيارات المتاحة."),
        (lambda: validate_email("nobody"), "اكتبوا بريدًا إلكترونيًّا صحيحًا، مثل name@example.org."),
        (lambda: MinimumLengthValidator(12).validate("short"), "كلمة المرور قصيرة. يجب ألّا تقل عن 12 محرفًا."),
        (lambda: MinimumLengthValidator(8).validate("short"), "كلمة المرور قصيرة. يجب ألّا تقل عن 8 محارف."),
        (lambda: IntegerField().run_validation("x"), "يلزم رقم صحيح."),
    ],
)
def test_a_refusal_is_said_in_the_registers_own_arabic(act: Callable[[], object], message: str) -> None:
    assert refusal(act) == message


def test_a_failed_sign_in_speaks_to_people_and_not_to_one_man() -> None:
    with override("ar"):
        assert str(DefaultAccountAdapter.error_messages["too_many_login_attempts"]).endswith("أعيدوا المحاولة لاحقًا.")


def test_a_throttled_caller_reads_when_to_come_back() -> None:
    with override("ar"):
        assert "بعد 30 ثانية" in str(Throttled(wait=30).detail)
