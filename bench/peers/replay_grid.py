#!/usr/bin/env python3
"""Replays many trainings with PyTorch and prints a table.

    python3 bench/peers/replay_grid.py full --data FOLDER [--networks resnet34,lstm-1] [--layers compiled,stock]
    python3 bench/peers/replay_grid.py narrow [--networks ...] [--layers ...]

full: every network at full width on CIFAR-10 and Penn TreeBank, horizons 0 and 2, 20 steps, batch 4 to 16. FOLDER holds
the data sets as docs/data.md has them. narrow: small networks on the built-in data sets, every combination of horizon,
clipping and decay, 50 steps.

Each row is one bundle of `foresight replay`, compared as replay_torch.py does; the bundles of the two executions hold the
same inputs, so PyTorch repeats them once. A ratio is Foresight's distance to PyTorch in float64 over PyTorch float32's
own; behind the stroke over that of the farthest of PyTorch's float32 replays.
Exit code 0: all goals met; 2: goals were missed only where PyTorch's own replays stray as far; 1: otherwise.
"""
import argparse
import filecmp
import gc
import json
import os
import pathlib
import shlex
import subprocess
import sys
import tempfile

os.environ.setdefault("OMP_NUM_THREADS", "1")

import torch

import replay_torch
from bundle import Bundle

CIFAR = {"id": "cifar10", "parameters": {}, "trainExamples": 10_000, "validationExamples": 100, "augmentation": "crop-flip"}
SHAPES = {"id": "shapes", "parameters": {}, "trainExamples": 1000, "validationExamples": 100, "augmentation": "crop-flip"}
PTB = {"id": "ptb", "parameters": {}, "trainExamples": 0, "validationExamples": 0, "augmentation": "none"}
GRAMMAR = {"id": "grammar", "parameters": {}, "trainExamples": 0, "validationExamples": 0, "augmentation": "none"}


def images(architecture, parameters, data, batch):
    return {"task": "image-classification", "architecture": {"id": architecture, "parameters": parameters}, "data": data,
            "batch": batch, "bptt": 35, "lr": 1e-3}


def language(parameters, data, batch, bptt, lr, **training):
    return {"task": "language-model", "architecture": {"id": "lstm", "parameters": parameters}, "data": data,
            "batch": batch, "bptt": bptt, "lr": lr, "training": training}


# The set-up of AWD-LSTM with which the paper's experiments agree.
PAPER = {"embedding": 400, "hidden": 1150, "outputDropout": 0.4, "hiddenDropout": 0.25, "inputDropout": 0.4,
         "embeddingDropout": 0.1, "weightDrop": 0.5, "ar": 2, "tar": 1}
FULL = {
    "mlp": images("mlp", {"hidden": 512}, CIFAR, 16),
    "vgg11": images("vgg11", {}, CIFAR, 4),
    "vgg11-bn": images("vgg11-bn", {}, CIFAR, 4),
    "resnet34": images("resnet34", {}, CIFAR, 4),
    "densenet121": images("densenet121", {}, CIFAR, 4),
    "inception-v3": images("inception-v3", {}, CIFAR, 4),
    "lstm-1": language({"layers": 1, **PAPER}, PTB, 8, 70, 1e-3, variableBptt=True),
    "lstm-2": language({"layers": 2, **PAPER}, PTB, 4, 70, 1e-2, variableBptt=True),
    "lstm-3": language({"layers": 3, **PAPER}, PTB, 4, 70, 1e-2, variableBptt=True),
}
NARROW = {
    "mlp": images("mlp", {"hidden": 32}, SHAPES, 32),
    "vgg11": images("vgg11", {"width": 0.0625}, SHAPES, 16),
    "vgg11-bn": images("vgg11-bn", {"width": 0.0625}, SHAPES, 16),
    "resnet34": images("resnet34", {"width": 0.0625}, SHAPES, 16),
    "densenet121": images("densenet121", {"width": 0.125}, SHAPES, 16),
    "inception-v3": images("inception-v3", {"width": 0.0625}, SHAPES, 16),
    "lstm-1": language({"embedding": 48, "hidden": 48}, GRAMMAR, 20, 20, 1e-3),
}
#        networks, horizons, clips, decays, steps
GRIDS = {
    "full": (FULL, (0, 2), None, None, 20),
    "narrow": (NARROW, (0, 1, 3), (0, 0.25), (0, 0.01), 50),
}


