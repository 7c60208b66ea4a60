"""From measurements to tables: medians over rounds, and ratios of what ran in the same round."""
import dataclasses
import statistics

from . import cases
from .processes import Foresight, Libtorch, PyTorch

MAIN_HEAD = ("| network | batch | s | convolution | Foresight, ms | peer, ms | peer | ratio | Foresight, MB |"
             " peer, MB | ratio | Foresight, to s = 0 | peer, to s = 0 | rounds |\n" + "|" + "---|" * 14)
GROWTH_HEAD = ("| what grows | network | batch | width | s | threads | Foresight, ms | to the first | MB | rounds |\n"
               + "|" + "---|" * 10)


class Measurements:
    """Lines of a file of measurements, asked by who ran what where."""

    def __init__(self, lines):
        self.lines = lines

    def of(self, point, who, variant):
        """The lines of a point by session and round."""
        return {(line["session"], line["round"]): line for line in self.lines
                if line["who"] == who and line["variant"] == variant and at(line) == point}

    def better(self, point, who, variants):
        """The variant that had the quickest step of all in the first round at s = 0; None before all were tried there.

        One process each decides, and a median of it would go by what else the machine did meanwhile."""
        first = dataclasses.replace(point, horizon=0)
        found = {variant: self.of(first, who, variant) for variant in variants}
        common = set.intersection(*(set(lines) for lines in found.values()))
        return min(found, key=lambda variant: min(found[variant][min(common)]["seconds"])) if common else None


def at(line):
    return cases.Point(line["case"], line["batch"], line["horizon"], line["threads"], line["width"])


def step(line):
    """Seconds of a usual step of one process."""
    return statistics.median(line["seconds"])


def usual(lines):
    """Median over rounds of the median step in ms, with the least and the greatest."""
    times = [1e3 * step(line) for line in lines.values()]
    digits = 0 if min(times) >= 1000 else 1
    spread = f" ({min(times):.{digits}f}–{max(times):.{digits}f})" if len(times) > 1 else ""
    return f"{statistics.median(times):.{digits}f}{spread}"


def paired(lines, others):
    """Median over rounds of the ratio within the round."""
    common = sorted(lines.keys() & others.keys())
    return statistics.median(step(lines[number]) / step(others[number]) for number in common) if common else None


def peak(lines):
    return max(line["peak"] for line in lines.values())


def ratio(value):
    return "–" if value is None else f"{value:.2f}"


def to_adamw(measurements, point, who, variant):
    if not point.horizon:
        return "–"
    base = measurements.of(dataclasses.replace(point, horizon=0), who, variant)
    value = paired(measurements.of(point, who, variant), base)
    return "–" if value is None else f"{value:.3f}"


def main_rows(measurements, points):
    """A row for each point, convolution and peer that has been timed."""
    for point in points:
        case = cases.CASES[point.case]
        for convolution in Foresight.variants(case):
            ours = measurements.of(point, Foresight.name, convolution)
            for peer in (PyTorch, Libtorch):
                variant = measurements.better(point, peer.name, peer.variants(case))
                theirs = measurements.of(point, peer.name, variant)
                if not ours or not theirs:
                    continue
                version = next(iter(theirs.values()))["version"]
                # A language model has no convolution.
                shown = "–" if case.words else convolution
                yield (f"| {point.case} | {point.batch} | {point.horizon:g} | {shown} | {usual(ours)} |"
                       f" {usual(theirs)} | {peer.name} {version.split('+')[0]}, {variant} | **{ratio(paired(ours, theirs))}** |"
                       f" {peak(ours) / 1e6:.0f} | {peak(theirs) / 1e6:.0f} | {peak(ours) / peak(theirs):.2f} |"
                       f" {to_adamw(measurements, point, Foresight.name, convolution)} |"
                       f" {to_adamw(measurements, point, peer.name, variant)} | {min(len(ours), len(theirs))} |")


def growth_rows(measurements):
    """The rows of every group that is complete."""
    for what, points in cases.growth().items():
        found = [(point, measurements.of(point, Foresight.name, "fast")) for point in points]
        if not all(lines for _, lines in found):
            continue
        first = {}
        for point, lines in found:
            base = first.setdefault(point.case, lines)
            yield (f"| {what} | {point.case} | {point.batch} | {point.width:g} | {point.horizon:g} | {point.threads} |"
                   f" {usual(lines)} | {ratio(paired(lines, base))} | {peak(lines) / 1e6:.0f} | {len(lines)} |")


def put(file, name, lines):
    """Replaces what stands between the marks of a table."""
    begin, end = f"<!-- bench/compare {name} begins -->", f"<!-- bench/compare {name} ends -->"
    text = file.read_text()
    before, found, rest = text.partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        raise SystemExit(f"{file}: the marks {begin} and {end} are not there: put them where the table belongs")
    file.write_text(before + begin + "\n" + "\n".join(lines) + "\n" + end + after)
