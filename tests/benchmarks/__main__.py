"""`make bench`: every workload of this folder, one after the other, on the data that `make run` loaded."""

import subprocess
import sys
from pathlib import Path


def main() -> int:
    """Run each workload in a process of its own; return 1 where one missed its goal."""
    workloads = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if not path.stem.startswith("_"))
    outcomes = []
    for name in workloads:
        print(f"\n=== {name}", flush=True)  # noqa: T201  this is what a person at a terminal reads
        outcomes.append(subprocess.run([sys.executable, "-m", f"tests.benchmarks.{name}"], check=False).returncode)
    return 1 if any(outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
