#!/usr/bin/env python3
"""As `RUSTC_WRAPPER`: writes down what the compiler takes for a unit, by the hash with which Cargo tells units apart (the
package, its features, its profile). As a module: reads it back.

Programs that share most of their dependencies are told apart by the rest: what both compile is the same work, and the noise
of it would be larger than the difference."""
import os
import resource
import statistics
import subprocess
import sys
from pathlib import Path

LOG = "BENCHES_UNITS"


def environment(log):
    return {"RUSTC_WRAPPER": __file__, LOG: str(log)}


def read(log):
    """CPU time by unit."""
    lines = [line.split() for line in Path(log).read_text().splitlines()]
    return {unit: float(cpu) for unit, cpu in lines}


def totals(rows):
    """Of each subject, for each round: what others compile too by the median of all builds, what is its own as it was."""
    seen, users = {}, {}
    for name, row in rows.items():
        for build in row:
            for unit, cpu in build.items():
                seen.setdefault(unit, []).append(cpu)
                users.setdefault(unit, set()).add(name)
    usual = {unit: statistics.median(cpus) for unit, cpus in seen.items() if len(users[unit]) > 1}
    return {name: [sum(usual.get(unit, cpu) for unit, cpu in build.items()) for build in row] for name, row in rows.items()}


def main():
    # Cargo hands its job server on by open files.
    code = subprocess.run(sys.argv[1:], close_fds=False, check=False).returncode
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    unit = next((text for text in sys.argv if text.startswith("metadata=")), "")
    if unit:
        with open(os.environ[LOG], "a") as log:
            log.write(f"{unit} {usage.ru_utime + usage.ru_stime}\n")
    sys.exit(code)


if __name__ == "__main__":
    main()
