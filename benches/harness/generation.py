"""What it takes to generate: the release command on documents of growing size and on real ones."""
import json
import shutil
import statistics
import subprocess
import sys

import figures
import peers
import places
import synthetic
from processes import must, run, say


def documents(sizes):
    """Synthetic documents with so many operations, and the specs that `import` makes of them."""
    places.DOCUMENTS.mkdir(parents=True, exist_ok=True)
    return [prepared(synthesized(size)) for size in sizes]


def synthesized(size):
    """By a process of its own: what this one holds would count as the memory of what it starts (getrusage(2))."""
    path = places.DOCUMENTS / f"{size}.json"
    with open(path, "w") as out:
        subprocess.run([sys.executable, synthetic.__file__, str(size)], stdout=out, check=True)
    return path


def write(name, document):
    path = places.DOCUMENTS / f"{name}.json"
    path.write_text(json.dumps(document, indent=1))
    return path


def prepared(document):
    must([places.APILOOM, "import", "openapi", document, "--output", places.spec_of(document), "--force"])
    return document


def generate(name, document):
    """One sample, or nothing where the generator cannot do it."""
    folder = places.client(name, document)
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "src").mkdir(parents=True)
    sample = run(peers.command(name, document, folder, f"client-{document.stem}"), cwd=folder,
                 limit=400, log=places.WORK / "generating.log")
    good = sample.code == 0 and peers.size(folder)[0] > 0
    return sample if good and peers.finish(name, folder, f"client-{document.stem}") else None


def measure(arguments):
    subjects = peers.there(arguments.peers)
    paths = documents(arguments.sizes)
    time, memory = costs(subjects, paths, arguments.rounds, generate)
    medians = {size: {name: statistics.median(row) for name, row in rows.items()} for size, rows in time.items()}
    volume = {path.stem: {name: peers.size(places.client(name, path)) for name in time[path.stem]} for path in paths}
    print("CPU time of the command, for so many operations\n")
    print(figures.ratios(time, peers.OURS, "s"))
    print("Peak memory\n")
    print(figures.ratios(memory, peers.OURS, "MB"))
    print("Milliseconds an operation from one size to the next (linear: no growth), and what is written for one\n")
    print(slopes(medians, volume, arguments.sizes))


def costs(subjects, paths, rounds, sample):
    """CPU time and memory of every subject, by size."""
    time, memory = {}, {}
    for path in paths:
        say(f"generating {path.stem} operations")
        rows = figures.interleaved(subjects, rounds, lambda name: sample(name, path))
        time[path.stem] = {name: [s.cpu for s in row] for name, row in rows.items()}
        memory[path.stem] = {name: [s.megabytes for s in row] for name, row in rows.items()}
    return time, memory


def slopes(medians, volume, sizes):
    pairs = list(zip(sizes, sizes[1:]))
    rows = []
    for name in next(iter(medians.values())):
        steps = [(medians[str(b)][name] - medians[str(a)][name]) / (b - a) * 1e3
                 if name in medians[str(a)] and name in medians[str(b)] else None for a, b in pairs]
        largest = str(sizes[-1])
        lines, size = [round(volume[largest][name][i] / sizes[-1]) if name in volume[largest] else "-" for i in (1, 2)]
        rows.append([name, *("-" if step is None else f"{step:.2f}" for step in steps), lines, size])
    return figures.table(["", *(f"{a} to {b}" for a, b in pairs), "lines", "bytes"], rows)


def corpus(arguments):
    """Documents of other people, by name of the file."""
    subjects = peers.there(arguments.peers)
    time = {}
    for source in sorted(arguments.folder.glob("*.json")):
        if source.stat().st_size > arguments.largest or not any(json.loads(source.read_text()).get("paths", {}).values()):
            continue
        say(f"generating {source.stem}")
        path = prepared(write(source.stem, json.loads(source.read_text())))
        rows = figures.interleaved(subjects, arguments.rounds, lambda name: generate(name, path))
        time[source.stem] = {name: [s.cpu for s in row] for name, row in rows.items()}
    print("CPU time of the command; `-` is what cannot be generated\n")
    rows = []
    for document, measured in time.items():
        other = figures.best(measured, [name for name in measured if name != peers.OURS])
        one = measured.get(other) or measured[peers.OURS]
        cells = [figures.ratio(measured[name], one) if name in measured else "-" for name in subjects]
        rows.append([document, *cells, f"{other}, {statistics.median(one):.3f} s"])
    print(figures.table(["", *subjects, "1.00 is"], rows))
