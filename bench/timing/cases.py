"""What is timed: networks, their data, and how many steps of them are worth waiting for."""
import dataclasses
import random
import typing

VOCABULARY = 10_000
PAPER = {"outputDropout": 0.4, "hiddenDropout": 0.25, "inputDropout": 0.4, "embeddingDropout": 0.1, "weightDrop": 0.5,
         "ar": 2, "tar": 1}


class Case(typing.NamedTuple):
    """A network with its batch. `warmup` steps are not counted: Java compiles, both sides fill their caches."""
    network: str
    batch: int
    warmup: int
    steps: int
    time: int = 0
    parameters: dict = {}
    clip: float = 0

    @property
    def words(self):
        return self.time > 0


CASES = {
    "vgg11-bn": Case("vgg11-bn", 128, 5, 8),
    "resnet34": Case("resnet34", 32, 3, 7),
    "inception-v3": Case("inception-v3", 32, 2, 4),
    "densenet121": Case("densenet121", 32, 3, 7),
    "lstm-1": Case("lstm-1", 20, 20, 20, 35, {"layers": 1, "embedding": 400, "hidden": 400}),
    "lstm-2": Case("lstm-2", 20, 15, 15, 35, {"layers": 2, "embedding": 400, "hidden": 400}),
    "lstm-1-paper": Case("lstm-1", 20, 12, 12, 70, {"layers": 1, "embedding": 400, "hidden": 1150, **PAPER}, 0.25),
}


@dataclasses.dataclass(frozen=True)
class Point:
    """One case at one setting: what a process is started for."""
    case: str
    batch: int
    horizon: float = 0
    threads: int = 2
    width: float = 1


def growth():
    """The points of the table of growth, by what grows."""
    vgg = Point("vgg11-bn", 128)
    lstm = Point("lstm-1", 20)
    change = dataclasses.replace
    return {
        "s": [change(lstm, horizon=s) for s in (0, 0.5, 1, 2, 5, 10)],
        "batch": [change(vgg, batch=batch) for batch in (32, 64, 128, 256)],
        "width": [change(vgg, width=width) for width in (0.25, 0.5, 1)],
        "threads": [change(base, threads=threads) for base in (vgg, lstm) for threads in (1, 2)],
    }


def data(case, batch, folder):
    """Pictures in whole batches, or a text of 10,000 different words; as little as possible that is evaluated."""
    if not case.words:
        return {"id": "shapes", "parameters": {"examples": 8 * batch + 10, "testExamples": 0},
                "trainExamples": 8 * batch, "validationExamples": 10, "augmentation": "crop-flip"}
    return {"id": "ptb", "parameters": {"folder": str(folder)}, "trainExamples": 0, "validationExamples": 0,
            "augmentation": "none"}


def write_text(case, batch, folder):
    """Writes train.txt, valid.txt and test.txt: words drawn alike, as the peer draws its tokens."""
    words = [f"w{number}" for number in range(VOCABULARY - 1)]  # The end of a line is one more.
    drawn = random.Random(1)
    for part, length in (("train", batch * (case.time * (case.warmup + case.steps) + 1)), ("valid", 200), ("test", 20)):
        text = (words if part == "train" else []) + drawn.choices(words, k=length)
        lines = (" ".join(text[begin:begin + 20]) for begin in range(0, len(text), 20))
        (folder / f"{part}.txt").write_text("\n".join(lines) + "\n")


def spec(name, batch, horizon, convolution, steps, threads, width=1, folder=""):
    """The experiment for `foresight run`. `folder` holds the text of a language model; empty, it is the Penn TreeBank."""
    case = CASES[name]
    parameters = case.parameters if width == 1 else {**case.parameters, "width": width}
    return {
        "format": 1, "name": name, "description": "",
        "task": "language-model" if case.words else "image-classification",
        "architecture": {"id": "lstm" if case.words else case.network, "parameters": parameters},
        "data": data(case, batch, folder),
        "arms": [{"name": "arm", "color": "#d9722e", "rule": {"id": "adamw", "parameters": {"weightDecay": 5e-4}},
                  "learningRate": 1e-3, "horizon": horizon}],
        "training": {"length": {"steps": steps}, "batch": batch, "bptt": case.time or 35,
                     "schedule": {"kind": "constant"}, "clip": case.clip, "evaluateEvery": {"steps": steps}},
        "execution": {"device": "cpu", "threads": threads, "layers": "compiled", "convolution": convolution},
        "seeds": [1],
    }
