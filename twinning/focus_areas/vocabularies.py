"""The codes of focus areas as filters take them."""

from twinning.core.filters import RowVocabulary
from twinning.focus_areas.models import FocusArea

FOCUS_AREAS = RowVocabulary(FocusArea.objects.order_by("position").all, "code", form=r"[a-z0-9_-]+")
