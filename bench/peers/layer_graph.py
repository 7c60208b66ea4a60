"""A layer graph (docs/layer-graph.md) computed with PyTorch's own operations, in training mode.

Nothing of Foresight computes here: each kind of layer is one or two calls of PyTorch."""
import numpy as np
import torch
import torch.nn.functional as F


class LayerGraph(torch.nn.Module):
    """The network of a bundle.

    masks(node, shape, probability) gives a dropout's factors as an array; order(tensor, dimension) rearranges the
    examples along a dimension, for replays of PyTorch against itself."""

    def __init__(self, graph, weights, trained, dtype, masks, order=lambda tensor, dimension: tensor):
        super().__init__()
        self.nodes = graph["nodes"]
        self.dtype = dtype
        self.masks = masks
        self.order = order
        # Examples lie along the first dimension of images and the second of tokens.
        self.examples = 1 if graph["input"]["kind"] == "tokens" else 0
        self.state = {}
        self.penalty = 0.0
        self.tensors = {}
        for name, array in weights.items():
            tensor = torch.from_numpy(np.array(array)).to(dtype)
            self.tensors[name] = torch.nn.Parameter(tensor) if name in trained else tensor

    def forward(self, x):
        """The logits; afterwards `penalty` holds what the activation penalties add to the differentiated loss."""
        self.penalty = 0.0
        values = {"input": x if x.dtype == torch.int64 else x.to(self.dtype)}
        for node in self.nodes:
            inputs = [values[name] for name in node["inputs"]]
            layer = node["layer"]
            kind = layer["kind"].replace("-", "_")
            if kind in ("add", "concat"):
                values[node["name"]] = getattr(self, kind)(inputs)
            else:
                (single,) = inputs
                values[node["name"]] = getattr(self, kind)(node["name"], layer, single)
        return values[self.nodes[-1]["name"]]

    def own(self, name, suffix):
        return self.tensors.get(f"{name}.{suffix}")

    def mask(self, name, shape, probability, examples=None):
        mask = torch.from_numpy(self.masks(name, tuple(shape), probability)).to(self.dtype)
        return mask if examples is None else self.order(mask, examples)

    def add(self, inputs):
        total = inputs[0]
        for other in inputs[1:]:
            total = total + other
        return total

    def concat(self, inputs):
        return torch.cat(inputs, dim=1)

    def conv(self, name, layer, x):
        return F.conv2d(
            x, self.own(name, "weight"), self.own(name, "bias"),
            stride=(layer["strideHeight"], layer["strideWidth"]),
            padding=(layer["paddingHeight"], layer["paddingWidth"]))

    def batch_norm(self, name, layer, x):
        return F.batch_norm(
            x, self.own(name, "running_mean"), self.own(name, "running_var"), self.own(name, "weight"),
            self.own(name, "bias"), training=True, momentum=layer["momentum"], eps=layer["epsilon"])

    def relu(self, name, layer, x):
        return F.relu(x)

    def tanh(self, name, layer, x):
        return torch.tanh(x)

    def max_pool(self, name, layer, x):
        return F.max_pool2d(x, layer["kernel"], layer["stride"], layer["padding"])

    def average_pool(self, name, layer, x):
        return F.avg_pool2d(x, layer["kernel"], layer["stride"], layer["padding"], count_include_pad=True)

    def global_average_pool(self, name, layer, x):
        return x.mean(dim=(2, 3))

    def flatten(self, name, layer, x):
        return x.flatten(1)

    def linear(self, name, layer, x):
        tied = layer["tiedTo"]
        weight = self.own(name, "weight") if tied is None else self.own(tied, "weight")
        return F.linear(x, weight, self.own(name, "bias"))

    def dropout(self, name, layer, x):
        return x * self.mask(name, x.shape, layer["probability"], self.examples)

    def locked_dropout(self, name, layer, x):
        if layer["probability"] == 0:
            return x
        return x * self.mask(name, x.shape[1:], layer["probability"], 0)

    def activation_penalty(self, name, layer, x):
        self.penalty = self.penalty + layer["ar"] * x.pow(2).mean()
        if x.shape[0] > 1:
            self.penalty = self.penalty + layer["tar"] * (x[1:] - x[:-1]).pow(2).mean()
        return x

    def embedding(self, name, layer, x):
        weight = self.own(name, "weight")
        if layer["dropout"] > 0:
            weight = weight * self.mask(name, (layer["vocabulary"],), layer["dropout"])[:, None]
        return F.embedding(x, weight)

    def lstm(self, name, layer, x):
        hidden = layer["hidden"]
        recurrent = self.own(name, "weight_hh")
        if layer["weightDrop"] > 0:
            recurrent = recurrent * self.mask(name, recurrent.shape, layer["weightDrop"])
        bias = self.own(name, "bias_ih")
        second = self.own(name, "bias_hh") if layer["biases"] == 2 else torch.zeros_like(bias)
        zero = x.new_zeros(1, x.shape[1], hidden)
        weights = [self.own(name, "weight_ih"), recurrent, bias, second]
        # Bias, 1 layer, no dropout between layers, training, one direction, time first.
        y, h, c = torch.lstm(x, self.state.get(name, (zero, zero)), weights, True, 1, 0.0, True, False, False)
        self.state[name] = (h.detach(), c.detach())
        return y
