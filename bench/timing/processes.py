"""Runs Foresight or a peer in a process of its own and returns what a step took."""
import csv
import json
import os
import pathlib
import shlex
import subprocess
import sys
import tempfile

from . import cases

BENCH = pathlib.Path(__file__).resolve().parent.parent


def measured(command, environment):
    """Runs a command; its standard output and the largest memory of it or of a process that it waited for, in bytes."""
    # Files, since a pipe that nobody empties would stop the process.
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        process = subprocess.Popen(command, stdout=out, stderr=err, env=environment)
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            # Left alone it would go on and disturb what is measured next.
            process.terminate()
            process.wait()
            raise
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if process.returncode != 0:
            sys.exit(f"{shlex.join(command)}\nended with {process.returncode}:\n{err.read()}")
        return out.read(), usage.ru_maxrss * 1024


class Foresight:
    """`foresight run`, which starts a worker; a step is everything from one line of steps.csv to the next."""
    name = "foresight"

    def __init__(self, options):
        self.command = shlex.split(options.foresight)

    @staticmethod
    def variants(case):
        """How to run it. The convolution makes no difference to a language model."""
        return ["fast"] if case.words else ["exact", "fast"]

    def time(self, point, variant):
        case = cases.CASES[point.case]
        with tempfile.TemporaryDirectory() as scratch:
            scratch = pathlib.Path(scratch)
            if case.words:
                cases.write_text(case, point.batch, scratch)
            steps = case.warmup + case.steps
            document = cases.spec(point.case, point.batch, point.horizon, variant, steps, point.threads, point.width,
                                  scratch)
            (scratch / "spec.json").write_text(json.dumps(document))
            _, peak = measured(
                [*self.command, "run", str(scratch / "spec.json"), "--out", str(scratch / "out")], os.environ)
            (run,) = (scratch / "out" / "runs").iterdir()
            with open(run / "steps.csv") as lines:
                times = [0.0] + [float(row["seconds"]) for row in csv.DictReader(lines)]
            version = json.loads((run / "provenance.json").read_text())["program"]["commit"][:12]
        seconds = [after - before for before, after in zip(times, times[1:])]
        return {"seconds": seconds[case.warmup:], "peak": peak, "version": version}


def arguments(point):
    """What the peers' scripts have in common."""
    case = cases.CASES[point.case]
    words = ["--batch", str(point.batch)]
    if case.words:
        words += ["--time", str(case.time), "--hidden", str(case.parameters["hidden"])]
    return [case.network, *words]


def lengths(point):
    case = cases.CASES[point.case]
    return ["--steps", str(case.steps), "--warmup", str(case.warmup), "--threads", str(point.threads)]


def flags(variant):
    return [f"--{word}" for word in variant.split("+") if word != "plain"]


class PyTorch:
    """peers/train_torch.py."""
    name = "PyTorch"

    def __init__(self, options):
        self.python = options.python

    @staticmethod
    def variants(case):
        """Memory format, and AdamW over all tensors at once. The former makes no difference to a language model."""
        plain = ["plain", "foreach"]
        return plain if case.words else [*plain, "channels-last", "channels-last+foreach"]

    def time(self, point, variant):
        paper = ["--paper"] if cases.CASES[point.case].clip else []
        command = [self.python, str(BENCH / "peers" / "train_torch.py"), *arguments(point), *lengths(point),
                   "--horizon", str(point.horizon), *paper, *flags(variant)]
        out, peak = measured(command, {**os.environ, "OMP_NUM_THREADS": str(point.threads)})
        answer = json.loads(out)
        return {"seconds": answer["seconds"], "peak": peak, "version": answer["torch"]}


class Libtorch:
    """libtorch of DJL: the network of models_torch.py as TorchScript, trained by libtorch/ (s = 0 only)."""
    name = "libtorch"

    def __init__(self, options):
        self.python = options.python
        self.java = options.java
        self.path = BENCH / "libtorch" / "target" / "classpath"
        if not self.path.exists():
            sys.exit(f"{self.path} is missing: build it as bench/README.md says, or leave out --libtorch")
        self.scratch = tempfile.TemporaryDirectory()
        self.traced = set()

    @staticmethod
    def variants(case):
        return ["plain"] if case.words else ["plain", "channels-last"]

    def time(self, point, variant):
        file = pathlib.Path(self.scratch.name) / f"{point.case}-{point.batch}-{variant}.pt"
        if not file.exists():
            measured([self.python, str(BENCH / "peers" / "trace_torch.py"), *arguments(point), *flags(variant),
                      "--out", str(file)], os.environ)
        jars = os.pathsep.join([str(BENCH / "libtorch" / "target" / "classes"), self.path.read_text().strip()])
        out, peak = measured(
            [self.java, "--enable-native-access=ALL-UNNAMED", "-cp", jars, "dev.foresight.bench.libtorch.TrainLibtorch",
             str(file), *arguments(point)[1:], *lengths(point)],
            {**os.environ, "OMP_NUM_THREADS": str(point.threads)})
        answer = json.loads(out.splitlines()[-1])
        return {"seconds": answer["seconds"], "peak": peak, "version": answer["libtorch"]}
