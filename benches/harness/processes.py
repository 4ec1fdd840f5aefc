"""Runs programs and takes what the kernel says of them: CPU time of the whole tree, memory of the largest process."""
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass


@dataclass
class Sample:
    cpu: float
    megabytes: float
    code: int
    output: str

    def crates(self):
        """How many of them Cargo compiled."""
        return len(re.findall(r"^\s*Compiling ", self.output, re.M))


def run(command, cwd=None, env=None, limit=1200, log=None):
    """One run. A command that does not end in time is ended, with all that it started."""
    environment = {**os.environ, **(env or {})}
    with open(log or os.devnull, "w+b") as out:
        process = subprocess.Popen([str(part) for part in command], cwd=cwd, env=environment, stdout=out, stderr=out,
                                   stdin=subprocess.DEVNULL, start_new_session=True)
        until = time.monotonic() + limit
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            if time.monotonic() > until:
                os.killpg(process.pid, signal.SIGKILL)
                until = float("inf")
            time.sleep(0.003)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        text = out.read().decode(errors="replace") if log else ""
    return Sample(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, process.returncode, text)


def must(command, **settings):
    """The same for what has to work; its output is shown where it does not."""
    result = subprocess.run([str(part) for part in command], capture_output=True, text=True, **settings)
    if result.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}\n{result.stdout}{result.stderr}")
    return result.stdout


def say(text):
    """To whoever waits."""
    print(text, file=sys.stderr, flush=True)
