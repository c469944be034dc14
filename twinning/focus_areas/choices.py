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


# The goals of the United Nations by number, in their short official titles.
SDG_TITLES = {
    1: _("No poverty"),
    2: _("Zero hunger"),
    3: _("Good health and well-being"),
    4: _("Quality education"),
    5: _("Gender equality"),
    6: _("Clean water and sanitation"),
    7: _("Affordable and clean energy"),
    8: _("Decent work and economic growth"),
    9: _("Industry, innovation and infrastructure"),
    10: _("Reduced inequalities"),
    11: _("Sustainable cities and communities"),
    12: _("Responsible consumption and production"),
    13: _("Climate action"),
    14: _("Life below water"),
    15: _("Life on land"),
    16: _("Peace, justice and strong institutions"),
    17: _("Partnerships for the goals"),
}
