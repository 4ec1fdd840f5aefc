"""What a crate pays for the generated client on every build: its own compilation, dependencies built before."""
import os
import re

import figures
import generation
import peers
import places
from processes import run, say

STEPS = {"check": ["cargo", "check"], "release": ["cargo", "build", "--release"]}


def measure(arguments):
    subjects = peers.there(arguments.peers)
    paths = generation.documents(arguments.sizes)
    tables = {"check": {}, "memory of check": {}, "incremental check": {}, "release": {}, "rlib": {}}
    for path in paths:
        made = [name for name in subjects if generation.generate(name, path) and warm(name, path, "check")]
        say(f"compiling {path.stem} operations: {', '.join(made)}")
        checks = figures.interleaved(made, arguments.rounds, lambda name: build(name, path, "check"))
        tables["check"][path.stem] = {name: [s.cpu for s in row] for name, row in checks.items()}
        tables["memory of check"][path.stem] = {name: [s.megabytes for s in row] for name, row in checks.items()}
        again = figures.interleaved(list(checks), arguments.rounds, lambda name: after_a_change(name, path))
        tables["incremental check"][path.stem] = {name: [s.cpu for s in row] for name, row in again.items()}
        if not arguments.no_release:
            made = [name for name in checks if warm(name, path, "release")]
            rows = figures.interleaved(made, arguments.release_rounds, lambda name: build(name, path, "release"))
            tables["release"][path.stem] = {name: [s.cpu for s in row] for name, row in rows.items()}
            tables["rlib"][path.stem] = {name: [rlib(name, path)] for name in rows}
    units = {"memory of check": "MB", "rlib": "MB"}
    for title, measured in tables.items():
        if measured:
            print(f"{title.capitalize()}, for so many operations\n")
            print(figures.ratios(measured, peers.OURS, units.get(title, "s")))


def target(name):
    return places.WORK / "compiling" / name


def warm(name, path, step):
    """Builds the dependencies."""
    sample = run(STEPS[step], cwd=places.client(name, path), env=places.environment(target(name)),
                 log=places.WORK / f"compiling-{name}.log")
    if sample.code:
        say(f"{name} does not compile: {places.WORK}/compiling-{name}.log")
    return sample.code == 0


def build(name, path, step):
    folder = places.client(name, path)
    os.utime(folder / "src/lib.rs")
    sample = run(STEPS[step], cwd=folder, env=places.environment(target(name)))
    return None if sample.code else sample


def after_a_change(name, path):
    """One literal in one place is another, as when a path of the spec was wrong."""
    folder = places.client(name, path)
    environment = {**places.environment(target(name)), "CARGO_INCREMENTAL": "1"}
    run(STEPS["check"], cwd=folder, env=environment)
    change(folder / "src")
    sample = run(STEPS["check"], cwd=folder, env=environment)
    return None if sample.code else sample


def change(folder):
    for path in sorted(folder.rglob("*.rs")):
        lines = path.read_text().split("\n")
        for at, line in enumerate(lines):
            if re.search(r'"[^"]*/Reports?x*[/"]', line) and not line.lstrip().startswith("//"):
                lines[at] = re.sub(r"/Report(x*)", r"/Report\1x", line, count=1)
                path.write_text("\n".join(lines))
                return
    raise SystemExit(f"no path of a request in {folder}")


def rlib(name, path):
    """The newest, in megabytes."""
    found = target(name).glob("release/*.rlib")
    newest = max(found, key=lambda file: file.stat().st_mtime)
    return newest.stat().st_size / 1e6
