"""What one call takes at run time: instructions, allocations, CPU time, and how many there are in a second."""
import json
import re
import shutil
import subprocess

import figures
import peer_calls
import peers
import places
from processes import must, run, say

HAND = "reqwest by hand"
NAMES = {"apiloom": "apiloom", "reqwest": HAND, "hyper": "hyper alone"}
CASES = {"one report": "8b1f4a52-6c0e-4b60-9f1d-3a5f0e6f7c11", "1,000 reports": "many", "404": "missing"}
# Two lengths of a run: the slope between them has no start in it.
LENGTHS = {"one report": (50, 250), "1,000 reports": (2, 12), "404": (50, 250)}
TIMED = {"one report": 4000, "1,000 reports": 100, "404": 4000}


def measure(arguments):
    programs = built()
    subjects = {name: programs / "call" for name in NAMES}
    subjects |= {name: path for name, path in peer_calls.built(arguments.peers).items()}
    with Server(programs / "answers") as server:
        shown = {NAMES.get(name, name): name for name in subjects}
        if shutil.which("valgrind"):
            say("counting instructions")
            rows = {case: {s: [instructions(subjects[n], n, case, server.address) for _ in range(arguments.counts)]
                           for s, n in shown.items()} for case in CASES}
            print("Instructions\n")
            print(figures.ratios(rows, peers.OURS, "", HAND))
        say("counting allocations")
        rows = {case: {s: [allocations(subjects[n], n, case, server.address)] for s, n in shown.items()} for case in CASES}
        print("Allocations\n")
        print(figures.table(["", *CASES], [[s, *(f"{rows[c][s][0]:.0f}" for c in CASES)] for s in shown]))
        say("measuring time")
        cpu, rate = {}, {}
        for case, mode in [*((case, "sequential") for case in CASES), ("one report", "concurrent")]:
            taken = figures.interleaved(list(shown), arguments.rounds, lambda s: timed(subjects[shown[s]], shown[s], case,
                                                                                      mode, server.address))
            title = case if mode == "sequential" else f"{case}, 64 at once"
            cpu[title] = {s: [sample["cpu_us"] for sample in row] for s, row in taken.items()}
            if mode == "concurrent":
                rate[f"requests a second, {title}"] = {s: [x["per_second"] for x in row] for s, row in taken.items()}
        print("CPU time\n")
        print(figures.ratios(cpu, peers.OURS, "µs", HAND))
        print("Requests a second (more is better)\n")
        print(figures.ratios(rate, peers.OURS, "/s", HAND))


def built():
    """The programs, and where they are."""
    must(["cargo", "build", "--quiet", "--release", "--locked"], cwd=places.PROGRAMS,
         env=places.environment(places.WORK / "programs"))
    return places.WORK / "programs/release"


class Server:
    """The program that answers, for as long as it is needed."""

    def __init__(self, program):
        self.program = program

    def __enter__(self):
        self.process = subprocess.Popen([self.program], stdout=subprocess.PIPE, text=True)
        self.address = self.process.stdout.readline().strip()
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


def counted(program, subject, case, count, address):
    """Instructions of a whole run in user space."""
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null",
               program, subject, count, CASES[case], "sequential", address]
    sample = run(command, log=places.WORK / "callgrind.log")
    return collected(sample, f"{subject}, {case}")


def collected(sample, what):
    """What callgrind counted."""
    found = re.search(r"Collected : (\d+)", sample.output)
    if sample.code or not found:
        raise SystemExit(f"{what}:\n{sample.output}")
    return int(found.group(1))


def instructions(program, subject, case, address):
    """Instructions of one call."""
    short, long = LENGTHS[case]
    taken = counted(program, subject, case, long, address) - counted(program, subject, case, short, address)
    return taken / (long - short)


def allocations(program, subject, case, address):
    counting = program.with_name(program.name + "-counted")
    count = max(TIMED[case] // 10, 20)
    return json.loads(must([counting, subject, count, CASES[case], "sequential", address]))["allocations"]


def timed(program, subject, case, mode, address):
    return json.loads(must([program, subject, TIMED[case], CASES[case], mode, address]))
