"""What is sent with an act."""

import re

from django.utils.translation import gettext as _
from rest_framework import serializers

from agreements.checks import LONGEST_TEXT
from twinning.core.rest.fields import PartialDateField, StrictSerializer, TextField

# Names of parts as people and systems write them: title, purposes.0.statement, legal_basis.
_PART = re.compile(r"[a-z0-9_.]{1,60}", re.ASCII)
MOST_COMMENTS = 100


class ActSerializer(StrictSerializer):
    """What an act may carry: the day it happened, and for a decision the comments that the other side reads."""

    on = PartialDateField(required=False, allow_null=True)
    comment = TextField(max_length=LONGEST_TEXT, required=False, allow_blank=True)
    field_comments = serializers.DictField(
        child=TextField(max_length=LONGEST_TEXT),
        required=False,
        help_text="Comments by part of the record, such as `title` or `purposes.0.statement`.",
    )

    def validate_field_comments(self, comments: dict[str, str]) -> dict[str, str]:
        if len(comments) > MOST_COMMENTS:
            message = _("At most %(most)s comments.") % {"most": MOST_COMMENTS}
            raise serializers.ValidationError(message, code="max_length")
        unknown = [field for field in comments if not _PART.fullmatch(field)]
        if unknown:
            message = _("Name a part of the record, such as “title” or “purposes”.")
            raise serializers.ValidationError(
                {field: [serializers.ErrorDetail(str(message), code="unknown")] for field in unknown},
            )
        return comments
