#!/usr/bin/env python3
"""Replays a bundle with PyTorch and says how far Foresight and PyTorch are apart.

    python3 replay_torch.py BUNDLE [--horizon S] [--write FILE] [--threads N] [--tensors N]

A bundle is what `foresight replay` writes (docs/replay-bundle.md). The network of bundle.json is interpreted with
PyTorch's own operations, trained on the bundle's batches from the bundle's initial weights by torch.optim.AdamW plus
weight prediction, in float32 and in float64, and compared step by step with steps.csv and at the end with final/.

Goals, for exit code 0: losses within 1e-5 relative of PyTorch's in float32; 99.9 % of the trained weights within 1e-5;
Foresight's distance to float64 (root of the mean square over the weights) at most twice that of PyTorch's float32.
Exit code 1 says that a goal was missed, 2 that PyTorch's float32 misses the same goals against PyTorch itself: in float64,
or with the examples of each batch in another order (--twins), which changes nothing but rounding. At the kinks of ReLU
and max-pooling rounding decides which way a gradient takes, and training amplifies that.
Weights whose true gradient is zero (a bias before BatchNorm) are reported apart: Adam turns their rounding errors into
steps of full size, in either framework.

--no-float64 leaves float64 out (quicker). --horizon S replays with another horizon than the bundle's; nothing is
compared then. --write FILE keeps PyTorch's losses and final weights there. Tried with PyTorch 1.13; 2 threads unless given.
"""
import argparse
import csv
import json
import math
import os
import pathlib
import sys

os.environ.setdefault("OMP_NUM_THREADS", "2")

import numpy as np
import torch
import torch.nn.functional as F

LOSS_GOAL = 1e-5
WEIGHT_GOAL = 1e-5
SHARE_GOAL = 0.999
RATIO_GOAL = 2.0


