"""An index of the few places that no search shows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cities", "0002_memberships_profiles_networks"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="city",
            index=models.Index(
                condition=models.Q(("status", "active"), _negated=True), fields=["id"], name="city_not_active"
            ),
        ),
    ]
