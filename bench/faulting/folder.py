"""What a run's folder says; read here without any of Foresight's own code."""
import csv
import json
import struct


def worker(run):
    """The process id in the lock while that process lives."""
    try:
        words = (run / "lock").read_text().split()
        pid = int(words[0])
        state = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()[0]
        return None if state == "Z" else pid
    except (OSError, ValueError, IndexError):
        return None


def rows(run, name):
    """The whole lines of a log; a torn last one is left out."""
    try:
        text = (run / name).read_bytes()
    except FileNotFoundError:
        return []
    whole = text[:text.rfind(b"\n") + 1].decode(errors="replace")
    return list(csv.DictReader(whole.splitlines()))


def steps(run):
    """The last step in the log."""
    logged = rows(run, "steps.csv")
    return int(logged[-1]["step"]) if logged else 0


def outcome(run):
    try:
        return json.loads((run / "outcome.json").read_text())
    except FileNotFoundError:
        return {}


def messages(run):
    """All that the run told."""
    try:
        return (run / "events.jsonl").read_text(errors="replace")
    except FileNotFoundError:
        return ""


def checkpoints(run):
    """Oldest first."""
    return sorted(run.glob("checkpoints/step-*.safetensors"))


def checkpoint_step(run):
    saved = checkpoints(run)
    return int(saved[-1].name.removeprefix("step-").removesuffix(".safetensors")) if saved else 0


def tensors(checkpoint):
    """The bytes of each tensor of a safetensors file."""
    content = checkpoint.read_bytes()
    (length,) = struct.unpack("<Q", content[:8])
    header = json.loads(content[8:8 + length])
    header.pop("__metadata__", None)
    data = content[8 + length:]
    return {name: data[slice(*entry["data_offsets"])] for name, entry in header.items()}


def demand_readable(run):
    """@raise ValueError: when a file that was killed over is neither whole nor absent"""
    for name in ("spec.json", "provenance.json", "outcome.json"):
        if (run / name).exists():
            json.loads((run / name).read_text())
    for line in messages(run).splitlines()[:-1]:
        json.loads(line)
    for checkpoint in checkpoints(run):
        tensors(checkpoint)


def age_of_metrics(run, moment, resumed):
    """Seconds from the last flush of steps.csv to a moment; None while a worker has logged no step after the one it went on
    from, as long as it takes to start."""
    return moment - (run / "steps.csv").stat().st_mtime if steps(run) > resumed else None


def difference(run, reference):
    """In which way two runs of one spec differ, times apart; nothing where they do not."""
    for name in ("steps.csv", "evaluations.csv"):
        mine, other = rows(run, name), rows(reference, name)
        for a, b in zip(mine, other):
            a, b = ({key: value for key, value in row.items() if key != "seconds"} for row in (a, b))
            if a != b:
                return f"{name}: {a} instead of {b}"
        if len(mine) != len(other):
            return f"{name} has {len(mine)} rows instead of {len(other)}"
    mine, other = checkpoints(run), checkpoints(reference)
    if not mine or not other or mine[-1].name != other[-1].name:
        return f"the last checkpoints are {mine[-1:]} and {other[-1:]}"
    mine, other = tensors(mine[-1]), tensors(other[-1])
    if mine.keys() != other.keys():
        return f"the checkpoints hold {sorted(mine.keys() ^ other.keys())} on one side only"
    return next((f"{name} of the last checkpoint" for name in mine if mine[name] != other[name]), None)
