#!/usr/bin/env python3
"""Makes engine/src/test/resources/golden/rules.json: what the update rules do in 12 steps on a small noisy quadratic.

    python3 bench/peers/make_rules.py

The gradient at the weights w of the pass is curvature*w + noise[step]. Weights and predictions of rules that PyTorch has
are PyTorch's, in float32, with weight prediction around its step: weights are set to What = W - s*lr*Delta, with Delta
from the optimizer's own state, and set back before the step. AdaBelief and AdaM3, which PyTorch lacks, and options of the
prediction that it cannot express are computed by hand in float64.
"""
import json
import pathlib

import numpy as np
import torch

TARGET = pathlib.Path(__file__).resolve().parents[2] / "engine/src/test/resources/golden/rules.json"
STEPS, SIZE = 12, 5
# The rate drops, so that a prediction with the rate of another step would show.
RATES = [0.02] * 7 + [0.004] * 5
rng = np.random.default_rng(11)
INITIAL = rng.normal(size=SIZE).astype(np.float32)
CURVATURE = np.array([0.3, 1, 2, 0.7, 1.5], np.float32)
NOISE = (0.5 * rng.normal(size=(STEPS, SIZE))).astype(np.float32)


def moments(state, b1, b2, eps):
    t = float(state["step"])
    return state["exp_avg"] / (1 - b1 ** t) / (state["exp_avg_sq"].sqrt() / (1 - b2 ** t) ** 0.5 + eps)


def nadam(state, g, b1=0.9, b2=0.999, eps=1e-8, psi=4e-3):
    t = float(state["step"])
    mu, following = (b1 * (1 - 0.5 * 0.96 ** (n * psi)) for n in (t, t + 1))
    product = float(state["mu_product"])
    root = (state["exp_avg_sq"] / (1 - b2 ** t)).sqrt() + eps
    return ((1 - mu) / (1 - product) * g + following / (1 - product * following) * state["exp_avg"]) / root


# Rule: the optimizer, and Delta from its state and the gradient that its step used, decay included where coupled.
TORCH = {
    "sgd": (lambda p, v: torch.optim.SGD(p, RATES[0], momentum=v["momentum"], weight_decay=v.get("weightDecay", 0)),
            lambda s, g, v: s["momentum_buffer"]),
    "nesterov": (lambda p, v: torch.optim.SGD(p, RATES[0], momentum=v["momentum"], nesterov=True, weight_decay=v.get("weightDecay", 0)),
                 lambda s, g, v: g + v["momentum"] * s["momentum_buffer"]),
    "adam": (lambda p, v: torch.optim.Adam(p, RATES[0], weight_decay=v.get("weightDecay", 0)),
             lambda s, g, v: moments(s, 0.9, 0.999, 1e-8)),
    "adamw": (lambda p, v: torch.optim.AdamW(p, RATES[0], weight_decay=v["weightDecay"]),
              lambda s, g, v: moments(s, 0.9, 0.999, 1e-8)),
    "rmsprop": (lambda p, v: torch.optim.RMSprop(p, RATES[0], weight_decay=v.get("weightDecay", 0)),
                lambda s, g, v: g / (s["square_avg"].sqrt() + 1e-8)),
    "adagrad": (lambda p, v: torch.optim.Adagrad(p, RATES[0], weight_decay=v.get("weightDecay", 0)),
                lambda s, g, v: g / (s["sum"].sqrt() + 1e-10)),
    # The loop over single tensors of PyTorch 1.13 has mu_t twice in the product for t+1, against its own documentation;
    # foreach has it as documented.
    "nadam": (lambda p, v: torch.optim.NAdam(p, RATES[0], weight_decay=v.get("weightDecay", 0), foreach=True),
              lambda s, g, v: nadam(s, g)),
}


