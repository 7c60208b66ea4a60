#!/usr/bin/env python3
"""Writes a network of models_torch.py with its loss as TorchScript, for libtorch/.

    python3 bench/peers/trace_torch.py vgg11-bn --batch 128 --out vgg11-bn.pt

The traced module takes a batch and its targets, a language model also h and c, and answers the mean loss, a language model
also the new h and c. One layer of recurrence, no dropout: a trace would repeat its masks."""
import argparse

import torch
from torch import nn
from torch.nn import functional as F

import models_torch

VOCABULARY = 10_000


class Images(nn.Module):
    def __init__(self, network, layout):
        super().__init__()
        self.network = network.to(memory_format=layout)
        self.layout = layout

    def forward(self, x, y):
        return F.cross_entropy(self.network(x.contiguous(memory_format=self.layout)), y)


class Words(nn.Module):
    def __init__(self, network):
        super().__init__()
        self.network = network
        # Seen as a parameter of two modules, the tied matrix would become two.
        bias = network.decoder.bias
        del network.decoder
        network.bias = bias
        object.__setattr__(network, "decoder", lambda x: F.linear(x, network.encoder.weight, network.bias))

    def forward(self, x, y, h, c):
        logits, ((h, c),), _, _ = self.network(x, [(h, c)])
        return F.cross_entropy(logits.view(-1, VOCABULARY), y.reshape(-1)), h, c


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("network", choices=[*models_torch.IMAGE_MODELS, "lstm-1"])
    parser.add_argument("--batch", type=int, required=True)
    parser.add_argument("--time", type=int, default=35)
    parser.add_argument("--hidden", type=int, default=400)
    parser.add_argument("--channels-last", action="store_true")
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    torch.manual_seed(1)
    if options.network == "lstm-1":
        module = Words(models_torch.LstmLanguageModel(VOCABULARY, 400, options.hidden, 1))
        tokens = torch.zeros(options.time, options.batch, dtype=torch.long)
        state = torch.zeros(1, options.batch, 400)
        example = (tokens, tokens, state, state)
    else:
        layout = torch.channels_last if options.channels_last else torch.contiguous_format
        module = Images(models_torch.IMAGE_MODELS[options.network][0](), layout)
        example = torch.randn(options.batch, 3, 32, 32), torch.zeros(options.batch, dtype=torch.long)
    torch.jit.trace(module, example, check_trace=False).save(options.out)


if __name__ == "__main__":
    main()
