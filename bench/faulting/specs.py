"""Small runs with everything in them that has to survive: statistics, augmentation, dropout, state, clip, schedule."""

NETWORKS = ("cnn", "lstm")

_CNN = {
    "task": "image-classification",
    "architecture": {"id": "vgg11-bn", "parameters": {"width": 0.25}},
    "data": {"id": "shapes", "trainExamples": 320, "validationExamples": 64, "augmentation": "crop-flip"},
    "training": {"length": {"steps": 60}, "batch": 32, "clip": 1.0, "evaluateEvery": {"steps": 15},
                 "schedule": {"kind": "multi-step", "epochs": [2, 4], "factor": 0.5}},
}
_LSTM = {
    "task": "language-model",
    "architecture": {"id": "lstm", "parameters": {"embedding": 64, "hidden": 64, "tied": True, "outputDropout": 0.2}},
    "data": {"id": "grammar", "parameters": {"tokens": 20000, "evaluationTokens": 2000}},
    "training": {"length": {"steps": 60}, "batch": 10, "bptt": 20, "clip": 0.25, "evaluateEvery": {"steps": 15}},
}


def spec(network, every=5):
    """One run of 60 steps with s = 1, and a checkpoint every few of them."""
    return {
        "format": 1,
        "name": f"faults-{network}",
        **(_CNN if network == "cnn" else _LSTM),
        "arms": [{"name": "WP", "rule": {"id": "adamw", "parameters": {"weightDecay": 1e-4}}, "learningRate": 1e-3,
                  "horizon": 1}],
        "execution": {"threads": 1, "checkpoint": {"every": {"steps": every}, "keep": 2}},
        "seeds": [1],
    }