class Bundle:
    """The files of a bundle."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.manifest = json.loads((self.folder / "bundle.json").read_text())
        if self.manifest["format"] != 1:
            sys.exit(f"{folder}: format {self.manifest['format']} found, 1 expected")
        self.nodes = self.manifest["graph"]["nodes"]
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
        return {name: self.array(f"{where}/{name}.npy") for name in self.parameters}

    def zero_gradient(self):
        """Biases that the BatchNorm right behind them subtracts again."""
        fed = {}
        for node in self.nodes:
            for source in node["inputs"]:
                fed.setdefault(source, []).append(node["layer"]["kind"])
        return {
            f"{node['name']}.bias"
            for node in self.nodes
            if node["layer"]["kind"] in ("conv", "linear") and fed.get(node["name"]) == ["batch-norm"]
        }


class Network(torch.nn.Module):
    """A layer graph (docs/layer-graph.md) in training mode."""

    def __init__(self, bundle, dtype, twin):
        super().__init__()
        self.bundle = bundle
        self.dtype = dtype
        self.twin = twin
        # Examples lie along the first dimension of images and the second of tokens.
        self.dimension = 1 if bundle.manifest["graph"]["input"]["kind"] == "tokens" else 0
        self.tensors = {}
        self.lstms = {}
        self.state = {}
        for name, array in bundle.weights("init").items():
            tensor = torch.from_numpy(array.copy()).to(dtype)
            if bundle.parameters[name]["trained"]:
                tensor = torch.nn.Parameter(tensor)
            self.tensors[name] = tensor
        for node in bundle.nodes:
            if node["layer"]["kind"] == "lstm":
                self.lstms[node["name"]] = self.lstm(node["name"], node["layer"])

    def ordered(self, array):
        tensor = torch.from_numpy(array)
        return shuffled(tensor, self.dimension, self.twin) if self.twin else tensor

    def lstm(self, name, layer):
        module = torch.nn.LSTM(layer["in"], layer["hidden"]).to(self.dtype)
        module.weight_ih_l0 = self.tensors[f"{name}.weight_ih"]
        module.weight_hh_l0 = self.tensors[f"{name}.weight_hh"]
        module.bias_ih_l0 = self.tensors[f"{name}.bias_ih"]
        if layer["biases"] == 2:
            module.bias_hh_l0 = self.tensors[f"{name}.bias_hh"]
        else:
            module.bias_hh_l0 = torch.nn.Parameter(
                torch.zeros(4 * layer["hidden"], dtype=self.dtype), requires_grad=False)
        return module

    def forward(self, x, step):
        values = {"input": x if x.dtype == torch.int64 else x.to(self.dtype)}
        for node in self.bundle.nodes:
            (source,) = node["inputs"]
            values[node["name"]] = self.apply_layer(node["name"], node["layer"], values[source], step)
        return values[self.bundle.nodes[-1]["name"]]

    def apply_layer(self, name, layer, x, step):
        kind = layer["kind"]
        own = lambda suffix: self.tensors.get(f"{name}.{suffix}")
        if kind == "conv":
            return F.conv2d(
                x, own("weight"), own("bias"),
                stride=(layer["strideHeight"], layer["strideWidth"]),
                padding=(layer["paddingHeight"], layer["paddingWidth"]))
        if kind == "batch-norm":
            return F.batch_norm(
                x, own("running_mean"), own("running_var"), own("weight"), own("bias"),
                training=True, momentum=layer["momentum"], eps=layer["epsilon"])
        if kind == "relu":
            return F.relu(x)
        if kind == "tanh":
            return torch.tanh(x)
        if kind == "max-pool":
            return F.max_pool2d(x, layer["kernel"], layer["stride"], layer["padding"])
        if kind == "global-average-pool":
            return x.mean(dim=(2, 3))
        if kind == "flatten":
            return x.flatten(1)
        if kind == "linear":
            tied = layer["tiedTo"]
            weight = own("weight") if tied is None else self.tensors[f"{tied}.weight"]
            return F.linear(x, weight, own("bias"))
        if kind == "dropout":
            mask = self.bundle.array(f"masks/{name}_{step:05d}.npy")
            return x * self.ordered(mask).to(self.dtype)
        if kind == "embedding":
            return F.embedding(x, own("weight"))
        if kind == "lstm":
            y, (h, c) = self.lstms[name](x, self.state.get(name))
            self.state[name] = (h.detach(), c.detach())
            return y
        raise ValueError(f"node {name}: layer kind {kind} is not known here")


class WeightPrediction:
    """What = W - s*lr*mhat/(sqrt(v)/sqrt(1-beta2^t) + eps) around torch.optim.AdamW, as arXiv 2302.00195 has it."""

    def __init__(self, optimizer, horizon):
        self.optimizer = optimizer
        self.horizon = horizon
        self.cached = []

    @torch.no_grad()
    def predict(self, lr):
        self.cached = []
        for group in self.optimizer.param_groups:
            beta1, beta2 = group["betas"]
            for weight in group["params"]:
                self.cached.append((weight, weight.clone()))
                state = self.optimizer.state.get(weight)
                if not state or self.horizon == 0:
                    continue
                t = int(state["step"])
                denominator = (state["exp_avg_sq"].sqrt() / math.sqrt(1 - beta2**t)).add_(group["eps"])
                weight.addcdiv_(state["exp_avg"], denominator, value=-self.horizon * lr / (1 - beta1**t))

    @torch.no_grad()
    def restore(self):
        for weight, cached in self.cached:
            weight.copy_(cached)


def shuffled(tensor, dimension, twin):
    """The examples in another order: reversed for the first twin, drawn for the others."""
    count = tensor.shape[dimension]
    order = np.arange(count)[::-1].copy() if twin == 1 else np.random.RandomState(twin).permutation(count)
    return tensor.index_select(dimension, torch.from_numpy(order))


def replay(bundle, dtype, horizon, twin=0):
    """Losses, gradient norms before clipping, and final tensors by name, as float64 arrays."""
    network = Network(bundle, dtype, twin)
    arm = bundle.manifest["arm"]
    if arm["rule"]["id"] != "adamw":
        sys.exit(f"rule {arm['rule']['id']} found; this script replays adamw")
    rule = arm["rule"]["parameters"]
    groups = {True: [], False: []}
    for name, parameter in bundle.parameters.items():
        if parameter["trained"]:
            groups[parameter["decayed"]].append(network.tensors[name])
    optimizer = torch.optim.AdamW(
        [
            {"params": tensors, "weight_decay": rule["weightDecay"] if decayed else 0.0}
            for decayed, tensors in groups.items()
            if tensors
        ],
        lr=bundle.lr[0], betas=(rule["beta1"], rule["beta2"]), eps=rule["epsilon"])
    trained = groups[True] + groups[False]
    prediction = WeightPrediction(optimizer, horizon)
    clip = bundle.manifest["clip"]
    losses, norms = [], []
    for step in range(bundle.steps):
        if step in bundle.manifest["stateFromZero"]:
            network.state = {}
        lr = bundle.lr[step]
        x = network.ordered(bundle.array(f"batches/x_{step:05d}.npy"))
        y = network.ordered(bundle.array(f"batches/y_{step:05d}.npy"))
        optimizer.zero_grad()
        prediction.predict(lr)
        logits = network(x, step)
        loss = F.cross_entropy(logits.reshape(-1, logits.shape[-1]), y.reshape(-1))
        loss.backward()
        prediction.restore()
        norms.append(float(torch.nn.utils.clip_grad_norm_(trained, clip if clip > 0 else math.inf)))
        for group in optimizer.param_groups:
            group["lr"] = lr
        optimizer.step()
        losses.append(float(loss.detach()))
    final = {name: tensor.detach().numpy().astype(np.float64) for name, tensor in network.tensors.items()}
    return np.array(losses), np.array(norms), final


def flat(tensors, names):
    return np.concatenate([tensors[name].reshape(-1).astype(np.float64) for name in names])


def rms(difference):
    return float(np.sqrt(np.mean(difference**2))) if difference.size else 0.0


class Distance:
    """How far one training is from another: the goals' measures."""

    def __init__(self, loss, final, peer, double, names):
        self.loss = float(np.max(np.abs(loss - peer[0]) / np.abs(peer[0])))
        difference = np.abs(flat(final, names) - flat(peer[2], names))
        self.weights = difference.size
        self.share = float(np.mean(difference <= WEIGHT_GOAL))
        self.largest = float(difference.max())
        self.ratio = None
        if double is not None:
            reference = flat(double[2], names)
            self.ours64 = rms(flat(final, names) - reference)
            self.peer64 = rms(flat(peer[2], names) - reference)
            self.ratio = self.ours64 / self.peer64 if self.peer64 > 0 else (1.0 if self.ours64 == 0 else math.inf)
            self.loss64 = float(np.max(np.abs(loss - double[0]) / np.abs(double[0])))
            self.peer_loss64 = float(np.max(np.abs(peer[0] - double[0]) / np.abs(double[0])))

    def missed(self):
        goals = {"loss": self.loss <= LOSS_GOAL, "weights": self.share >= SHARE_GOAL}
        if self.ratio is not None:
            goals["float64"] = self.ratio <= RATIO_GOAL
        return [goal for goal, met in goals.items() if not met]


