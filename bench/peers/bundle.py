"""The files of a replay bundle (docs/replay-bundle.md)."""
import csv
import json
import pathlib

import numpy as np

FORMAT = 2


class Bundle:
    """What `foresight replay` wrote."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.manifest = json.loads((self.folder / "bundle.json").read_text())
        if self.manifest["format"] != FORMAT:
            raise SystemExit(f"{folder}: format {self.manifest['format']} found, {FORMAT} expected; write the bundle anew")
        self.graph = self.manifest["graph"]
        self.nodes = self.graph["nodes"]
        self.parameters = {p["name"]: p for p in self.manifest["parameters"]}
        self.steps = self.manifest["steps"]
        with open(self.folder / "steps.csv") as lines:
            rows = list(csv.DictReader(lines))
        self.lr = [float(row["lr"]) for row in rows]
        self.loss = np.array([float(row["loss"]) for row in rows])
        self.norm = np.array([float(row["gradient_norm"]) for row in rows])

    def array(self, path):
        return np.load(self.folder / path, allow_pickle=False)

    def weights(self, where):
        """The tensors in init/ or final/."""
        return {name: self.array(f"{where}/{name}.npy") for name in self.parameters}

    def gradient(self):
        """The first step's mean gradient before clipping, of every trained tensor."""
        return {name: self.array(f"gradient/{name}.npy") for name, p in self.parameters.items() if p["trained"]}

    def batch(self, step):
        return self.array(f"batches/x_{step:05d}.npy"), self.array(f"batches/y_{step:05d}.npy")

    def mask(self, node, step, shape, probability):
        """The factors of a mask: 0 where its bit is 0, 1/(1-p) where it is 1."""
        bits = np.unpackbits(self.array(f"masks/{node}_{step:05d}.npy"), count=int(np.prod(shape)))
        return (bits * np.float32(1 / (1 - probability))).reshape(shape)

    def zero_gradient(self):
        """Biases that the BatchNorm right behind them subtracts again: their true gradient is zero."""
        fed = {}
        for node in self.nodes:
            for source in node["inputs"]:
                fed.setdefault(source, []).append(node["layer"]["kind"])
        biases = {
            f"{node['name']}.bias"
            for node in self.nodes
            if node["layer"]["kind"] in ("conv", "linear") and fed.get(node["name"]) == ["batch-norm"]
        }
        return biases & set(self.parameters)

    def trained(self):
        """The trained tensors that are compared, in the graph's order."""
        zero = self.zero_gradient()
        return [name for name, p in self.parameters.items() if p["trained"] and name not in zero]

    def statistics(self):
        """BatchNorm's running statistics that are compared.

        A running mean follows the bias in front of it, so where that bias is not compared, the mean is not either."""
        shifted = {node["name"] for node in self.nodes
                   if node["layer"]["kind"] == "batch-norm" and f"{node['inputs'][0]}.bias" in self.zero_gradient()}
        return [name for name, p in self.parameters.items()
                if not p["trained"] and not (name.endswith(".running_mean") and name.rpartition(".")[0] in shifted)]
