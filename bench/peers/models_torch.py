"""The networks of the paper as one writes them in PyTorch: the peers of the speed comparison, and the independent
statement of what Foresight's layer graphs have to be (check_models.py).

Sources: ResNet (He et al. 2016) with the CIFAR stem; DenseNet-121 (Huang et al. 2017) with the CIFAR stem; Inception-V3
(Szegedy et al. 2016) with a CIFAR stem of stride 1 and without pooling in it; VGG-11 (Simonyan and Zisserman 2015); the
language model of Merity et al. 2017 (AWD-LSTM)."""
import math

import torch
from torch import nn
from torch.nn import functional as F


def vgg_features(norm):
    layers, channels = [], 3
    for out in (64, "M", 128, "M", 256, 256, "M", 512, 512, "M", 512, 512, "M"):
        if out == "M":
            layers.append(nn.MaxPool2d(2, 2))
            continue
        conv = nn.Conv2d(channels, out, 3, padding=1)
        if norm:
            layers += [conv, nn.BatchNorm2d(out), nn.ReLU(inplace=True)]
        else:
            nn.init.normal_(conv.weight, 0, math.sqrt(2 / (9 * out)))
            nn.init.zeros_(conv.bias)
            layers += [conv, nn.ReLU(inplace=True)]
        channels = out
    return nn.Sequential(*layers, nn.Flatten())


def vgg11_bn():
    return nn.Sequential(vgg_features(True), nn.Linear(512, 10))


def vgg11():
    return nn.Sequential(
        vgg_features(False),
        nn.Dropout(0.5), nn.Linear(512, 512), nn.ReLU(inplace=True),
        nn.Dropout(0.5), nn.Linear(512, 512), nn.ReLU(inplace=True),
        nn.Linear(512, 10))