def compare(bundle, single, double, twins, shown):
    """Prints the comparison; returns a summary and the exit code."""
    final32 = single[2]
    ours = bundle.weights("final")
    zero = bundle.zero_gradient() & set(bundle.parameters)
    trained = [n for n, p in bundle.parameters.items() if p["trained"] and n not in zero]
    statistics = [n for n, p in bundle.parameters.items() if not p["trained"]]
    mine = Distance(bundle.loss, ours, single, double, trained)
    arm = bundle.manifest["arm"]
    rule = arm["rule"]["parameters"]
    print(f"{bundle.manifest['experiment']}: {bundle.manifest['graph']['name']}, arm {arm['name']} (s = {arm['horizon']:g}),"
          f" seed {bundle.manifest['seed']}, {bundle.steps} steps, clip {bundle.manifest['clip']:g},"
          f" decay {rule['weightDecay']:g} of {rule['decay']}, {mine.weights:,} weights compared")
    norm = float(np.max(np.abs(bundle.norm - single[1]) / np.abs(single[1])))
    print(f"  loss, largest relative difference          {mine.loss:.2e}   goal {LOSS_GOAL:.0e}")
    print(f"  gradient norm, largest relative difference {norm:.2e}")
    print(f"  weights within {WEIGHT_GOAL:.0e}                       {100 * mine.share:.4f} %  goal {100 * SHARE_GOAL} %")
    print(f"  weights, largest difference                {mine.largest:.2e}")
    if mine.ratio is not None:
        print(f"  distance to float64 (rms): Foresight {mine.ours64:.2e}, PyTorch float32 {mine.peer64:.2e},"
              f" ratio {mine.ratio:.2f}   goal {RATIO_GOAL:g}")
        print(f"  loss to float64 (largest, relative): Foresight {mine.loss64:.2e}, PyTorch float32 {mine.peer_loss64:.2e}")
    if statistics:
        gap = np.abs(flat(ours, statistics) - flat(final32, statistics))
        print(f"  running statistics, largest difference     {gap.max():.2e}")
    for name in sorted(zero):
        print(f"  {name}: true gradient zero, not compared; largest difference {np.abs(ours[name] - final32[name]).max():.2e}")
    for name in sorted(trained, key=lambda n: -np.abs(ours[n] - final32[n]).max())[:shown]:
        print(f"  {name:24s} largest difference {np.abs(ours[name] - final32[name]).max():.2e}")
    others = {f"order {n}": Distance(twin[0], twin[2], single, double, trained) for n, twin in enumerate(twins, 1)}
    if double is not None:
        others["float64"] = Distance(double[0], double[2], single, None, trained)
    for name, other in others.items():
        print(f"  PyTorch's float32 against its {name}: loss {other.loss:.2e}, weights within {100 * other.share:.4f} %"
              + ("" if other.ratio is None else f", ratio {other.ratio:.2f}"))
    missed = mine.missed()
    chance = {goal for other in others.values() for goal in other.missed()}
    if chance:
        # Once rounding has sent two trainings different ways, a ratio of their distances says nothing.
        chance.add("float64")
    shared = [goal for goal in missed if goal in chance]
    if not missed:
        print("  all goals met")
        code = 0
    elif shared == missed:
        print(f"  goals missed, as PyTorch's float32 misses them against PyTorch: {', '.join(missed)}")
        code = 2
    else:
        print(f"  GOALS MISSED: {', '.join(missed)}" + (f" (by PyTorch against itself: {', '.join(shared)})" if shared else ""))
        code = 1
    summary = {**vars(mine), "norm": norm, "missed": missed, "itself": {name: vars(other) for name, other in others.items()}, "code": code}
    return summary, code


