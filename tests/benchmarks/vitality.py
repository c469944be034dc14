"""How long the nightly working-out of vitality takes for 100,000 relationships: `python -m tests.benchmarks.vitality`.

The rows are synthetic, written in a transaction that is rolled back: the register on which it runs stays as it is.
"""

import datetime
import os
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "twinning.settings.local")
django.setup()

from django.db import connection, transaction  # noqa: E402  Django must be set up before its models are imported

from agreements.services.vitality import refresh_all  # noqa: E402  as above

TIES = 100_000
GOAL_SECONDS = 60.0
TODAY = datetime.date(2026, 3, 1)
AT = datetime.datetime(2026, 3, 1, tzinfo=datetime.UTC)
# Every tie has two activities of changing grade and age; every tenth tie has none.
ROWS = (
    (
        "INSERT INTO agreements_relationship (public_id, created_at, updated_at, version, origin, members_key,"
        " since_on_precision, source, vitality, vitality_reasons, whole_vitality, whole_vitality_reasons)"
        " SELECT gen_random_uuid(), now(), now(), 1, 'registered', 'bench:' || n, '', '', 'unknown', '[]', 'unknown',"
        " '[]'"
        " FROM generate_series(1, %s) AS n"
    ),
    (
        "INSERT INTO agreements_activity (public_id, created_at, updated_at, version, relationship_id, type, title_ar,"
        " title_en, starts_on, starts_on_precision, ends_on_precision, place, currency, funding_source, result_ar,"
        " result_en, visibility, is_fictional, void_reason)"
        " SELECT gen_random_uuid(), now(), now(), 1, r.id,"
        " (ARRAY['courtesy_visit', 'training', 'working_group', 'joint_publication'])[1 + (r.id + k) %% 4], 'x', 'x',"
        " DATE '2026-02-01' - ((r.id * 7 + k * 400) %% 1500)::int, 'day', '', '', '', '', '', '',"
        " CASE WHEN r.id %% 20 = 0 THEN 'internal' ELSE 'public' END, false, ''"
        " FROM agreements_relationship r CROSS JOIN generate_series(1, 2) AS k"
        " WHERE r.members_key LIKE 'bench:%%' AND r.id %% 10 <> 0"
    ),
    "ANALYZE agreements_relationship",
    "ANALYZE agreements_activity",
)


TRIGGERS = "ALTER TABLE agreements_relationship ? TRIGGER USER; ALTER TABLE agreements_activity ? TRIGGER USER"


class _RollBack(Exception):
    """Leaves the transaction without keeping anything."""


def main() -> int:
    """Measure the first night, in which every state is new, and the next; return 1 where the goal is missed."""
    seconds: list[float] = []
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL statement_timeout = 0")
                cursor.execute(TRIGGERS.replace("?", "DISABLE"))
                for statement in ROWS:
                    cursor.execute(statement, [TIES] if "%s)" in statement else [])
                cursor.execute(f"SET CONSTRAINTS ALL IMMEDIATE; {TRIGGERS.replace('?', 'ENABLE')}")
            for night in range(2):
                start = time.perf_counter()
                moved = refresh_all(today=TODAY + datetime.timedelta(days=night), at=AT)
                seconds.append(time.perf_counter() - start)
                line = f"night {night + 1}: {TIES:,} ties, {len(moved):,} moved, {seconds[-1]:.1f} s"
                print(line)  # noqa: T201  this is what a person at a terminal reads
            raise _RollBack
    except _RollBack:
        print(f"goal: under {GOAL_SECONDS:.0f} s a night")  # noqa: T201  this is what a person at a terminal reads
    return 0 if max(seconds) < GOAL_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
