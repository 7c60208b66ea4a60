#!/usr/bin/env python3
"""Replays every combination of model, horizon, clipping and decay with PyTorch and prints a table.

    python3 bench/peers/replay_grid.py [--foresight ./foresight] [--steps 50] [--models mlp,lstm] [--threads 1]

Each row is one bundle of `foresight replay` on a built-in data set, compared as replay_torch.py does. The last columns
compare PyTorch's float32 with PyTorch itself, in float64 and with the examples of each batch in another order, and show
the larger distance: what rounding alone does to this training.
Exit code 0: all goals met; 2: goals were missed only where PyTorch misses them against itself; 1: otherwise.
"""
import argparse
import contextlib
import io
import json
import os
import pathlib
import shlex
import subprocess
import sys
import tempfile

IMAGES = {"id": "shapes", "parameters": {}, "trainExamples": 1000, "validationExamples": 100, "augmentation": "crop-flip"}
TEXT = {"id": "grammar", "parameters": {}, "trainExamples": 0, "validationExamples": 0, "augmentation": "none"}
MODELS = {
    "mlp": ("image-classification", {"id": "mlp", "parameters": {"hidden": 32}}, IMAGES, 32, 1e-3),
    "vgg11-bn": ("image-classification", {"id": "vgg11-bn", "parameters": {"width": 0.0625}}, IMAGES, 16, 1e-3),
    "vgg11": ("image-classification", {"id": "vgg11", "parameters": {"width": 0.0625}}, IMAGES, 16, 1e-3),
    "lstm": ("language-model", {"id": "lstm", "parameters": {"embedding": 48, "hidden": 48}}, TEXT, 20, 1e-3),
}
HORIZONS = (0, 1, 3)
CLIPS = (0, 0.25)
DECAYS = (0, 0.01)


def spec(model, clip, decay, steps, threads):
    task, architecture, data, batch, lr = MODELS[model]
    rule = {"id": "adamw", "parameters": {"weightDecay": decay}}
    return {
        "format": 1, "name": f"{model}-clip{clip}-decay{decay}", "description": "", "task": task,
        "architecture": architecture, "data": data,
        "arms": [{"name": f"s{s}", "color": "#d9722e", "rule": rule, "learningRate": lr, "horizon": s} for s in HORIZONS],
        "training": {"length": {"steps": steps}, "batch": batch, "bptt": 20, "schedule": {"kind": "constant"},
                     "clip": clip, "evaluateEvery": {"epochs": 1}},
        "execution": {"device": "cpu", "threads": threads}, "seeds": [1],
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--foresight", default="./foresight", help="the command that starts Foresight")
    parser.add_argument("--steps", type=int, default=50)
    parser.add_argument("--models", default=",".join(MODELS))
    parser.add_argument("--twins", type=int, default=4, help="replays of PyTorch against itself")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    os.environ["OMP_NUM_THREADS"] = str(options.threads)
    sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
    import replay_torch
    import torch

    torch.set_num_threads(options.threads)
    print("| model | s | clip | decay | loss | weights within 1e-5 | largest | distance to float64, ratio |"
          " PyTorch itself: loss | within 1e-5 | goals |")
    print("|---|---|---|---|---|---|---|---|---|---|---|", flush=True)
    codes = set()
    for model in options.models.split(","):
        for clip in CLIPS:
            for decay in DECAYS:
                for horizon in HORIZONS:
                    with tempfile.TemporaryDirectory() as scratch:
                        scratch = pathlib.Path(scratch)
                        (scratch / "spec.json").write_text(json.dumps(spec(model, clip, decay, options.steps, options.threads)))
                        subprocess.run(
                            shlex.split(options.foresight)
                            + ["replay", str(scratch / "spec.json"), "--arm", f"s{horizon}", "--seed", "1",
                               "--steps", str(options.steps), "--out", str(scratch / "bundle")],
                            check=True, stdout=subprocess.DEVNULL)
                        bundle = replay_torch.Bundle(scratch / "bundle")
                        single = replay_torch.replay(bundle, torch.float32, horizon)
                        double = replay_torch.replay(bundle, torch.float64, horizon)
                        twins = [replay_torch.replay(bundle, torch.float32, horizon, n) for n in range(1, options.twins + 1)]
                        with contextlib.redirect_stdout(io.StringIO()):
                            summary, code = replay_torch.compare(bundle, single, double, twins, 0)
                    codes.add(code)
                    itself = summary["itself"].values()
                    loss, share = max(o["loss"] for o in itself), min(o["share"] for o in itself)
                    verdict = {0: "met", 2: "missed by both: "}.get(code, "MISSED: ") + ", ".join(summary["missed"])
                    print(f"| {model} | {horizon} | {clip or '-'} | {decay or '-'} | {summary['loss']:.1e} |"
                          f" {100 * summary['share']:.3f} % | {summary['largest']:.1e} | {summary['ratio']:.2f} |"
                          f" {loss:.1e} | {100 * share:.3f} % | {verdict} |", flush=True)
    sys.exit(1 if 1 in codes else max(codes))


if __name__ == "__main__":
    main()