def spec(name, network, layers, horizons, clip, decay, steps):
    return {
        "format": 1, "name": name, "description": "", "task": network["task"], "architecture": network["architecture"],
        "data": network["data"],
        "arms": [{"name": f"s{s}", "color": "#d9722e", "rule": {"id": "adamw", "parameters": {"weightDecay": decay}},
                  "learningRate": network["lr"], "horizon": s} for s in horizons],
        "training": {"length": {"steps": steps}, "batch": network["batch"], "bptt": network["bptt"],
                     "schedule": {"kind": "constant"}, "clip": clip, "evaluateEvery": {"epochs": 1},
                     **network.get("training", {})},
        "execution": {"device": "cpu", "threads": 1, "layers": layers, "convolution": "exact"}, "seeds": [1],
    }


def trainings(options):
    """What is trained: name, network, horizon, clip, decay, steps."""
    networks, horizons, clips, decays, steps = GRIDS[options.grid]
    for name in options.networks.split(",") if options.networks else networks:
        words = networks[name]["task"] == "language-model"
        for clip in clips or ([0.25] if words else [0]):
            for decay in decays or ([1.2e-6] if words else [5e-4]):
                for horizon in horizons:
                    yield name, networks[name], horizon, clip, decay, options.steps or steps


def bundle(options, folder, document, horizon):
    """Foresight's bundle of a training."""
    folder.mkdir()
    (folder / "spec.json").write_text(json.dumps(document))
    subprocess.run(
        shlex.split(options.foresight)
        + ["replay", str(folder / "spec.json"), "--arm", f"s{horizon}", "--seed", "1",
           "--steps", str(document["training"]["length"]["steps"]), "--out", str(folder / "bundle")],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return Bundle(folder / "bundle")


def same_inputs(one, other):
    """Whether two bundles start from the same weights and are fed with the same batches and masks."""
    files = [file.relative_to(one.folder) for part in ("init", "batches", "masks") for file in one.folder.glob(part + "/*")]
    return one.lr == other.lr and all(filecmp.cmp(one.folder / file, other.folder / file, shallow=False) for file in files)


def cells(comparison):
    ratios = []
    for kind in ("weights", "statistics", "gradient"):
        ratios.append(f"{comparison.ratio(kind):.2f} / {comparison.ratio_to_itself(kind):.2f}"
                      if kind in comparison.ours64 else "-")
    apart = comparison.apart
    return [f"{comparison.loss:.1e}", f"{comparison.itself_loss:.1e}", *ratios, f"{100 * comparison.share:.2f} %",
            f"{apart['ours']:.0e}, {apart['peer']:.0e}" if apart["tensors"] else "-"]


def verdict(comparison):
    missed = ", ".join(comparison.missed())
    return {0: "met", 1: f"**missed**: {missed}", 2: f"PyTorch strays as far: {missed}"}[comparison.code()]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("grid", choices=GRIDS)
    parser.add_argument("--foresight", default="./foresight", help="the command that starts Foresight")
    parser.add_argument("--data", help="where CIFAR-10 and the Penn TreeBank lie")
    parser.add_argument("--networks")
    parser.add_argument("--layers", default="compiled,stock")
    parser.add_argument("--steps", type=int)
    parser.add_argument("--twins", type=int, default=1, help="replays of PyTorch against itself")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--json", metavar="FILE", help="append a line for each row")
    options = parser.parse_args()
    if options.data:
        os.environ["FORESIGHT_DATA"] = options.data
    torch.set_num_threads(options.threads)
    print("| network | layers | s | batch | clip | decay | loss | PyTorch itself | weights | statistics | first gradient |"
          " weights within 1e-5 | apart: Foresight, PyTorch | goals |")
    print("|" + "---|" * 14, flush=True)
    codes = set()
    for name, network, horizon, clip, decay, steps in trainings(options):
        with tempfile.TemporaryDirectory() as scratch:
            bundles = {layers: bundle(options, pathlib.Path(scratch) / layers,
                                      spec(name, network, layers, (horizon,), clip, decay, steps), horizon)
                       for layers in options.layers.split(",")}
            first = next(iter(bundles.values()))
            peer = replay_torch.PyTorch(first, options.twins)
            for layers, other in bundles.items():
                if not same_inputs(first, other):
                    sys.exit(f"{name}: the bundles of the executions hold different inputs")
                comparison = replay_torch.Comparison(other, peer)
                codes.add(comparison.code())
                row = [name, layers, f"{horizon}", f"{network['batch']}", f"{clip or '-'}", f"{decay or '-'}",
                       *cells(comparison), verdict(comparison)]
                print("| " + " | ".join(row) + " |", flush=True)
                if options.json:
                    with open(options.json, "a") as out:
                        out.write(json.dumps({"row": row[:6], **comparison.summary()}) + "\n")
        del peer
        gc.collect()
    sys.exit(1 if 1 in codes else max(codes))


if __name__ == "__main__":
    main()