def write(file, single, double):
    """PyTorch's numbers as an .npz: losses, gradient norms, and the final tensors of both precisions.

    float64's stand as their difference to float32's: it is small, so float32 holds it without loss that matters."""
    arrays = {
        "loss.float32": single[0],
        "loss.float64": double[0],
        "gradient_norm.float32": single[1],
        "gradient_norm.float64": double[1],
    }
    for name, array in single[2].items():
        arrays[f"float32/{name}"] = array.astype(np.float32)
        arrays[f"float64-minus-float32/{name}"] = (double[2][name] - array).astype(np.float32)
    np.savez_compressed(file, **arrays)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bundle")
    parser.add_argument("--horizon", type=float, help="another horizon than the bundle's; nothing is compared then")
    parser.add_argument("--no-float64", action="store_true", help="do not replay in float64")
    parser.add_argument("--write", metavar="FILE", help="keep PyTorch's losses and final weights in this .npz file")
    parser.add_argument("--json", metavar="FILE", help="append the summary as a line of JSON")
    parser.add_argument("--twins", type=int, default=1, help="replays of PyTorch against itself, examples in another order")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--tensors", type=int, default=3, help="how many of the tensors furthest apart are named")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    bundle = Bundle(options.bundle)
    own = bundle.manifest["arm"]["horizon"]
    horizon = own if options.horizon is None else options.horizon
    single = replay(bundle, torch.float32, horizon)
    double = None if options.no_float64 else replay(bundle, torch.float64, horizon)
    if options.write:
        if double is None:
            sys.exit("--write needs float64 too")
        write(options.write, single, double)
    if horizon != own:
        return 0
    twins = [replay(bundle, torch.float32, horizon, twin) for twin in range(1, options.twins + 1)]
    summary, code = compare(bundle, single, double, twins, options.tensors)
    if options.json:
        with open(options.json, "a") as out:
            out.write(json.dumps({"bundle": str(options.bundle), **summary}) + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
