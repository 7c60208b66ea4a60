#!/usr/bin/env python3
"""Replays a bundle with PyTorch and says how far Foresight and PyTorch are apart.

    python3 replay_torch.py BUNDLE [--threads N] [--twins N] [--tensors N] [--json FILE]

A bundle is what `foresight replay` writes (docs/replay-bundle.md). The network of bundle.json is computed with PyTorch's
own operations (layer_graph.py), trained on the bundle's batches, dropout masks and learning rates from the bundle's
initial weights by torch.optim.AdamW plus weight prediction, in float32 and in float64, and compared step by step with
steps.csv, after the first pass with gradient/ and at the end with final/.

Goals, for exit code 0: losses within 1e-4 relative of PyTorch's in float32; Foresight's distance to PyTorch in float64
at most twice that of PyTorch's float32, for the trained weights, for BatchNorm's running statistics and for the first
step's gradient. The distance is the root of the sum of squared differences over all entries of the kind.
Exit code 2: a goal was missed, but Foresight is at most twice as far from float64 as the farthest of PyTorch's own float32
replays: as they come, with the examples of each batch in another order (--twins), and with PyTorch's own convolution in
place of oneDNN's. That changes nothing but rounding; at the kinks of ReLU and max-pooling rounding decides which way a
gradient takes, and training amplifies it. 1: otherwise.
What has a true gradient of zero (a bias before BatchNorm) is reported apart: Adam turns its rounding errors into steps
of full size, in either framework; so is the running mean that follows such a bias.

Tried with PyTorch 1.13.
"""
import argparse
import dataclasses
import json
import math
import os
import sys

os.environ.setdefault("OMP_NUM_THREADS", "2")

import numpy as np
import torch
import torch.nn.functional as F

from bundle import Bundle
from layer_graph import LayerGraph
from weight_prediction import WeightPrediction

LOSS_GOAL = 1e-4
RATIO_GOAL = 2.0
NEAR = 1e-5


@dataclasses.dataclass
class Training:
    """What a training did: losses and gradient norms before clipping by step, tensors by name."""

    loss: np.ndarray
    norm: np.ndarray
    gradient: dict
    final: dict


def order(twin):
    """The examples in another order: reversed for the first twin, drawn for the others."""
    def rearrange(tensor, dimension):
        if not twin:
            return tensor
        count = tensor.shape[dimension]
        places = np.arange(count)[::-1].copy() if twin == 1 else np.random.RandomState(twin).permutation(count)
        return tensor.index_select(dimension, torch.from_numpy(places))
    return rearrange


def optimizer_of(bundle, tensors):
    rule = bundle.manifest["arm"]["rule"]
    if rule["id"] != "adamw":
        raise SystemExit(f"rule {rule['id']} found; this script replays adamw")
    values = rule["parameters"]
    arm = bundle.manifest["arm"]
    if arm.get("horizonForm", "steps") != "steps" or arm.get("direction", "rule") != "rule":
        raise SystemExit("this script replays predictions of s steps along the rule's own direction")
    if values.get("predictDecay"):
        raise SystemExit("predictDecay is on; this script replays predictions without the decay")
    groups = {True: [], False: []}
    for name, parameter in bundle.parameters.items():
        if parameter["trained"]:
            groups[parameter["decayed"]].append(tensors[name])
    return torch.optim.AdamW(
        [
            {"params": group, "weight_decay": values["weightDecay"] if decayed else 0.0}
            for decayed, group in groups.items()
            if group
        ],
        lr=bundle.lr[0], betas=(values["beta1"], values["beta2"]), eps=values["epsilon"])


