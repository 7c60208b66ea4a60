#!/usr/bin/env python3
"""Makes the golden bundles of the Java tests, with PyTorch's numbers.

    python3 bench/peers/make_golden.py [--foresight ./foresight] [--out engine/src/test/resources/golden]

For each spec in golden/: MODEL.zip, a replay bundle without its final weights, and MODEL-s0.npz and MODEL-s2.npz,
PyTorch's losses, gradient norms and final weights with horizon 0 and 2 (see write() in replay_torch.py). A bundle is
refused when PyTorch does not agree with itself on it, in float64 or with the examples in another order: such a bundle
lies on a kink of ReLU or max-pooling and would test chance. Choose another seed then.
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

HERE = pathlib.Path(__file__).resolve().parent
MODELS = {"mlp": (1, 10), "vgg11-bn": (1, 8), "vgg11": (1, 8), "lstm": (1, 12)}
HORIZONS = (0, 2)
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
    """The bundle without final/, in a fixed order and with a fixed date: the same bundle is the same file."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for file in sorted(p for p in bundle.rglob("*") if p.is_file() and p.parent.name != "final"):
            entry = zipfile.ZipInfo(str(file.relative_to(bundle)), (2026, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(entry, file.read_bytes())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--foresight", default="./foresight", help="the command that starts Foresight")
    parser.add_argument("--out", default="engine/src/test/resources/golden")
    parser.add_argument("models", nargs="*", help="some of " + ", ".join(MODELS) + "; all unless given")
    options = parser.parse_args()
    out = pathlib.Path(options.out)
    out.mkdir(parents=True, exist_ok=True)
    sys.path.insert(0, str(HERE))
    os.environ.setdefault("OMP_NUM_THREADS", "2")
    import replay_torch
    import torch

    torch.set_num_threads(2)
    for model in options.models or MODELS:
        seed, steps = MODELS[model]
        with tempfile.TemporaryDirectory() as scratch:
            scratch = pathlib.Path(scratch)
            write_text(scratch / "text")
            spec = (HERE / "golden" / f"{model}.json").read_text().replace('"folder": "text"', f'"folder": "{scratch}/text"')
            (scratch / "spec.json").write_text(spec)
            folder = scratch / "bundle"
            subprocess.run(
                shlex.split(options.foresight)
                + ["replay", str(scratch / "spec.json"), "--arm", "s2", "--seed", str(seed), "--steps", str(steps),
                   "--out", str(folder)],
                check=True)
            bundle = replay_torch.Bundle(folder)
            zero = bundle.zero_gradient()
            trained = [n for n, p in bundle.parameters.items() if p["trained"] and n not in zero]
            for horizon in HORIZONS:
                single = replay_torch.replay(bundle, torch.float32, horizon)
                double = replay_torch.replay(bundle, torch.float64, horizon)
                twin = replay_torch.replay(bundle, torch.float32, horizon, 1)
                for other in (double, twin):
                    distance = replay_torch.Distance(other[0], other[2], single, None, trained)
                    print(f"{model} s={horizon}: PyTorch against itself: loss {distance.loss:.1e},"
                          f" weights {distance.largest:.1e}")
                    if distance.missed():
                        sys.exit(f"{model}: PyTorch does not agree with itself; choose another seed")
                replay_torch.write(out / f"{model}-s{horizon}.npz", single, double)
            pack(folder, out / f"{model}.zip")
            size = sum(f.stat().st_size for f in out.glob(f"{model}*") if f.stem in (model, f"{model}-s0", f"{model}-s2"))
            print(f"{model}: {size:,} bytes")
            if size > LIMIT:
                sys.exit(f"{model}: {size:,} bytes, {LIMIT:,} allowed")


if __name__ == "__main__":
    main()