class BasicBlock(nn.Module):
    def __init__(self, channels, out, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, out, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(out)
        self.conv2 = nn.Conv2d(out, out, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(out)
        self.shortcut = nn.Sequential()
        if stride != 1 or channels != out:
            self.shortcut = nn.Sequential(nn.Conv2d(channels, out, 1, stride, bias=False), nn.BatchNorm2d(out))

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        return F.relu(y + self.shortcut(x))


def resnet34():
    layers = [nn.Conv2d(3, 64, 3, 1, 1, bias=False), nn.BatchNorm2d(64), nn.ReLU(inplace=True)]
    channels = 64
    for stage, (blocks, out) in enumerate(((3, 64), (4, 128), (6, 256), (3, 512))):
        for block in range(blocks):
            layers.append(BasicBlock(channels, out, 2 if stage > 0 and block == 0 else 1))
            channels = out
    return nn.Sequential(*layers, nn.AvgPool2d(4), nn.Flatten(), nn.Linear(512, 10))


class DenseLayer(nn.Module):
    def __init__(self, channels, growth):
        super().__init__()
        self.bn1 = nn.BatchNorm2d(channels)
        self.conv1 = nn.Conv2d(channels, 4 * growth, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(4 * growth)
        self.conv2 = nn.Conv2d(4 * growth, growth, 3, padding=1, bias=False)

    def forward(self, x):
        y = self.conv1(F.relu(self.bn1(x)))
        y = self.conv2(F.relu(self.bn2(y)))
        return torch.cat([x, y], 1)


def densenet121():
    growth, channels = 32, 64
    layers = [nn.Conv2d(3, channels, 3, padding=1, bias=False)]
    for stage, blocks in enumerate((6, 12, 24, 16)):
        for _ in range(blocks):
            layers.append(DenseLayer(channels, growth))
            channels += growth
        layers += [nn.BatchNorm2d(channels), nn.ReLU(inplace=True)]
        if stage < 3:
            layers += [nn.Conv2d(channels, channels // 2, 1, bias=False), nn.AvgPool2d(2)]
            channels //= 2
    return nn.Sequential(*layers, nn.AvgPool2d(4), nn.Flatten(), nn.Linear(1024, 10))


class ConvNorm(nn.Module):
    def __init__(self, channels, out, kernel, stride=1, padding=0):
        super().__init__()
        self.conv = nn.Conv2d(channels, out, kernel, stride, padding, bias=False)
        self.bn = nn.BatchNorm2d(out)

    def forward(self, x):
        return F.relu(self.bn(self.conv(x)), inplace=True)


class Branches(nn.Module):
    """Each branch on the same input, their outputs side by side."""

    def __init__(self, *branches):
        super().__init__()
        self.branches = nn.ModuleList(branches)

    def forward(self, x):
        return torch.cat([branch(x) for branch in self.branches], 1)


def inception_a(channels, pool):
    return Branches(
        ConvNorm(channels, 64, 1),
        nn.Sequential(ConvNorm(channels, 48, 1), ConvNorm(48, 64, 5, padding=2)),
        nn.Sequential(ConvNorm(channels, 64, 1), ConvNorm(64, 96, 3, padding=1), ConvNorm(96, 96, 3, padding=1)),
        nn.Sequential(nn.AvgPool2d(3, 1, 1), ConvNorm(channels, pool, 1)))


def inception_b(channels):
    return Branches(
        ConvNorm(channels, 384, 3, 2),
        nn.Sequential(ConvNorm(channels, 64, 1), ConvNorm(64, 96, 3, padding=1), ConvNorm(96, 96, 3, 2)),
        nn.MaxPool2d(3, 2))


def inception_c(channels, c):
    wide, tall = {"kernel": (1, 7), "padding": (0, 3)}, {"kernel": (7, 1), "padding": (3, 0)}
    return Branches(
        ConvNorm(channels, 192, 1),
        nn.Sequential(ConvNorm(channels, c, 1), ConvNorm(c, c, **wide), ConvNorm(c, 192, **tall)),
        nn.Sequential(ConvNorm(channels, c, 1), ConvNorm(c, c, **tall), ConvNorm(c, c, **wide),
                      ConvNorm(c, c, **tall), ConvNorm(c, 192, **wide)),
        nn.Sequential(nn.AvgPool2d(3, 1, 1), ConvNorm(channels, 192, 1)))


def inception_d(channels):
    return Branches(
        nn.Sequential(ConvNorm(channels, 192, 1), ConvNorm(192, 320, 3, 2)),
        nn.Sequential(ConvNorm(channels, 192, 1), ConvNorm(192, 192, (1, 7), padding=(0, 3)),
                      ConvNorm(192, 192, (7, 1), padding=(3, 0)), ConvNorm(192, 192, 3, 2)),
        nn.MaxPool2d(3, 2))


def inception_e(channels):
    split = lambda: Branches(ConvNorm(384, 384, (1, 3), padding=(0, 1)), ConvNorm(384, 384, (3, 1), padding=(1, 0)))
    return Branches(
        ConvNorm(channels, 320, 1),
        nn.Sequential(ConvNorm(channels, 384, 1), split()),
        nn.Sequential(ConvNorm(channels, 448, 1), ConvNorm(448, 384, 3, padding=1), split()),
        nn.Sequential(nn.AvgPool2d(3, 1, 1), ConvNorm(channels, 192, 1)))


def inception_v3():
    return nn.Sequential(
        ConvNorm(3, 32, 3, padding=1), ConvNorm(32, 32, 3, padding=1), ConvNorm(32, 64, 3, padding=1),
        ConvNorm(64, 80, 1), ConvNorm(80, 192, 3),
        inception_a(192, 32), inception_a(256, 64), inception_a(288, 64),
        inception_b(288),
        inception_c(768, 128), inception_c(768, 160), inception_c(768, 160), inception_c(768, 192),
        inception_d(768),
        inception_e(1280), inception_e(2048),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Dropout(0.5), nn.Linear(2048, 10))


def keep(shape, probability, like):
    """Factors that drop with this probability and scale what is kept."""
    return like.new_empty(shape).bernoulli_(1 - probability).div_(1 - probability)


class LstmLanguageModel(nn.Module):
    """Embedding, LSTM layers, a linear layer tied to the embedding; the dropouts of AWD-LSTM, each off at 0."""

    def __init__(self, vocabulary=10_000, embedding=400, hidden=1150, layers=1, output=0.0, between=0.0, input=0.0,
                 rows=0.0, weight_drop=0.0):
        super().__init__()
        self.rows, self.weight_drop = rows, weight_drop
        self.dropouts = [input] + [between] * (layers - 1) + [output]
        self.encoder = nn.Embedding(vocabulary, embedding)
        sizes = [embedding] + [hidden] * (layers - 1) + [embedding]
        self.rnns = nn.ModuleList(nn.LSTM(i, o) for i, o in zip(sizes, sizes[1:]))
        self.decoder = nn.Linear(embedding, vocabulary)
        self.decoder.weight = self.encoder.weight
        nn.init.uniform_(self.encoder.weight, -0.1, 0.1)
        nn.init.zeros_(self.decoder.bias)

    def lock(self, x, probability):
        """One mask for all steps of time."""
        if not self.training or probability == 0:
            return x
        return x * keep((1, *x.shape[1:]), probability, x)

    def forward(self, tokens, states):
        """Logits [T,B,V], the new states, and the last layer's output before and after its dropout."""
        weight = self.encoder.weight
        if self.training and self.rows > 0:
            weight = weight * keep((weight.shape[0], 1), self.rows, weight)
        x = self.lock(F.embedding(tokens, weight), self.dropouts[0])
        after = []
        for rnn, state, dropout in zip(self.rnns, states or [None] * len(self.rnns), self.dropouts[1:]):
            if self.training and self.weight_drop > 0:
                raw, state = self.dropped(rnn, x, state)
            else:
                raw, state = rnn(x, state)
            after.append(tuple(s.detach() for s in state))
            x = self.lock(raw, dropout)
        return self.decoder(x), after, raw, x

    def dropped(self, rnn, x, state):
        zero = x.new_zeros(1, x.shape[1], rnn.hidden_size)
        recurrent = rnn.weight_hh_l0 * keep(rnn.weight_hh_l0.shape, self.weight_drop, x)
        weights = [rnn.weight_ih_l0, recurrent, rnn.bias_ih_l0, rnn.bias_hh_l0]
        y, h, c = torch.lstm(x, state or (zero, zero), weights, True, 1, 0.0, True, False, False)
        return y, (h, c)


def penalty(raw, dropped, ar, tar):
    """Activation regularisation, and temporal, of Merity et al. 2017."""
    return ar * dropped.pow(2).mean() + tar * (raw[1:] - raw[:-1]).pow(2).mean()


IMAGE_MODELS = {
    "vgg11": (vgg11, 9_750_922), "vgg11-bn": (vgg11_bn, 9_231_114), "resnet34": (resnet34, 21_282_122),
    "densenet121": (densenet121, 6_956_298), "inception-v3": (inception_v3, 21_806_058),
}
LANGUAGE_MODELS = {"lstm-1": (1, 5_293_200), "lstm-2": (2, 13_632_400), "lstm-3": (3, 24_221_600)}


def count(model):
    return sum(p.numel() for p in model.parameters())