def replay(bundle, dtype, horizon, twin=0):
    """PyTorch's training on a bundle."""
    at = {"step": 0}
    network = LayerGraph(
        bundle.graph, bundle.weights("init"), {n for n, p in bundle.parameters.items() if p["trained"]}, dtype,
        lambda node, shape, probability: bundle.mask(node, at["step"], shape, probability), order(twin))
    optimizer = optimizer_of(bundle, network.tensors)
    trained = [weight for group in optimizer.param_groups for weight in group["params"]]
    prediction = WeightPrediction(optimizer, horizon)
    clip = bundle.manifest["clip"]
    losses, norms, first = [], [], {}
    for step in range(bundle.steps):
        at["step"] = step
        if step in bundle.manifest["stateFromZero"]:
            network.state = {}
        lr = bundle.lr[step]
        x, y = (network.order(torch.from_numpy(array), network.examples) for array in bundle.batch(step))
        optimizer.zero_grad()
        prediction.predict(lr)
        logits = network(x)
        loss = F.cross_entropy(logits.reshape(-1, logits.shape[-1]), y.reshape(-1))
        (loss + network.penalty).backward()
        prediction.restore()
        if step == 0:
            first = {n: float64(network.tensors[n].grad) for n, p in bundle.parameters.items() if p["trained"]}
        norms.append(float(torch.nn.utils.clip_grad_norm_(trained, clip if clip > 0 else math.inf)))
        for group in optimizer.param_groups:
            group["lr"] = lr
        optimizer.step()
        losses.append(float(loss.detach()))
    final = {name: float64(tensor) for name, tensor in network.tensors.items()}
    return Training(np.array(losses), np.array(norms), first, final)


def float64(tensor):
    return tensor.detach().double().numpy().copy()


def distance(one, other, names):
    """Root of the sum of squared differences over all entries of these tensors."""
    return math.sqrt(sum(float(np.sum(np.square(one[name] - other[name]))) for name in names))


def largest(one, other, names):
    return max((float(np.max(np.abs(one[name] - other[name]))) for name in names), default=0.0)


def relative(one, other):
    return float(np.max(np.abs(one - other) / np.abs(other)))


def over(value, by):
    return value / by if by > 0 else (1.0 if value == 0 else math.inf)


def kinds(bundle):
    """What is compared: kind, where in a training its tensors are, and their names."""
    return [("weights", "final", bundle.trained()), ("statistics", "final", bundle.statistics()),
            ("gradient", "gradient", bundle.trained())]


