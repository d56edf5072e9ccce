"""Makes the golden vectors of the model family: every kind of cell, plain and with skip connections.

    python3 make_family.py            (needs numpy; made with the versions in golden/FAMILY.txt)

The equations are written out below for whole sequences in float64 and share no code with the Java implementation: a TDNN
is a sum over the history, without a ring. Where torch can be imported, GRU, RNN, LSTM and the convolution are also held
against PyTorch's.

Writes for each network one file golden/family-<name>.bin below the test resources, float32, little endian:

    all tensors in the order of TensorLayout (made of seeded random numbers)
    inputs      [STEPS x I]
    states      [STEPS x R]   what is remembered after each step, layer by layer
    forecasts   [STEPS x 6]   mean of each horizon, then standard deviation of each

Weights and inputs are rounded to float32 first; everything computed from them is computed in float64.
"""

import math
import os
import platform

import numpy as np

try:
    import torch
except ImportError:
    torch = None

STEPS = 80
OWN_INPUTS = 13
KNOTS = 8
BASES = [0, 11, 12]  # the input that the means of each horizon are offsets from
BLOCKS = {"lstm": 4, "lstm-coupled": 3, "lstm-peephole": 4, "rnn": 1, "gru": 3, "tdnn": 1}
HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "..", "resources", "golden")


def float32(values):
    return np.asarray(values, dtype="<f4")


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def lstm(x, tensors, hidden, cell):
    """h and what is remembered, for every step; x [STEPS x inputs]."""
    kernel, recurrent, bias = tensors[:3]
    peephole = tensors[3].reshape(3, hidden) if cell == "lstm-peephole" else np.zeros((3, hidden))
    h, c = np.zeros(hidden), np.zeros(hidden)
    outputs, states = [], []
    for step in x:
        sums = (kernel @ step + recurrent @ h + bias).reshape(-1, hidden)
        if cell == "lstm-coupled":
            f, g, o = sigmoid(sums[0]), np.tanh(sums[1]), sums[2]
            i = 1 - f
        else:
            i, f = sigmoid(sums[0] + peephole[0] * c), sigmoid(sums[1] + peephole[1] * c)
            g, o = np.tanh(sums[2]), sums[3]
        c = f * c + i * g
        h = sigmoid(o + peephole[2] * c) * np.tanh(c)
        outputs.append(h)
        states.append(np.concatenate([h, c]))
    return np.array(outputs), np.array(states)


def rnn(x, tensors, hidden):
    kernel, recurrent, bias = tensors
    h, outputs = np.zeros(hidden), []
    for step in x:
        h = np.tanh(kernel @ step + recurrent @ h + bias)
        outputs.append(h)
    return np.array(outputs), np.array(outputs)


def gru(x, tensors, hidden):
    kernel, recurrent, bias, recurrent_bias = tensors
    h, outputs = np.zeros(hidden), []
    for step in x:
        own, other = (kernel @ step + bias).reshape(3, hidden), (recurrent @ h).reshape(3, hidden)
        r, z = sigmoid(own[0] + other[0]), sigmoid(own[1] + other[1])
        n = np.tanh(own[2] + r * (other[2] + recurrent_bias))
        h = (1 - z) * n + z * h
        outputs.append(h)
    return np.array(outputs), np.array(outputs)


def tdnn(x, tensors, kernel_size, dilation):
    kernel, bias = tensors  # [H x inputs x K], newest last
    outputs, states = [], []
    length = (kernel_size - 1) * dilation
    for now in range(len(x)):
        total = bias.copy()
        for tap in range(kernel_size):
            then = now - (kernel_size - 1 - tap) * dilation
            if then >= 0:
                total = total + kernel[:, :, tap] @ x[then]
        outputs.append(np.tanh(total))
        ring = np.zeros((length, x.shape[1]))
        for then in range(max(0, now - length + 1), now + 1):
            ring[then % length] = x[then]
        states.append(np.concatenate([[(now + 1) % length], ring.ravel()]))
    return np.array(outputs), np.array(states)


def layer_shapes(cell, below, hidden, kernel_size):
    rows = BLOCKS[cell] * hidden
    if cell == "tdnn":
        return [[rows, below, kernel_size], [rows]]
    shapes = [[rows, below], [rows, hidden], [rows]]
    return shapes + {"lstm-peephole": [[3 * hidden]], "gru": [[hidden]]}.get(cell, [])


def run_layer(cell, x, tensors, hidden, kernel_size, layer):
    tensors = [tensor.astype(np.float64) for tensor in tensors]
    if cell == "tdnn":
        return tdnn(x, tensors, kernel_size, 2**layer)
    if cell == "rnn":
        return rnn(x, tensors, hidden)
    if cell == "gru":
        return gru(x, tensors, hidden)
    return lstm(x, tensors, hidden, cell)


