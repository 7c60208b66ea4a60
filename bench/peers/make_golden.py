#!/usr/bin/env python3
"""Makes the golden bundles of the Java tests, with PyTorch's numbers.

    python3 bench/peers/make_golden.py [--foresight ./foresight] [--out engine/src/test/resources/golden]

For each spec in golden/: MODEL.zip, a replay bundle without its own results (final weights, first gradient), MODEL-s0.npz
and MODEL-s2.npz, PyTorch's losses, gradient norms and final tensors with horizon 0 and 2, and MODEL-gradient.npz,
PyTorch's gradient of the first step, which no horizon changes. A bundle is refused when PyTorch does not agree with
itself on it, in float64 or with the examples in another order: such a bundle lies on a kink of ReLU or max-pooling and
would test chance. Choose another seed then.
"""
import argparse
import os
import pathlib
import random
import shlex
import subprocess
import sys
import tempfile
import zipfile

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import torch

import replay_torch
from bundle import Bundle

HERE = pathlib.Path(__file__).resolve().parent
MODELS = {"mlp": (1, 10), "vgg11-bn": (1, 8), "vgg11": (1, 8), "lstm": (1, 12), "lstm-awd": (1, 14), "resnet34": (1, 3), "densenet121": (1, 2),
          "inception-v3": (5, 2)}
HORIZONS = (0, 2)
# How far PyTorch's gradient norms may be from its own; hardly a seed keeps Inception-V3, whose maps are large, off all kinks.
NORM = {"inception-v3": 5e-4}
LIMIT = 1_000_000


def write_text(folder):
    """A little language of 40 words in the layout of the Penn TreeBank, for the language model."""
    folder.mkdir()
    draw = random.Random(7)
    words = [f"w{i:02d}" for i in range(40)]
    for part, lines in (("train", 40), ("valid", 8), ("test", 8)):
        with open(folder / f"ptb.{part}.txt", "w") as out:
            for line in range(lines):
                # Every word occurs in the training part, so the others hold no unknown ones.
                start = words[line] if part == "train" else draw.choice(words)
                out.write(" " + " ".join([start] + draw.choices(words, k=draw.randint(3, 8))) + " \n")


def pack(bundle, target):
    """The bundle without final/ and gradient/, in a fixed order and with a fixed date: the same bundle is the same file."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for file in sorted(p for p in bundle.rglob("*") if p.is_file() and p.parent.name not in ("final", "gradient")):
            entry = zipfile.ZipInfo(str(file.relative_to(bundle)), (2026, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(entry, file.read_bytes())


def both(single, double):
    """float32's tensors one after the other, in the order of bundle.json, and what float64's are beyond them: that is
    small, so float32 holds it without loss that matters. One array, since names of files would outweigh small tensors."""
    flat = lambda tensors: np.concatenate([array.reshape(-1) for array in tensors.values()])
    one, other = flat(single), flat({name: double[name] for name in single})
    return {"float32": one.astype(np.float32), "float64-minus-float32": (other - one).astype(np.float32)}


def write_training(file, single, double):
    np.savez_compressed(
        file, **{"loss.float32": single.loss, "loss.float64": double.loss, "gradient_norm.float32": single.norm,
                 "gradient_norm.float64": double.norm}, **both(single.final, double.final))


def agree(one, other, names, limit):
    """Whether two trainings of PyTorch are as near to each other as the Java tests want Foresight to be, and how near."""
    near = sum(int(np.sum(np.abs(one.final[name] - other.final[name]) <= 1e-5)) for name in names)
    share = near / sum(one.final[name].size for name in names)
    loss = replay_torch.relative(one.loss, other.loss)
    norm = replay_torch.relative(one.norm, other.norm)
    return (loss <= 1e-5 and norm <= limit and share >= 0.999,
            f"loss {loss:.1e}, gradient norm {norm:.1e}, weights within 1e-5 {100 * share:.2f} %")


def make(model, seed, steps, foresight, out):
    """Makes the files of a model; False when PyTorch does not agree with itself on this seed."""
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        write_text(scratch / "text")
        spec = (HERE / "golden" / f"{model}.json").read_text().replace('"folder": "text"', f'"folder": "{scratch}/text"')
        (scratch / "spec.json").write_text(spec)
        folder = scratch / "bundle"
        subprocess.run(
            foresight + ["replay", str(scratch / "spec.json"), "--arm", "s2", "--seed", str(seed), "--steps", str(steps),
                         "--out", str(folder)],
            check=True, stdout=subprocess.DEVNULL)
        bundle = Bundle(folder)
        trainings = {}
        for horizon in HORIZONS:
            single, double = (replay_torch.replay(bundle, dtype, horizon) for dtype in (torch.float32, torch.float64))
            with torch.backends.mkldnn.flags(enabled=False):
                native = replay_torch.replay(bundle, torch.float32, horizon)
            for other in (double, native, replay_torch.replay(bundle, torch.float32, horizon, 1)):
                good, how = agree(other, single, bundle.trained(), NORM.get(model, 5e-5))
                if not good:
                    print(f"{model}, seed {seed}, s = {horizon}: PyTorch against itself: {how}", flush=True)
                    return False
            trainings[horizon] = (single, double)
        for horizon, (single, double) in trainings.items():
            write_training(out / f"{model}-s{horizon}.npz", single, double)
        single, double = trainings[HORIZONS[0]]
        np.savez_compressed(out / f"{model}-gradient.npz", **both(single.gradient, double.gradient))
        pack(folder, out / f"{model}.zip")
        return True


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--foresight", default="./foresight", help="the command that starts Foresight")
    parser.add_argument("--out", default="engine/src/test/resources/golden")
    parser.add_argument("--seeds", type=int, default=1, help="how many seeds to try, from the model's own on")
    parser.add_argument("models", nargs="*", help="some of " + ", ".join(MODELS) + "; all unless given")
    options = parser.parse_args()
    out = pathlib.Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(1)
    for model in options.models or MODELS:
        first, steps = MODELS[model]
        foresight = shlex.split(options.foresight)
        for seed in range(first, first + options.seeds):
            if make(model, seed, steps, foresight, out):
                break
        else:
            sys.exit(f"{model}: PyTorch does not agree with itself; choose another seed in MODELS")
        size = sum((out / name).stat().st_size for name in
                   [f"{model}.zip", f"{model}-gradient.npz"] + [f"{model}-s{horizon}.npz" for horizon in HORIZONS])
        print(f"{model}: seed {seed}, {size:,} bytes")
        if size > LIMIT:
            sys.exit(f"{model}: {size:,} bytes, {LIMIT:,} allowed")


if __name__ == "__main__":
    main()
