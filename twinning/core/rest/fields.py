"""Fields of the API contract: bilingual text, dates with precision; and plain ones that read no other JSON type."""

import datetime
import re
import uuid
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from twinning.core.dates import YEARS, PartialDate, Precision
from twinning.core.money import CURRENCIES
from twinning.core.text import find_control_characters

_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def refuse_control_characters(text: str) -> str:
    """Text without characters that are never seen but change what is.

    Raises: ValidationError naming the first such character.
    """
    found = find_control_characters(text)
    if found:
        raise serializers.ValidationError(
            _("The text holds a character that cannot be seen (%(code)s). Remove it and send again.")
            % {"code": found[0]},
            code="control_character",
        )
    return text


class BilingualField(serializers.Field[dict[str, str], Any, dict[str, str], Any]):
    """`{"ar": …, "en": …}` over two attributes `<prefix>_ar` and `<prefix>_en`; always both keys on the way out."""

    default_error_messages = {
        "not_an_object": _("Give an object with the keys “ar” and “en”."),
        "unknown_key": _("Only the keys “ar” and “en” are known here."),
        "not_text": _("Give text."),
        "too_long": _("At most %(limit)s characters; this has %(length)s."),
    }

    def __init__(self, prefix: str = "", *, max_length: int = 300, **kwargs: Any) -> None:
        self.prefix = prefix
        self.max_length = max_length
        super().__init__(**{"source": "*", **kwargs})

    def bind(self, field_name: str, parent: Any) -> None:
        super().bind(field_name, parent)
        self.prefix = self.prefix or field_name

    def to_representation(self, value: Any) -> dict[str, str]:
        return {"ar": getattr(value, f"{self.prefix}_ar"), "en": getattr(value, f"{self.prefix}_en")}

    def to_internal_value(self, data: Any) -> dict[str, str]:
        if not isinstance(data, dict):
            self.fail("not_an_object")
        if set(data) - {"ar", "en"}:
            self.fail("unknown_key")
        texts: dict[str, str] = {}
        problems: dict[str, Any] = {}
        for language, text in data.items():
            try:
                texts[f"{self.prefix}_{language}"] = self._text(text)
            except serializers.ValidationError as error:
                problems[language] = error.detail
        if problems:
            raise serializers.ValidationError(problems)
        return texts

    def _text(self, text: Any) -> str:
        if not isinstance(text, str):
            self.fail("not_text")
        if len(text) > self.max_length:
            raise serializers.ValidationError(
                self.error_messages["too_long"] % {"limit": self.max_length, "length": len(text)},
                code="max_length",
            )
        return refuse_control_characters(text).strip()


class MoneyField(serializers.Field[Any, Any, dict[str, str] | None, Any]):
    """`{"amount": "1500.00", "currency": "OMR"}` over an amount and its currency; null where no amount is known."""

    def __init__(self, amount: str, currency: str = "currency", **kwargs: Any) -> None:
        self.amount = amount
        self.currency = currency
        super().__init__(**{"source": "*", "read_only": True, "allow_null": True, **kwargs})

    def to_representation(self, value: Any) -> dict[str, str] | None:
        amount = getattr(value, self.amount)
        return None if amount is None else {"amount": str(amount), "currency": getattr(value, self.currency)}


class MoneyInputField(serializers.Field[Any, Any, Any, Any]):
    """`{"amount": "1500.00", "currency": "OMR"}` as sent: gives `<amount>` and `<amount>_currency`, null neither."""

    default_error_messages = {
        "not_an_object": _("Give an object with the keys “amount” and “currency”."),
        "no_currency": _("Give the currency as its ISO 4217 code, such as OMR."),
    }

    def __init__(self, amount: str, **kwargs: Any) -> None:
        self.amount = amount
        super().__init__(**{"source": "*", "write_only": True, "allow_null": True, **kwargs})

    def run_validation(self, data: Any = serializers.empty) -> Any:
        if data is None:
            return {self.amount: None, f"{self.amount}_currency": ""}
        return super().run_validation(data)

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict) or set(data) - {"amount", "currency"}:
            self.fail("not_an_object")
        currency = data.get("currency")
        if not isinstance(currency, str) or currency not in CURRENCIES:
            raise serializers.ValidationError({"currency": [self.error_messages["no_currency"]]})
        try:
            amount = NumberField(min_value=0).run_validation(data.get("amount"))
        except serializers.ValidationError as error:
            raise serializers.ValidationError({"amount": error.detail}) from error
        return {self.amount: amount, f"{self.amount}_currency": currency}


