"""Weight prediction (arXiv 2302.00195) around torch.optim.AdamW."""
import math

import torch


class WeightPrediction:
    """What = W - s*lr*mhat/(sqrt(v)/sqrt(1-beta2^t) + eps), the second term of the optimizer's last step, s times.

    predict() before the forward pass, restore() after the backward pass and before the optimizer's step. Nothing is done
    for s = 0, and nothing before the first step."""

    def __init__(self, optimizer, horizon):
        self.optimizer = optimizer
        self.horizon = horizon
        self.kept = [(weight, weight.detach().clone()) for group in optimizer.param_groups for weight in group["params"]
                     ] if horizon else []

    @torch.no_grad()
    def predict(self, lr):
        for weight, kept in self.kept:
            kept.copy_(weight)
        for group in self.optimizer.param_groups if self.kept else ():
            beta1, beta2 = group["betas"]
            for weight in group["params"]:
                state = self.optimizer.state.get(weight)
                if state:
                    t = int(state["step"])
                    denominator = state["exp_avg_sq"].sqrt().div_(math.sqrt(1 - beta2**t)).add_(group["eps"])
                    weight.addcdiv_(state["exp_avg"], denominator, value=-self.horizon * lr / (1 - beta1**t))

    @torch.no_grad()
    def restore(self):
        for weight, kept in self.kept:
            weight.copy_(kept)
