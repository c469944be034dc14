"""The goals and axes of urbanism diplomacy, as the source article names them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Root(models.TextChoices):
    """The four roots of the focus-area tree."""

    EDUCATION = "education", _("Education")
    TRADE = "trade", _("Trade and economy")
    CULTURE = "culture", _("Culture")
    SUSTAINABILITY = "sustainability", _("Sustainability")


class Goal(models.TextChoices):
    """The three goals of urbanism diplomacy."""

    BEST_EXPERIENCE = "best_experience", _("Build on the best international experience")
    GLOBAL_CHALLENGES = "global_challenges", _("Joint response to global challenges")
    CULTURAL_DIPLOMACY = "cultural_diplomacy", _("Deeper cultural diplomacy")


class Axis(models.TextChoices):
    """The two axes of urbanism diplomacy."""

    HUMAN_CULTURAL = "human_cultural", _("Human and cultural")
    MATERIAL_ECONOMIC = "material_economic", _("Material and economic")