def peer(rule, values, horizon):
    """W and What of each step by PyTorch."""
    make, delta = TORCH[rule]
    w = torch.nn.Parameter(torch.tensor(INITIAL))
    optimizer = make([w], values)
    coupled = values.get("weightDecay", 0) if rule != "adamw" else 0
    used, predicted, weights = None, [], []
    for step, lr in enumerate(RATES):
        optimizer.param_groups[0]["lr"] = lr
        kept = w.detach().clone()
        with torch.no_grad():
            if used is not None:
                w -= horizon * lr * delta(optimizer.state[w], used, values)
        predicted.append(w.detach().numpy().astype(float).tolist())
        w.grad = torch.tensor(CURVATURE) * w.detach() + torch.tensor(NOISE[step])
        with torch.no_grad():
            w.copy_(kept)
        used = w.grad + coupled * kept
        optimizer.step()
        weights.append(w.detach().numpy().astype(float).tolist())
    return predicted, weights


def by_hand(rule, values, horizon):
    """W and What of each step as the formulas stand, in float64."""
    b1, b2 = 0.9, 0.999
    eps = values.get("epsilon", {"adabelief": 1e-16}.get(rule, 1e-8))
    wd = values.get("weightDecay", 0.01 if rule == "adamw" else 0)
    decoupled = rule == "adamw" or values.get("decayForm") == "decoupled"
    w = INITIAL.astype(np.float64)
    m, v, delta = np.zeros(SIZE), np.zeros(SIZE), None
    predicted, weights = [], []
    for step, lr in enumerate(RATES):
        t = step + 1
        shown = w
        if delta is not None:
            shown = w - horizon * lr * delta
            if values.get("predictDecay") and decoupled:
                shown = shown - horizon * lr * wd * w
        predicted.append(shown.tolist())
        g = CURVATURE * shown + NOISE[step].astype(np.float64)
        if decoupled:
            w = w - lr * wd * w
        else:
            g = g + wd * (shown if values.get("decayAt") == "prediction" else w)
        if rule == "sgd":
            m = values["momentum"] * m + g
            delta = m
        else:
            m = b1 * m + (1 - b1) * g
            if rule == "adabelief":
                v = b2 * v + (1 - b2) * (g - m) ** 2 + eps
            elif rule == "adam3":
                v = b2 * v + (1 - b2) * m ** 2
            else:
                v = b2 * v + (1 - b2) * g ** 2
            delta = m / (1 - b1 ** t) / (np.sqrt(v) / np.sqrt(1 - b2 ** t) + eps)
        w = w - lr * delta
        weights.append(w.tolist())
    return predicted, weights


def cases():
    for rule in TORCH:
        base = {"momentum": 0.9} if rule in ("sgd", "nesterov") else {}
        for horizon in (0, 1, 2.5, -1):
            yield rule, base | {"weightDecay": 0.05}, horizon, peer
        if rule != "adamw":
            yield rule, base, 1, peer
    yield "sgd", {"momentum": 0.0}, 2, by_hand
    for rule in ("adabelief", "adam3"):
        for horizon in (0, 1, 2.5, -1):
            yield rule, {"weightDecay": 0.05, "decayForm": "coupled"}, horizon, by_hand
        yield rule, {"weightDecay": 0.05, "decayForm": "decoupled"}, 2, by_hand
    yield "adamw", {"weightDecay": 0.5, "predictDecay": True}, 2, by_hand
    yield "adam", {"weightDecay": 0.5, "decayForm": "decoupled", "predictDecay": True}, 2, by_hand
    yield "adam", {"weightDecay": 0.5, "decayAt": "prediction"}, 2, by_hand
    yield "sgd", {"momentum": 0.9, "weightDecay": 0.5, "decayAt": "prediction"}, 2, by_hand
    yield "sgd", {"momentum": 0.9, "weightDecay": 0.5, "decayForm": "decoupled"}, 1, by_hand


out = []
for rule, values, horizon, source in cases():
    predicted, weights = source(rule, values, horizon)
    out.append({"rule": rule, "values": values, "horizon": horizon, "source": "PyTorch" if source is peer else "float64",
                "rates": RATES, "initial": INITIAL.astype(float).tolist(), "curvature": CURVATURE.astype(float).tolist(),
                "noise": NOISE.astype(float).tolist(), "predicted": predicted, "weights": weights})
TARGET.write_text(json.dumps({"torch": torch.__version__, "cases": out}, indent=None).replace('{"rule"', '\n{"rule"') + "\n")
