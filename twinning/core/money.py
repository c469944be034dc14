"""Money: the currencies there are, those of a country, an amount with its currency. Currencies are never added up."""

from collections.abc import Iterable
from decimal import Decimal

from babel.numbers import get_currency_name, get_territory_currencies, list_currencies
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from twinning.core.display import number

CURRENCIES = frozenset(list_currencies())
# In what else international work is paid.
COMMON = ("USD", "EUR")


def currencies_of(countries: Iterable[str]) -> list[str]:
    """The present currencies of these countries (ISO 3166 codes) in their order, then the common ones."""
    own = [code for country in countries for code in get_territory_currencies(country)]
    return list(dict.fromkeys([*own, *COMMON]))


def currency_name(code: str) -> str:
    """A currency by its name in the reader's language, its code beside it."""
    language = (get_language() or "ar")[:2]
    return f"{get_currency_name(code, locale=language)} ({code})"


def money_text(amount: Decimal | None, currency: str) -> str:
    """An amount with its currency, empty where no amount is known."""
    if amount is None:
        return ""
    return _("%(amount)s %(currency)s") % {"amount": number(str(amount)), "currency": currency}
