"""How long a thousand certificates take in one process, issued and printed: `python -m tests.benchmarks.certificates`.

Nothing is kept: all of it happens in one transaction that is taken back.
"""

import argparse
import os
import resource
import sys
import time
from itertools import cycle, islice

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "twinning.settings.local")
django.setup()

from django.db import transaction  # noqa: E402  Django must be set up before its models are imported
from django.utils import timezone  # noqa: E402  as above

from agreements.certificate.printing import print_certificate  # noqa: E402  as above
from agreements.models import Agreement, Certificate  # noqa: E402  as above
from agreements.services.certificates import issue_certificate  # noqa: E402  as above
from cities.models import CityMembership  # noqa: E402  as above
from twinning.accounts.roles import Role  # noqa: E402  as above

GOAL_SECONDS_FOR_A_THOUSAND = 60.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=1000, help="how many certificates")
    size = parser.parse_args().size
    with transaction.atomic():
        seconds, octets = issue_and_print(size)
        transaction.set_rollback(True)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    limit = GOAL_SECONDS_FOR_A_THOUSAND * size / 1000
    verdict = "" if seconds <= limit else "  MISSED"
    sys.stdout.write(
        f"{size:,} certificates in {seconds:.1f} s ({seconds / size * 1000:.0f} ms each, goal {limit:.0f} s), "
        f"{octets / size / 1000:.0f} kB each, {memory} MB at most{verdict}\n",
    )
    return 0 if seconds <= limit else 1


def issue_and_print(size: int) -> tuple[float, int]:
    """Seconds and bytes of `size` certificates, Arabic and English by turns, over all published agreements."""
    admin = CityMembership.objects.filter(role=Role.ADMIN, city=None, country=None).select_related("user")[0].user
    agreements = list(Agreement.objects.published().exclude(reference=None).order_by("pk"))
    languages = cycle(Certificate.Language)
    start, octets = time.perf_counter(), 0
    for number, agreement in enumerate(islice(cycle(agreements), size)):
        certificate = issue_certificate(
            agreement,
            language=next(languages),
            # An address of its own, or it would be the paper of a moment ago.
            verify_url=f"https://register.example/{number}/verify/",
            by=admin,
            at=timezone.now(),
        )
        octets += len(print_certificate(certificate))
    return time.perf_counter() - start, octets


if __name__ == "__main__":
    sys.exit(main())
