"""Imports as the API tells them."""

from typing import Any

from rest_framework import serializers

from twinning.core.rest.fields import ChoiceCodeField, MomentField, StrictSerializer, TextField
from twinning.imports.choices import FileFormat, Mode, Outcome, Result, RunState
from twinning.imports.importers import importer_of
from twinning.imports.models import ImportQuestion, ImportRow, ImportRun


class WordsSerializer(serializers.Serializer[Any]):
    """A sentence in both languages."""

    ar = serializers.CharField(read_only=True)
    en = serializers.CharField(read_only=True)


class ImportColumnSerializer(serializers.Serializer[Any]):
    """A column of the file and the field it fills, empty where it is left out."""

    heading = serializers.CharField(read_only=True)
    field = serializers.CharField(read_only=True)


class ImportFileProblemSerializer(serializers.Serializer[Any]):
    """Why a run could not go on."""

    code = serializers.CharField(read_only=True)
    words = WordsSerializer(read_only=True)


class ImportRunSerializer(serializers.Serializer[ImportRun]):
    """One import: its file, how far it is, and its rows by outcome and result."""

    id = serializers.UUIDField(source="public_id", read_only=True)
    kind = serializers.CharField(read_only=True)
    organisation = serializers.CharField(read_only=True)
    file_name = serializers.CharField(read_only=True)
    sha256 = serializers.CharField(read_only=True)
    file_format = serializers.ChoiceField(FileFormat.choices, source="format", read_only=True)
    state = serializers.ChoiceField(RunState.choices, read_only=True)
    mode = serializers.ChoiceField(Mode.choices, read_only=True)
    rows = serializers.IntegerField(source="row_count", read_only=True)
    rows_done = serializers.IntegerField(source="done_count", read_only=True)
    columns = serializers.SerializerMethodField()
    counts = serializers.DictField(child=serializers.IntegerField(), read_only=True)
    results = serializers.DictField(source="result_counts", child=serializers.IntegerField(), read_only=True)
    notes = WordsSerializer(many=True, read_only=True)
    problem = serializers.SerializerMethodField()
    created_at = MomentField()
    applied_at = MomentField(allow_null=True)
    undone_at = MomentField(allow_null=True)

    def get_columns(self, run: ImportRun) -> list[dict[str, str]]:
        matching = [*run.matching, *[""] * len(run.headings)]
        return [{"heading": heading, "field": field} for heading, field in zip(run.headings, matching, strict=False)]

    def get_problem(self, run: ImportRun) -> dict[str, Any] | None:
        return run.problem or None


class ImportRowSerializer(serializers.Serializer[ImportRow]):
    """One row: what it says, what it would do, what is wrong, what became of it."""

    row = serializers.IntegerField(source="number", read_only=True)
    cells = serializers.ListField(child=serializers.CharField(), read_only=True)
    outcome = serializers.ChoiceField(Outcome.choices, read_only=True)
    problems = serializers.ListField(child=serializers.DictField(), read_only=True)
    changes = serializers.ListField(child=serializers.DictField(), read_only=True)
    result = serializers.ChoiceField(Result.choices, read_only=True)
    subject = serializers.CharField(read_only=True)


class ImportQuestionSerializer(serializers.Serializer[ImportQuestion]):
    """A name that may mean several records."""

    key = serializers.CharField(read_only=True)
    text = serializers.CharField(read_only=True)
    context = serializers.CharField(read_only=True)  # type: ignore[assignment]  # of the question, not of the class
    candidates = serializers.ListField(child=serializers.DictField(), read_only=True)
    answer = serializers.CharField(read_only=True)


class ImportUploadSerializer(StrictSerializer):
    """A file and what its rows are."""

    kind = TextField(max_length=20)
    organisation = TextField(max_length=40, required=False, allow_blank=True, default="")
    file = serializers.FileField(allow_empty_file=True)

    def validate_kind(self, kind: str) -> str:
        try:
            importer_of(kind)
        except KeyError as error:
            raise serializers.ValidationError(code="invalid_choice", detail=kind) from error
        return kind


class ImportMatchingSerializer(StrictSerializer):
    """The field of each column, in the order of the file; empty to leave it out."""

    columns = serializers.ListField(child=serializers.CharField(allow_blank=True, max_length=40), max_length=200)


class ImportApplySerializer(StrictSerializer):
    """How the rows are written."""

    mode = ChoiceCodeField(choices=Mode.choices, required=False, default=Mode.EACH.value)


class ImportAnswersSerializer(StrictSerializer):
    """Decisions: key of a question → value of a candidate, or `none`."""

    answers = serializers.DictField(child=serializers.CharField(max_length=60), allow_empty=False)