def check_against_torch(cell, x, tensors, hidden, kernel_size, layer, outputs):
    if torch is None or cell in ("lstm-coupled", "lstm-peephole"):
        return
    x64 = torch.tensor(x, dtype=torch.float64)
    weights = [torch.tensor(tensor.astype(np.float64)) for tensor in tensors]
    with torch.no_grad():
        if cell == "tdnn":
            dilation = 2**layer
            padded = torch.nn.functional.pad(x64.T[None], ((kernel_size - 1) * dilation, 0))
            found = torch.tanh(torch.nn.functional.conv1d(padded, weights[0], weights[1], dilation=dilation))[0].T
        else:
            kind = {"lstm": torch.nn.LSTM, "rnn": torch.nn.RNN, "gru": torch.nn.GRU}[cell]
            module = kind(x.shape[1], hidden).double()
            module.weight_ih_l0[:], module.weight_hh_l0[:], module.bias_ih_l0[:] = weights[:3]
            module.bias_hh_l0[:] = 0
            if cell == "gru":
                module.bias_hh_l0[2 * hidden :] = weights[3]
            found = module(x64[:, None])[0][:, 0]
    assert np.abs(found.numpy() - outputs).max() < 1e-12, cell


def make(name, cell, layers, hidden, covariates=0, skip="none", kernel_size=1, seed=1):
    random = np.random.RandomState(seed)
    inputs = OWN_INPUTS + covariates
    stack = []
    for layer in range(layers):
        below = layer * hidden + inputs if skip == "concat" else inputs if layer == 0 else hidden
        stack.append([float32(random.normal(0, 0.4, shape)) for shape in layer_shapes(cell, below, hidden, kernel_size)])
    output_size = layers * hidden if skip == "concat" else hidden
    head_weight = float32(random.normal(0, 0.5, [27, output_size + inputs]))
    head_bias = float32(random.normal(0, 1, 27))
    line = float32(np.stack([np.linspace(0, 10, KNOTS), np.linspace(0, 3, KNOTS)], 1))
    tensors = [tensor for layer in stack for tensor in layer] + [head_weight, head_bias, line, line, float32([40, 1])]

    x32 = float32(random.normal(0, 1, [STEPS, inputs]) * np.exp(random.normal(0, 1, [STEPS, 1])))
    x = x32.astype(np.float64)
    stream, states = x, []
    for layer in range(layers):
        outputs, remembered = run_layer(cell, stream, stack[layer], hidden, kernel_size, layer)
        check_against_torch(cell, stream, stack[layer], hidden, kernel_size, layer, outputs)
        states.append(remembered)
        if skip == "concat":
            stream = np.concatenate([outputs, stream], 1)
        elif skip == "identity" and layer > 0:
            stream = stream + outputs
        else:
            stream = outputs
    seen = stream if skip == "concat" else np.concatenate([stream, x], 1)
    head = (seen @ head_weight.astype(np.float64).T + head_bias).reshape(STEPS, 3, 3, 3)
    weight = np.exp(head[:, :, 0] - head[:, :, 0].max(-1, keepdims=True))
    weight /= weight.sum(-1, keepdims=True)
    means = head[:, :, 1] + x[:, BASES][:, :, None]
    scale = np.exp(head[:, :, 2].clip(-5, 2))
    mean = (weight * means).sum(-1)
    second = (weight * (math.pi**2 / 3 * scale**2 + means**2)).sum(-1)
    forecasts = np.concatenate([mean, np.sqrt(second - mean**2)], 1)

    with open(os.path.join(OUT, "family-%s.bin" % name), "wb") as file:
        for part in tensors + [x32, np.concatenate(states, 1), forecasts]:
            file.write(float32(part).tobytes())


make("lstm-coupled", "lstm-coupled", 2, 5, seed=11)
make("lstm-peephole", "lstm-peephole", 2, 5, covariates=2, seed=12)
make("rnn", "rnn", 2, 7, seed=13)
make("gru", "gru", 2, 5, covariates=2, seed=14)
make("tdnn", "tdnn", 3, 4, kernel_size=3, seed=15)
make("lstm-identity", "lstm", 3, 5, skip="identity", seed=16)
make("lstm-concat", "lstm", 3, 4, covariates=1, skip="concat", seed=17)
make("gru-identity", "gru", 3, 5, skip="identity", seed=18)
make("rnn-concat", "rnn", 3, 4, skip="concat", seed=19)
make("tdnn-identity", "tdnn", 3, 4, skip="identity", kernel_size=2, seed=20)
make("tdnn-concat", "tdnn", 2, 3, covariates=2, skip="concat", kernel_size=4, seed=21)
with open(os.path.join(OUT, "FAMILY.txt"), "w") as file:
    checked = "torch %s" % torch.__version__ if torch else "no torch"
    versions = (platform.python_version(), np.__version__, checked)
    file.write("family-*.bin by make_family.py: Python %s, numpy %s, checked with %s\n" % versions)