class Comparison:
    """Foresight's training against PyTorch's, and PyTorch's against itself."""

    def __init__(self, bundle, peer):
        self.bundle = bundle
        single, double, twins = peer.single, peer.double, peer.twins
        ours = Training(bundle.loss, bundle.norm, bundle.gradient(), bundle.weights("final"))
        trained = bundle.trained()
        self.loss = relative(ours.loss, single.loss)
        self.loss64 = relative(ours.loss, double.loss)
        self.peer_loss64 = relative(single.loss, double.loss)
        self.norm = relative(ours.norm, single.norm)
        # How far PyTorch's own losses go: from the replay as it comes to the others and to float64.
        self.itself_loss = max([self.peer_loss64] + [relative(twin.loss, single.loss) for twin in twins])
        gaps = [np.abs(ours.final[name] - single.final[name]) for name in trained]
        self.weights = sum(gap.size for gap in gaps)
        self.share = sum(int(np.sum(gap <= NEAR)) for gap in gaps) / self.weights
        self.largest = max(float(gap.max()) for gap in gaps)
        self.furthest = sorted(((float(gap.max()), name) for gap, name in zip(gaps, trained)), reverse=True)
        self.ours64, self.peer64, self.itself64 = {}, {}, {}
        for kind, where, names in kinds(bundle):
            if names:
                reference = getattr(double, where)
                self.ours64[kind] = distance(getattr(ours, where), reference, names)
                self.peer64[kind] = distance(getattr(single, where), reference, names)
                self.itself64[kind] = max(
                    [self.peer64[kind]] + [distance(getattr(twin, where), reference, names) for twin in twins])
        apart = sorted(set(bundle.parameters) - set(trained) - set(bundle.statistics()))
        self.apart = {"tensors": len(apart), "ours": largest(ours.final, double.final, apart),
                      "peer": largest(single.final, double.final, apart)}

    def ratio(self, kind):
        return over(self.ours64[kind], self.peer64[kind])

    def ratio_to_itself(self, kind):
        return over(self.ours64[kind], self.itself64[kind])

    def missed(self):
        goals = ["loss"] if self.loss > LOSS_GOAL else []
        return goals + [kind for kind in self.ours64 if self.ratio(kind) > RATIO_GOAL]

    def shared(self):
        """The missed goals by which PyTorch strays from itself about as far."""
        return [goal for goal in self.missed()
                if (self.loss <= RATIO_GOAL * self.itself_loss if goal == "loss"
                    else self.ratio_to_itself(goal) <= RATIO_GOAL)]

    def code(self):
        return 0 if not self.missed() else 2 if self.shared() == self.missed() else 1

    def summary(self):
        return {
            "loss": self.loss, "loss64": self.loss64, "peerLoss64": self.peer_loss64, "itselfLoss": self.itself_loss,
            "norm": self.norm, "weights": self.weights, "share": self.share, "largest": self.largest,
            "ours64": self.ours64, "peer64": self.peer64, "itself64": self.itself64,
            "ratio": {kind: self.ratio(kind) for kind in self.ours64}, "apart": self.apart,
            "missed": self.missed(), "shared": self.shared(), "code": self.code()}

    def print(self, shown):
        manifest = self.bundle.manifest
        arm = manifest["arm"]
        rule = arm["rule"]["parameters"]
        print(f"{manifest['experiment']}: {manifest['graph']['name']}, arm {arm['name']} (s = {arm['horizon']:g}),"
              f" seed {manifest['seed']}, {manifest['steps']} steps, clip {manifest['clip']:g},"
              f" decay {rule['weightDecay']:g} of {rule['decay']}, {self.weights:,} weights compared")
        print(f"  loss, largest relative difference          {self.loss:.2e}   goal {LOSS_GOAL:.0e}")
        print(f"  loss to float64: Foresight {self.loss64:.2e}, PyTorch {self.peer_loss64:.2e};"
              f" PyTorch against itself {self.itself_loss:.2e}")
        print(f"  gradient norm, largest relative difference {self.norm:.2e}")
        print(f"  weights: largest difference {self.largest:.2e}, within {NEAR:.0e} {100 * self.share:.4f} %")
        for kind in self.ours64:
            print(f"  {kind}, distance to float64: Foresight {self.ours64[kind]:.2e}, PyTorch {self.peer64[kind]:.2e},"
                  f" ratio {self.ratio(kind):.2f} (goal {RATIO_GOAL:g}); to PyTorch's farthest replay"
                  f" {self.ratio_to_itself(kind):.2f}")
        if self.apart["tensors"]:
            print(f"  {self.apart['tensors']} tensors of or behind a true gradient of zero, not compared: largest"
                  f" difference to float64: Foresight {self.apart['ours']:.2e}, PyTorch {self.apart['peer']:.2e}")
        for gap, name in self.furthest[:shown]:
            print(f"  {name:24s} largest difference {gap:.2e}")
        missed = self.missed()
        print("  " + {0: "all goals met",
                      2: f"goals missed, but PyTorch's own replays stray as far: {', '.join(missed)}",
                      1: f"GOALS MISSED: {', '.join(missed)} (PyTorch strays as far in: {', '.join(self.shared()) or 'none'})",
                      }[self.code()], flush=True)


class PyTorch:
    """PyTorch's trainings on a bundle: in float32, in float64, and in float32 again with nothing but rounding changed.

    The twins have the examples of each batch in another order; images also go through PyTorch's own convolution in
    place of oneDNN's."""

    def __init__(self, bundle, twins):
        horizon = bundle.manifest["arm"]["horizon"]
        self.single = replay(bundle, torch.float32, horizon)
        self.double = replay(bundle, torch.float64, horizon)
        self.twins = [replay(bundle, torch.float32, horizon, number) for number in range(1, twins + 1)]
        if any(node["layer"]["kind"] == "conv" for node in bundle.nodes):
            with torch.backends.mkldnn.flags(enabled=False):
                self.twins.append(replay(bundle, torch.float32, horizon))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bundle")
    parser.add_argument("--json", metavar="FILE", help="append the summary as a line of JSON")
    parser.add_argument("--twins", type=int, default=1, help="replays of PyTorch with the examples in another order")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--tensors", type=int, default=3, help="how many of the tensors furthest apart are named")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    bundle = Bundle(options.bundle)
    comparison = Comparison(bundle, PyTorch(bundle, options.twins))
    comparison.print(options.tensors)
    if options.json:
        with open(options.json, "a") as out:
            out.write(json.dumps({"bundle": str(options.bundle), **comparison.summary()}) + "\n")
    return comparison.code()


if __name__ == "__main__":
    sys.exit(main())
