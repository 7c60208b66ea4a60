#!/usr/bin/env python3
"""Checks that the layer graph of a bundle is the network that models_torch.py writes down by hand.

    python3 bench/peers/check_models.py BUNDLE ...

For each bundle of full width the hand-written module gets the bundle's initial weights, its first batch and its dropout
masks. In float64 its output, its loss with the penalties and its gradient must equal those of the layer graph, and its
number of parameters that of the published network. The language model is checked in the paper's set-up."""
import sys

import torch
import torch.nn.functional as F

import models_torch
from bundle import Bundle
from layer_graph import LayerGraph

GOAL = 1e-10
LANGUAGE = {"output": 0.4, "between": 0.25, "input": 0.4, "rows": 0.1, "weight_drop": 0.5}
AR, TAR = 2, 1


def image_model(bundle, x):
    build, published = models_torch.IMAGE_MODELS[bundle.graph["name"]]
    module = build().double()
    layers = []
    hooks = [leaf.register_forward_pre_hook(lambda leaf, _: layers.append(leaf))
             for leaf in module.modules() if not list(leaf.children()) and list(leaf.parameters())]
    with torch.no_grad():
        module.eval()(x.double())
    for hook in hooks:
        hook.remove()
    return module.train(), layers, published


def language_model(bundle):
    rnns = sum(node["layer"]["kind"] == "lstm" for node in bundle.nodes)
    _, published = models_torch.LANGUAGE_MODELS[f"lstm-{rnns}"]
    module = models_torch.LstmLanguageModel(layers=rnns, **LANGUAGE).double()
    return module, [module.encoder, *module.rnns, module.decoder], published


def pairs(bundle, layers):
    """(tensor of the module, its name in the graph): layers in the order of the forward pass, tensors by name."""
    nodes = [n["name"] for n in bundle.nodes if any(p.rpartition(".")[0] == n["name"] for p in bundle.parameters)]
    if len(nodes) != len(layers):
        sys.exit(f"{bundle.folder}: {len(nodes)} layers with parameters in the graph, {len(layers)} in the module")
    found = []
    for node, layer in zip(nodes, layers):
        for name in bundle.parameters:
            owner, _, suffix = name.rpartition(".")
            if owner == node:
                found.append((getattr(layer, suffix + "_l0" if isinstance(layer, torch.nn.LSTM) else suffix), name))
    return found


class BundleMasks:
    """Takes the place of random draws: the masks of the graph's nodes in the order of the forward pass."""

    def __init__(self, bundle):
        self.bundle = bundle
        self.nodes = [n["name"] for n in bundle.nodes if (bundle.folder / f"masks/{n['name']}_00000.npy").exists()]

    def keep(self, shape, probability, like):
        return torch.from_numpy(self.bundle.mask(self.nodes.pop(0), 0, shape, probability)).to(like.dtype)

    def dropout(self, x, p=0.5, training=True, inplace=False):
        return x * self.keep(tuple(x.shape), p, x)


def run(bundle, module, x, y):
    """The module's loss and output on the bundle's masks."""
    masks = BundleMasks(bundle)
    own = models_torch.keep, F.dropout
    models_torch.keep, F.dropout = masks.keep, masks.dropout
    try:
        if x.dtype == torch.int64:
            logits, _, raw, dropped = module(x, None)
            extra = models_torch.penalty(raw, dropped, AR, TAR)
        else:
            logits, extra = module(x.double()), 0.0
    finally:
        models_torch.keep, F.dropout = own
    if masks.nodes:
        sys.exit(f"{bundle.folder}: the module drops nothing at {masks.nodes}")
    return F.cross_entropy(logits.reshape(-1, logits.shape[-1]), y.reshape(-1)) + extra, logits


def relative(one, other):
    scale = float(other.abs().max())
    return float((one - other).abs().max()) / scale if scale > 0 else float(one.abs().max())


def check(bundle):
    x, y = (torch.from_numpy(array) for array in bundle.batch(0))
    module, layers, published = language_model(bundle) if x.dtype == torch.int64 else image_model(bundle, x)
    weights = bundle.weights("init")
    paired = pairs(bundle, layers)
    with torch.no_grad():
        for tensor, name in paired:
            tensor.copy_(torch.from_numpy(weights[name]))
    trained = {name for name, p in bundle.parameters.items() if p["trained"]}
    graph = LayerGraph(bundle.graph, weights, trained, torch.float64,
                       lambda node, shape, probability: bundle.mask(node, 0, shape, probability))
    logits = graph(x)
    loss = F.cross_entropy(logits.reshape(-1, logits.shape[-1]), y.reshape(-1)) + graph.penalty
    loss.backward()
    own_loss, own_logits = run(bundle, module, x, y)
    own_loss.backward()
    biases = bundle.zero_gradient()
    worst = {
        "output": relative(own_logits, logits), "loss": relative(own_loss, loss),
        "gradient": max(relative(t.grad, graph.tensors[n].grad) for t, n in paired if n in trained and n not in biases),
        "statistics": max([relative(t, graph.tensors[n]) for t, n in paired if n not in trained], default=0.0)}
    count = sum(graph.tensors[name].numel() for name in trained)
    good = count == published == models_torch.count(module) and all(value <= GOAL for value in worst.values())
    print(f"{bundle.graph['name']}: {count:,} parameters, {published:,} published; largest relative difference: "
          + ", ".join(f"{what} {value:.1e}" for what, value in worst.items()) + ("" if good else "  DIFFERENT"), flush=True)
    return good


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    torch.set_num_threads(1)
    return 0 if all([check(Bundle(folder)) for folder in sys.argv[1:]]) else 1


if __name__ == "__main__":
    sys.exit(main())
