"""The gazetteer: countries, governorates, cities, their names and their search indexes."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        # Ids of places entered here start far above any GeoNames id, so the two can never meet; the first thousand are
        # for the places that come with the register (data/own_places.json).
        migrations.RunSQL(
            sql="CREATE SEQUENCE cities_own_city_id AS bigint START WITH 10000001000",
            reverse_sql="DROP SEQUENCE cities_own_city_id",
        ),
        migrations.CreateModel(
            name="Country",
            fields=[
                ("name_ar", models.CharField(blank=True, max_length=200, verbose_name="name in Arabic")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="name in English")),
                ("code", models.CharField(max_length=2, primary_key=True, serialize=False, verbose_name="ISO code")),
                ("alpha3", models.CharField(max_length=3, unique=True, verbose_name="ISO code of three letters")),
                (
                    "region",
                    models.CharField(
                        choices=[
                            ("arab_states", "Arab states"),
                            ("sub_saharan_africa", "Sub-Saharan Africa"),
                            ("europe", "Europe"),
                            ("asia", "Asia"),
                            ("north_america", "North America"),
                            ("latin_america_caribbean", "Latin America and the Caribbean"),
                            ("oceania", "Oceania"),
                        ],
                        max_length=24,
                        verbose_name="world region",
                    ),
                ),
                (
                    "key",
                    models.TextField(
                        blank=True, db_collation="C", help_text="Names as |key|key|.", verbose_name="search key"
                    ),
                ),
                ("latitude", models.FloatField(blank=True, null=True, verbose_name="latitude of the capital")),
                ("longitude", models.FloatField(blank=True, null=True, verbose_name="longitude of the capital")),
            ],
            options={
                "verbose_name": "country",
                "verbose_name_plural": "countries",
                "ordering": ["code"],
                "indexes": [models.Index(fields=["region"], name="country_region")],
            },
        ),
        migrations.CreateModel(
            name="City",
            fields=[
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("name_ar", models.CharField(blank=True, max_length=200, verbose_name="name in Arabic")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="name in English")),
                (
                    "id",
                    models.BigIntegerField(
                        db_default=models.Func(
                            models.Value("cities_own_city_id"),
                            function="nextval",
                            output_field=models.BigIntegerField(),
                        ),
                        primary_key=True,
                        serialize=False,
                        verbose_name="id",
                    ),
                ),
                (
                    "admin1_code",
                    models.CharField(blank=True, max_length=12, verbose_name="GeoNames code of the division"),
                ),
                ("name_local", models.CharField(blank=True, max_length=200, verbose_name="name in its own language")),
                (
                    "kind",
                    models.CharField(
                        choices=[("city", "City"), ("part_of_city", "Part of a city"), ("region", "Region")],
                        default="city",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("active", "Active"), ("proposed", "Proposed"), ("merged", "Merged")],
                        default="active",
                        max_length=8,
                        verbose_name="status",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[("geonames", "GeoNames"), ("register", "This register")],
                        default="register",
                        max_length=8,
                        verbose_name="source",
                    ),
                ),
                ("latitude", models.FloatField(blank=True, null=True, verbose_name="latitude")),
                ("longitude", models.FloatField(blank=True, null=True, verbose_name="longitude")),
                ("population", models.PositiveIntegerField(default=0, verbose_name="population")),
                ("time_zone", models.CharField(blank=True, max_length=40, verbose_name="time zone")),
                ("is_capital", models.BooleanField(default=False, verbose_name="capital of its country")),
                ("rank", models.PositiveIntegerField(default=0, editable=False, verbose_name="search rank")),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged_cities",
                        to="cities.city",
                        verbose_name="merged into",
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        db_index=False,
                        related_name="cities",
                        to="cities.country",
                        verbose_name="country",
                    ),
                ),
            ],
            options={
                "verbose_name": "city",
                "verbose_name_plural": "cities",
                "ordering": ["-rank", "id"],
            },
        ),
        migrations.CreateModel(
            name="Governorate",
            fields=[
                ("name_ar", models.CharField(blank=True, max_length=200, verbose_name="name in Arabic")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="name in English")),
                (
                    "code",
                    models.CharField(
                        help_text="GeoNames code of the division, such as OM.06.",
                        max_length=12,
                        primary_key=True,
                        serialize=False,
                        verbose_name="code",
                    ),
                ),
                ("iso_code", models.CharField(blank=True, max_length=6, verbose_name="ISO 3166-2 code")),
                (
                    "key",
                    models.TextField(
                        blank=True, db_collation="C", help_text="Names as |key|key|.", verbose_name="search key"
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="governorates",
                        to="cities.country",
                        verbose_name="country",
                    ),
                ),
            ],
            options={
                "verbose_name": "governorate",
                "verbose_name_plural": "governorates",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="CityEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="created at")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="updated at")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("name_ar", models.CharField(blank=True, max_length=200, verbose_name="name in Arabic")),
                ("name_en", models.CharField(blank=True, max_length=200, verbose_name="name in English")),
                (
                    "id",
                    models.BigIntegerField(
                        db_default=models.Func(
                            models.Value("cities_own_city_id"),
                            function="nextval",
                            output_field=models.BigIntegerField(),
                        ),
                        serialize=False,
                        verbose_name="id",
                    ),
                ),
                (
                    "admin1_code",
                    models.CharField(blank=True, max_length=12, verbose_name="GeoNames code of the division"),
                ),
                ("name_local", models.CharField(blank=True, max_length=200, verbose_name="name in its own language")),
                (
                    "kind",
                    models.CharField(
                        choices=[("city", "City"), ("part_of_city", "Part of a city"), ("region", "Region")],
                        default="city",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("active", "Active"), ("proposed", "Proposed"), ("merged", "Merged")],
                        default="active",
                        max_length=8,
                        verbose_name="status",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[("geonames", "GeoNames"), ("register", "This register")],
                        default="register",
                        max_length=8,
                        verbose_name="source",
                    ),
                ),
                ("latitude", models.FloatField(blank=True, null=True, verbose_name="latitude")),
                ("longitude", models.FloatField(blank=True, null=True, verbose_name="longitude")),
                ("population", models.PositiveIntegerField(default=0, verbose_name="population")),
                ("time_zone", models.CharField(blank=True, max_length=40, verbose_name="time zone")),
                ("is_capital", models.BooleanField(default=False, verbose_name="capital of its country")),
                ("rank", models.PositiveIntegerField(default=0, editable=False, verbose_name="search rank")),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="cities.city",
                        verbose_name="merged into",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="cities.city",
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="cities.country",
                        verbose_name="country",
                    ),
                ),
                (
                    "governorate",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="cities.governorate",
                        verbose_name="governorate",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="city",
            name="governorate",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                db_index=False,
                related_name="cities",
                to="cities.governorate",
                verbose_name="governorate",
            ),
        ),
        migrations.CreateModel(
            name="CityName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("key", models.CharField(db_collation="C", editable=False, max_length=200, verbose_name="search key")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("official", "Official"),
                            ("alternate", "Alternate"),
                            ("alias", "Alias of this register"),
                            ("former", "Former"),
                            ("exonym", "Name in another language"),
                            ("transliteration", "Transliteration"),
                            ("code", "Code"),
                        ],
                        default="alternate",
                        max_length=15,
                        verbose_name="kind",
                    ),
                ),
                ("language", models.CharField(blank=True, max_length=8, verbose_name="language")),
                ("script", models.CharField(blank=True, editable=False, max_length=4, verbose_name="script")),
                ("is_preferred", models.BooleanField(default=False, verbose_name="preferred in its language")),
                ("rank", models.PositiveIntegerField(default=0, editable=False, verbose_name="search rank")),
                (
                    "neighbours",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.IntegerField(),
                        default=list,
                        editable=False,
                        size=None,
                        verbose_name="keys one letter away",
                    ),
                ),
                (
                    "city",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        db_index=False,
                        related_name="names",
                        to="cities.city",
                        verbose_name="city",
                    ),
                ),
                (
                    "country",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        db_index=False,
                        related_name="+",
                        to="cities.country",
                        verbose_name="country",
                    ),
                ),
            ],
            options={
                "verbose_name": "city name",
                "verbose_name_plural": "city names",
                "ordering": ["city", "-is_preferred", "name"],
                "indexes": [
                    models.Index(fields=["key", "-rank"], include=("id",), name="city_name_key"),
                    models.Index(fields=["country", "key", "-rank"], include=("id",), name="city_name_key_in_country"),
                    models.Index(
                        django.db.models.functions.text.Left("key", 1),
                        models.OrderBy(models.F("rank"), descending=True),
                        name="city_name_letter",
                    ),
                    models.Index(
                        django.db.models.functions.text.Left("key", 2),
                        models.OrderBy(models.F("rank"), descending=True),
                        name="city_name_two_letters",
                    ),
                    models.Index(
                        django.db.models.functions.text.Left("key", 3),
                        models.OrderBy(models.F("rank"), descending=True),
                        name="city_name_three_letters",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        models.Func(
                            models.Func(models.F("key"), models.Value(" "), function="string_to_array"),
                            function="array_to_tsvector",
                        ),
                        condition=models.Q(("key__contains", " ")),
                        name="city_name_words",
                    ),
                    django.contrib.postgres.indexes.GinIndex(fields=["neighbours"], name="city_name_neighbours"),
                ],
                "constraints": [models.UniqueConstraint(fields=("city", "key"), name="city_name_once")],
            },
        ),
        migrations.AddConstraint(
            model_name="governorate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("iso_code", ""), _negated=True),
                fields=("iso_code",),
                name="governorate_iso_code_is_unique",
            ),
        ),
        migrations.AddIndex(
            model_name="city",
            index=models.Index(fields=["-rank", "id"], name="city_by_rank"),
        ),
        migrations.AddIndex(
            model_name="city",
            index=models.Index(fields=["country", "-rank", "id"], name="city_of_country"),
        ),
        migrations.AddIndex(
            model_name="city",
            index=models.Index(fields=["governorate", "-rank", "id"], name="city_of_governorate"),
        ),
        migrations.AddConstraint(
            model_name="city",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("id__lt", 10000000000), ("source", "geonames")),
                    models.Q(("id__gte", 10000000000), ("source", "register")),
                    _connector="OR",
                ),
                name="city_id_fits_its_source",
            ),
        ),
        migrations.AddConstraint(
            model_name="city",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("merged_into__isnull", False), ("status", "merged")),
                    models.Q(models.Q(("status", "merged"), _negated=True), ("merged_into__isnull", True)),
                    _connector="OR",
                ),
                name="city_merged_into_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="city",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", models.F("id")), _negated=True), name="city_not_merged_into_itself"
            ),
        ),
        migrations.AddConstraint(
            model_name="city",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("latitude__isnull", False),
                        ("latitude__range", (-90, 90)),
                        ("longitude__isnull", False),
                        ("longitude__range", (-180, 180)),
                    ),
                    models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                    _connector="OR",
                ),
                name="city_lies_on_earth",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="city",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (NEW."id" >= 10000000000)',
                    func='INSERT INTO "cities_cityevent" ("admin1_code", "country_id", "created_at", "governorate_id", "id", "is_capital", "kind", "latitude", "longitude", "merged_into_id", "name_ar", "name_en", "name_local", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population", "rank", "source", "status", "time_zone", "updated_at", "version") VALUES (NEW."admin1_code", NEW."country_id", NEW."created_at", NEW."governorate_id", NEW."id", NEW."is_capital", NEW."kind", NEW."latitude", NEW."longitude", NEW."merged_into_id", NEW."name_ar", NEW."name_en", NEW."name_local", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."population", NEW."rank", NEW."source", NEW."status", NEW."time_zone", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="be50522aa4848033c3ee0b3535bc3fe4a43da3cc",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a0aff",
                    table="cities_city",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="city",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "cities_cityevent" ("admin1_code", "country_id", "created_at", "governorate_id", "id", "is_capital", "kind", "latitude", "longitude", "merged_into_id", "name_ar", "name_en", "name_local", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population", "rank", "source", "status", "time_zone", "updated_at", "version") VALUES (NEW."admin1_code", NEW."country_id", NEW."created_at", NEW."governorate_id", NEW."id", NEW."is_capital", NEW."kind", NEW."latitude", NEW."longitude", NEW."merged_into_id", NEW."name_ar", NEW."name_en", NEW."name_local", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."population", NEW."rank", NEW."source", NEW."status", NEW."time_zone", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="287dbf7e821c8e6a209b669aedb8b2b58c197223",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d4ddf",
                    table="cities_city",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="city",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "cities_cityevent" ("admin1_code", "country_id", "created_at", "governorate_id", "id", "is_capital", "kind", "latitude", "longitude", "merged_into_id", "name_ar", "name_en", "name_local", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "population", "rank", "source", "status", "time_zone", "updated_at", "version") VALUES (OLD."admin1_code", OLD."country_id", OLD."created_at", OLD."governorate_id", OLD."id", OLD."is_capital", OLD."kind", OLD."latitude", OLD."longitude", OLD."merged_into_id", OLD."name_ar", OLD."name_en", OLD."name_local", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."population", OLD."rank", OLD."source", OLD."status", OLD."time_zone", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="abc83367574e89a60de92be546cccd9cd7cc14aa",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5966d",
                    table="cities_city",
                    when="AFTER",
                ),
            ),
        ),
    ]
