#!/usr/bin/env python3
"""Trains a network of models_torch.py on random data and prints what a step costs: the peer of the speed comparison.

    python3 bench/peers/train_torch.py resnet34 --batch 32 --horizon 1 --channels-last

Written as one writes training in PyTorch. A line of JSON: the seconds of each step after the warm-up (forward, backward,
prediction, update and reading the loss; batches are made between steps, as by a loader that keeps up), the largest memory
of the process in bytes, and the last loss."""
import argparse
import json
import os
import resource
import time

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("network", help="vgg11-bn, vgg11, resnet34, densenet121, inception-v3, lstm-1, lstm-2, lstm-3")
parser.add_argument("--batch", type=int, default=32)
parser.add_argument("--time", type=int, default=35, help="steps of time of a language model")
parser.add_argument("--hidden", type=int, default=400, help="units of the inner layers of a language model")
parser.add_argument("--paper", action="store_true", help="the language model's dropouts, penalties and clip of the paper")
parser.add_argument("--horizon", type=float, default=0)
parser.add_argument("--steps", type=int, default=20)
parser.add_argument("--warmup", type=int, default=5)
parser.add_argument("--threads", type=int, default=2)
parser.add_argument("--channels-last", action="store_true")
parser.add_argument("--foreach", action="store_true", help="AdamW over all tensors at once")
options = parser.parse_args()
os.environ["OMP_NUM_THREADS"] = str(options.threads)

import torch
from torch.nn import functional as F

import models_torch
from weight_prediction import WeightPrediction

VOCABULARY = 10_000
DROPOUTS = {"output": 0.4, "between": 0.25, "input": 0.4, "rows": 0.1, "weight_drop": 0.5}

torch.manual_seed(1)
torch.set_num_threads(options.threads)
words = options.network in models_torch.LANGUAGE_MODELS
if words:
    layers, _ = models_torch.LANGUAGE_MODELS[options.network]
    model = models_torch.LstmLanguageModel(
        VOCABULARY, 400, options.hidden, layers, **(DROPOUTS if options.paper else {}))
else:
    model = models_torch.IMAGE_MODELS[options.network][0]()
layout = torch.channels_last if options.channels_last else torch.contiguous_format
model = model.to(memory_format=layout)
optimizer = torch.optim.AdamW(model.parameters(), lr=1e-3, weight_decay=5e-4, foreach=options.foreach)
prediction = WeightPrediction(optimizer, options.horizon)
state = None


def batch():
    if words:
        tokens = torch.randint(VOCABULARY, (options.time + 1, options.batch))
        return tokens[:-1], tokens[1:]
    x = torch.randn(options.batch, 3, 32, 32)
    return x.to(memory_format=layout), torch.randint(10, (options.batch,))


def step(x, y):
    global state
    optimizer.zero_grad(set_to_none=True)
    prediction.predict(1e-3)
    if words:
        logits, state, raw, dropped = model(x, state)
        loss = total = F.cross_entropy(logits.view(-1, VOCABULARY), y.reshape(-1))
        if options.paper:
            total = loss + models_torch.penalty(raw, dropped, 2, 1)
    else:
        loss = total = F.cross_entropy(model(x), y)
    total.backward()
    prediction.restore()
    if options.paper:
        torch.nn.utils.clip_grad_norm_(model.parameters(), 0.25)
    optimizer.step()
    return float(loss.detach())


seconds = []
for number in range(options.warmup + options.steps):
    x, y = batch()
    begun = time.perf_counter()
    loss = step(x, y)
    if number >= options.warmup:
        seconds.append(time.perf_counter() - begun)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
print(json.dumps({"seconds": seconds, "peak": peak, "loss": loss, "torch": torch.__version__}))
