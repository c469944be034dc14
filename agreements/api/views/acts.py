"""Acts: what changes an agreement's legal status; one address each, all of them one view."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from agreements.api.record import agreement_to_change, written_answer
from agreements.api.serializers.acts import ActSerializer
from agreements.api.serializers.agreements import AgreementDetailSerializer
from agreements.lifecycle import TRANSITIONS, Act, Asks
from agreements.services.lifecycle import perform
from twinning.accounts.authentication import signed_in
from twinning.core.rest.conditional import ETAG, IF_MATCH

_ASKED = {
    Asks.NOTHING: "",
    Asks.DAY: " `on` is required.",
    Asks.COMMENT: " `comment` is required.",
    Asks.DAY_AND_COMMENT: " `on` and `comment` are required.",
}


def describe(act: Act) -> str:
    """The row of the lifecycle's table in words, for whoever reads the OpenAPI document."""
    transition = TRANSITIONS[act]
    sources = ", ".join(f"`{source.value}`" for source in transition.sources)
    laws = "".join(f"\n- `{rule.code}`: {(rule.__doc__ or '').splitlines()[0]}" for rule in transition.rules)
    return (
        f"From {sources} to `{transition.target.value}`.{_ASKED[transition.asks]} "
        f"From another status: 409 `wrong_state`."
        + (f"\n\nRefused with 409 `against_the_law`, each law in `errors`, unless:\n{laws}" if laws else "")
    )


class AgreementActView(APIView):
    """Performs the act it is given by its address."""

    act: Act = Act.SUBMIT

    @extend_schema(
        request=ActSerializer,
        parameters=[IF_MATCH, ETAG],
        responses={200: AgreementDetailSerializer},
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        agreement = agreement_to_change(request, kwargs["id"])
        sent = ActSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        perform(
            self.act,
            agreement=agreement,
            by=signed_in(request),
            at=timezone.now(),
            today=timezone.localdate(),
            expected_version=agreement.version,
            **sent.validated_data,
        )
        return written_answer(request, agreement.public_id)

    # What the OpenAPI document says of this address (see ContractSchema).
    @property
    def operation_id(self) -> str:
        return f"agreements_{self.act.value}"

    @property
    def summary(self) -> str:
        return self.act.value.replace("_", " ").capitalize()

    @property
    def description(self) -> str:
        return describe(self.act)
