#!/usr/bin/env python3
"""Makes engine/src/test/resources/golden/schedules.json: rates of torch.optim.lr_scheduler that step once an epoch.

    python3 bench/peers/make_schedules.py
"""
import json
import pathlib
import warnings

import torch
from torch.optim import lr_scheduler as S

warnings.simplefilter("ignore")
TARGET = pathlib.Path(__file__).resolve().parents[2] / "engine/src/test/resources/golden/schedules.json"
RATE = 0.3


def rates(make, epochs):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], RATE)
    scheduler = make(optimizer)
    out = []
    for epoch in range(epochs):
        out.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        if epoch + 1 < epochs:
            scheduler.step()
    return out


CASES = [
    ({"kind": "constant"}, 5, lambda o: S.LambdaLR(o, lambda e: 1)),
    ({"kind": "step", "every": 3, "factor": 0.5}, 14, lambda o: S.StepLR(o, 3, 0.5)),
    ({"kind": "multi-step", "epochs": [2, 3, 9], "factor": 0.1}, 12, lambda o: S.MultiStepLR(o, [2, 3, 9], 0.1)),
    ({"kind": "cosine", "epochs": 10, "last": 0}, 11, lambda o: S.CosineAnnealingLR(o, 10)),
    ({"kind": "cosine", "epochs": 7, "last": 0.1}, 8, lambda o: S.CosineAnnealingLR(o, 7, 0.1 * RATE)),
    ({"kind": "one-cycle", "epochs": 20}, 20, lambda o: S.OneCycleLR(o, RATE, total_steps=20)),
    ({"kind": "one-cycle", "epochs": 11, "rise": 0.4, "first": 0.1, "last": 0.001}, 11,
     lambda o: S.OneCycleLR(o, RATE, total_steps=11, pct_start=0.4, div_factor=10, final_div_factor=100)),
    ({"kind": "warm-up", "epochs": 4, "first": 0.25}, 8, lambda o: S.LinearLR(o, 0.25, 1, 4)),
    ({"kind": "warm-up", "epochs": 4, "first": 0.1, "then": {"kind": "cosine", "epochs": 6}}, 11,
     lambda o: S.SequentialLR(o, [S.LinearLR(o, 0.1, 1, 4), S.CosineAnnealingLR(o, 6)], [4])),
]
TARGET.write_text(json.dumps(
    {"torch": torch.__version__, "rate": RATE,
     "cases": [{"schedule": spec, "rates": rates(make, epochs)} for spec, epochs, make in CASES]}, indent=1) + "\n")