class PartialDateField(serializers.Field[PartialDate, Any, dict[str, Any], Any]):
    """`{"value": "1984-01-01", "precision": "year"}`; null where nothing was said."""

    default_error_messages = {
        "not_an_object": _("Give an object with the keys “value” and “precision”."),
        "no_precision": _("The precision is one of day, month, year, unknown."),
        "no_such_day": _("There is no such day. Write the date as YYYY-MM-DD."),
        "year_out_of_range": _("Give a year from 1500 to 2199."),
        "value_of_unknown": _("A date that is not known has no value."),
    }

    def to_representation(self, value: PartialDate) -> dict[str, Any]:
        return value.as_json()

    def to_internal_value(self, data: Any) -> PartialDate:
        if not isinstance(data, dict) or set(data) - {"value", "precision"}:
            self.fail("not_an_object")
        precision = data.get("precision", "day")
        if not isinstance(precision, str) or precision not in Precision.values:
            self.fail("no_precision")
        value = data.get("value")
        if precision == Precision.UNKNOWN:
            if value is not None:
                self.fail("value_of_unknown")
            return PartialDate.unknown()
        return PartialDate(self._day(value), Precision(precision))

    def _day(self, text: Any) -> datetime.date:
        if not isinstance(text, str) or not _ISO_DAY.fullmatch(text):
            self.fail("no_such_day")
        try:
            day = datetime.date.fromisoformat(text)
        except ValueError:
            self.fail("no_such_day")
        if day.year not in YEARS:
            self.fail("year_out_of_range")
        return day


class TextField(serializers.CharField):
    """Text and nothing else: no number in its place, nothing that cannot be seen."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return refuse_control_characters(super().to_internal_value(data))


class MomentField(serializers.DateTimeField):
    """A moment in UTC, wherever the server and the reader are."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"default_timezone": datetime.UTC, "read_only": True, **kwargs})


class FlagField(serializers.BooleanField):
    """true or false; “yes”, 1 and the like are not taken for it."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class IdOfField(serializers.UUIDField):
    """The public id of a record, where the record itself is at hand."""

    def to_representation(self, value: Any) -> str:
        return str(value.public_id)


class WholeNumberField(serializers.IntegerField):
    """A whole number; its text is not taken for it."""

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("invalid")
        return data


class NumberField(serializers.DecimalField):
    """A number, or its text: numbers leave as text so that no digit is lost."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_digits": 16, "decimal_places": 2, **kwargs})

    def to_internal_value(self, data: Any) -> Decimal:
        if isinstance(data, bool) or not isinstance(data, (str, int, float)):
            self.fail("invalid")
        return super().to_internal_value(data)


class ChoiceCodeField(serializers.ChoiceField):
    """One code of a closed vocabulary."""

    default_error_messages = {
        "invalid_choice": _("This code is not known. Known are: %(known)s."),
    }

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, str) and (data in self.choices or (data == "" and self.allow_blank)):
            return data
        known = ", ".join(str(code) for code in self.choices)
        raise serializers.ValidationError(self.error_messages["invalid_choice"] % {"known": known}, "invalid_choice")


class ChoiceCodesField(serializers.ListField):
    """Some codes of a closed vocabulary, each once."""

    default_error_messages = {"twice": _("This list names something twice.")}

    def __init__(self, *, choices: Any, **kwargs: Any) -> None:
        super().__init__(child=ChoiceCodeField(choices=choices), max_length=len(choices), **kwargs)

    def to_internal_value(self, data: Any) -> list[Any]:
        codes: list[Any] = super().to_internal_value(data)
        if len(set(codes)) != len(codes):
            self.fail("twice")
        return codes


class RecordField(serializers.SlugRelatedField[Any]):
    """A record named by its id or code; what may not be known to the caller is as unknown as what does not exist.

    `key` is the JSON type that names it. A queryset that depends on the caller is given by `context`, under `within`.
    """

    default_error_messages = {
        "does_not_exist": _("There is no such record."),
        "invalid": _("Give the id or code of the record."),
    }

    def __init__(self, *, key: type[int | str | uuid.UUID], within: str = "", **kwargs: Any) -> None:
        self.key = key
        self.within = within
        super().__init__(**kwargs)

    def get_queryset(self) -> Any:
        return self.context[self.within] if self.within in self.context else super().get_queryset()

    def to_internal_value(self, data: Any) -> Any:
        if type(data) is not (str if self.key is uuid.UUID else self.key):
            self.fail("invalid")
        if isinstance(data, str) and find_control_characters(data):
            self.fail("does_not_exist")
        return super().to_internal_value(self._uuid(data) if self.key is uuid.UUID else data)

    def _uuid(self, text: Any) -> uuid.UUID:
        try:
            return uuid.UUID(text)
        except ValueError:
            self.fail("does_not_exist")


class StrictSerializer(serializers.Serializer[Any]):
    """A serializer that refuses what it does not know instead of dropping it in silence."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict):
            known = {name for name, field in self.fields.items() if not field.read_only}
            unknown = {
                name: [serializers.ErrorDetail(str(_("This field is not known or cannot be written.")), code="unknown")]
                for name in data
                if name not in known
            }
            if unknown:
                raise serializers.ValidationError(unknown)
        return super().to_internal_value(data)
