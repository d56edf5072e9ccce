"""Makes the golden vectors of the forward pass with PyTorch, which shares no code with the Java implementation.

    python3 make_golden.py            (needs torch and numpy; made with the versions in golden/VERSIONS.txt)

Writes for each network one file golden/forward-<layers>x<hidden>.bin below the test resources, float32, little endian:

    all tensors in the order of TensorLayout (made of seeded random numbers)
    inputs      [STEPS x I]
    states      [STEPS x layers x 2H]   after each step, for each layer h, then c
    forecasts   [STEPS x 6]             mean of each horizon, then standard deviation of each

Weights and inputs are rounded to float32 first; everything computed from them is computed in float64.
"""

import math
import os
import platform

import numpy as np
import torch

STEPS = 200
OWN_INPUTS = 13
KNOTS = 8
BASES = [0, 11, 12]  # the input that the means of each horizon are offsets from
HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "..", "resources", "golden")


def float32(values):
    return np.asarray(values, dtype="<f4")


def make(layers, hidden, covariates, seed):
    random = np.random.RandomState(seed)
    inputs = OWN_INPUTS + covariates
    tensors = []
    lstm = torch.nn.LSTM(inputs, hidden, layers).double()
    for layer in range(layers):
        below = inputs if layer == 0 else hidden
        kernel, recurrent, bias = (
            float32(random.normal(0, 0.5, shape)) for shape in ([4 * hidden, below], [4 * hidden, hidden], [4 * hidden])
        )
        tensors += [kernel, recurrent, bias]
        with torch.no_grad():
            getattr(lstm, "weight_ih_l%d" % layer)[:] = torch.tensor(kernel, dtype=torch.float64)
            getattr(lstm, "weight_hh_l%d" % layer)[:] = torch.tensor(recurrent, dtype=torch.float64)
            getattr(lstm, "bias_ih_l%d" % layer)[:] = torch.tensor(bias, dtype=torch.float64)
            getattr(lstm, "bias_hh_l%d" % layer)[:] = 0
    head_weight, head_bias = float32(random.normal(0, 0.5, [27, hidden + inputs])), float32(random.normal(0, 1, 27))
    line = float32(np.stack([np.linspace(0, 10, KNOTS), np.linspace(0, 3, KNOTS)], 1))
    tensors += [head_weight, head_bias, line, line, float32([40, 1])]

    x32 = float32(random.normal(0, 1, [STEPS, inputs]) * np.exp(random.normal(0, 1, [STEPS, 1])))
    x = torch.tensor(x32, dtype=torch.float64)
    states, tops, state = [], [], None
    with torch.no_grad():
        for step in range(STEPS):
            output, state = lstm(x[step][None, None], state)
            tops.append(output[0, 0])
            states.append(torch.cat([state[0][:, 0], state[1][:, 0]], 1))  # [layers x 2H]
        head = torch.cat([torch.stack(tops), x], 1) @ torch.tensor(head_weight).double().T + torch.tensor(head_bias)
        head = head.reshape(STEPS, 3, 3, 3)  # step, horizon, (logit, mean, log scale), part
        weight = torch.softmax(head[:, :, 0], -1)
        means = head[:, :, 1] + x[:, BASES][:, :, None]
        scale = torch.exp(head[:, :, 2].clamp(-5, 2))
        mean = (weight * means).sum(-1)
        second = (weight * (math.pi ** 2 / 3 * scale ** 2 + means ** 2)).sum(-1)
        deviation = torch.sqrt(second - mean ** 2)
        forecasts = torch.cat([mean, deviation], 1)

    parts = tensors + [x32, torch.stack(states).numpy(), forecasts.numpy()]
    with open(os.path.join(OUT, "forward-%dx%d.bin" % (layers, hidden)), "wb") as file:
        for part in parts:
            file.write(float32(part).tobytes())


make(layers=1, hidden=7, covariates=0, seed=1)
make(layers=2, hidden=5, covariates=2, seed=2)
with open(os.path.join(OUT, "VERSIONS.txt"), "w") as file:
    file.write(
        "forward-*.bin by make_golden.py: Python %s, torch %s, numpy %s\n"
        % (platform.python_version(), torch.__version__, np.__version__)
    )
