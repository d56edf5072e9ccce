"""Makes networks as PyTorch would save them, and what they compute, without PyTorch and without any code of the project.

    python3 make_exchange.py          (needs numpy; made with the versions in golden/exchange/VERSIONS.txt)

Writes below the test resources, for each case:

    golden/exchange/NAME.safetensors          rnn.weight_ih_l0 ..., head.weight, head.bias
    golden/exchange/NAME-parity.safetensors   inputs [B x T x I], outputs [B x T x 27]

Weights and inputs are rounded to float32 first; everything computed from them is computed in float64.
"""

import json
import os
import platform

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "..", "resources", "golden", "exchange")
OWN_INPUTS = 13
HEAD = 27
SEQUENCES, STEPS = 2, 40
DTYPES = {"<f4": "F32", "<f8": "F64", "<f2": "F16"}


def save(name, tensors, metadata=None):
    header, data = {}, b""
    if metadata:
        header["__metadata__"] = metadata
    for key, value in tensors.items():
        code = DTYPES.get(value.dtype.str, "BF16")  # uint16 holds the upper halves of float32
        raw = value.tobytes()
        header[key] = {"dtype": code, "shape": list(value.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(os.path.join(OUT, name + ".safetensors"), "wb") as file:
        file.write(len(text).to_bytes(8, "little") + text + data)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def lstm_step(wi, wh, bi, bh, x, state):
    h, c = state
    i, f, g, o = np.split(wi @ x + bi + wh @ h + bh, 4)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    h = sigmoid(o) * np.tanh(c)
    return h, (h, c)


def gru_step(wi, wh, bi, bh, x, state):
    (h,) = state
    ri, zi, ni = np.split(wi @ x + bi, 3)
    rh, zh, nh = np.split(wh @ h + bh, 3)
    z = sigmoid(zi + zh)
    n = np.tanh(ni + sigmoid(ri + rh) * nh)
    h = (1 - z) * n + z * h
    return h, (h,)


def rnn_step(wi, wh, bi, bh, x, state):
    h = np.tanh(wi @ x + bi + wh @ state[0] + bh)
    return h, (h,)


CELLS = {"lstm": (4, lstm_step, 2), "gru": (3, gru_step, 1), "rnn": (1, rnn_step, 1)}


def network(random, cell, layers, hidden, covariates, dtype="<f4"):
    blocks = CELLS[cell][0]
    inputs = OWN_INPUTS + covariates
    tensors = {}
    for layer in range(layers):
        below = inputs if layer == 0 else hidden
        for name, shape in (
            ("weight_ih", [blocks * hidden, below]),
            ("weight_hh", [blocks * hidden, hidden]),
            ("bias_ih", [blocks * hidden]),
            ("bias_hh", [blocks * hidden]),
        ):
            tensors["rnn.%s_l%d" % (name, layer)] = random.normal(0, 0.5, shape).astype(dtype)
    tensors["head.weight"] = random.normal(0, 0.5, [HEAD, hidden + inputs]).astype(dtype)
    tensors["head.bias"] = random.normal(0, 1, HEAD).astype(dtype)
    return tensors


def outputs(cell, tensors, x):
    _, step, parts = CELLS[cell]
    wide = {key: value.astype("f8") for key, value in tensors.items()}
    layers = sum(key.startswith("rnn.weight_ih_l") for key in tensors)
    hidden = tensors["rnn.weight_hh_l0"].shape[1]
    result = np.zeros([x.shape[0], x.shape[1], HEAD])
    for sequence in range(x.shape[0]):
        states = [tuple(np.zeros(hidden) for _ in range(parts)) for _ in range(layers)]
        for t in range(x.shape[1]):
            h = row = x[sequence, t].astype("f8")
            for layer in range(layers):
                weights = [wide["rnn.%s_l%d" % (name, layer)] for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")]
                h, states[layer] = step(*weights, h, states[layer])
            result[sequence, t] = wide["head.weight"] @ np.concatenate([h, row]) + wide["head.bias"]
    return result


def case(name, cell, layers, hidden, covariates, seed, dtype="<f4"):
    random = np.random.RandomState(seed)
    tensors = network(random, cell, layers, hidden, covariates, dtype)
    x = (random.normal(0, 1, [SEQUENCES, STEPS, OWN_INPUTS + covariates])).astype("<f4")
    save(name, tensors, {"format": "pt"})
    save(name + "-parity", {"inputs": x, "outputs": outputs(cell, tensors, x).astype("<f4")})
    return tensors, x


os.makedirs(OUT, exist_ok=True)
case("lstm-1x6", "lstm", 1, 6, 0, seed=1)
case("lstm-2x5", "lstm", 2, 5, 2, seed=2)
case("gru-2x4", "gru", 2, 4, 0, seed=6)
case("rnn-2x4", "rnn", 2, 4, 0, seed=7)
case("lstm-f64", "lstm", 1, 4, 0, seed=3, dtype="<f8")
case("lstm-f16", "lstm", 1, 4, 0, seed=4, dtype="<f2")

# The same numbers as another library keeps them: other names, kernels transposed, gates in the order i o f g, one bias.
random = np.random.RandomState(5)
network5 = network(random, "lstm", 1, 4, 0)
i, f, g, o = np.split(np.arange(16), 4)
order = np.concatenate([i, o, f, g])
network5["rnn.bias_hh_l0"][:] = 0
save(
    "lstm-elsewhere",
    {
        "enc.kernel": np.ascontiguousarray(network5["rnn.weight_ih_l0"][order].T),
        "enc.recurrent": np.ascontiguousarray(network5["rnn.weight_hh_l0"][order].T),
        "enc.bias": network5["rnn.bias_ih_l0"][order],
        "out.weight": network5["head.weight"],
        "out.bias": network5["head.bias"],
    },
)
x5 = random.normal(0, 1, [30, OWN_INPUTS]).astype("<f4")
save("lstm-elsewhere-parity", {"inputs": x5, "outputs": outputs("lstm", network5, x5[None])[0]})

# Two layers of convolutions, the second dilated by 2: Conv1d(13, 4, 3) and Conv1d(4, 4, 3, dilation=2) after causal padding.
random = np.random.RandomState(8)
HIDDEN, KERNEL = 4, 3
tdnn = {}
for layer, below in enumerate([OWN_INPUTS, HIDDEN]):
    tdnn["conv.%d.weight" % layer] = random.normal(0, 0.5, [HIDDEN, below, KERNEL]).astype("<f4")
    tdnn["conv.%d.bias" % layer] = random.normal(0, 0.5, HIDDEN).astype("<f4")
tdnn["head.weight"] = random.normal(0, 0.5, [HEAD, HIDDEN + OWN_INPUTS]).astype("<f4")
tdnn["head.bias"] = random.normal(0, 1, HEAD).astype("<f4")
x8 = random.normal(0, 1, [SEQUENCES, STEPS, OWN_INPUTS]).astype("<f4")
stack = x8.astype("f8")
for layer in range(2):
    dilation = 2 ** layer
    padded = np.concatenate([np.zeros([SEQUENCES, (KERNEL - 1) * dilation, stack.shape[2]]), stack], 1)
    taps = [padded[:, k * dilation : k * dilation + STEPS] for k in range(KERNEL)]
    weight = tdnn["conv.%d.weight" % layer].astype("f8")
    stack = np.tanh(sum(tap @ weight[:, :, k].T for k, tap in enumerate(taps)) + tdnn["conv.%d.bias" % layer])
y8 = np.concatenate([stack, x8], 2) @ tdnn["head.weight"].astype("f8").T + tdnn["head.bias"]
save("tdnn-2x4", tdnn)
save("tdnn-2x4-parity", {"inputs": x8, "outputs": y8.astype("<f4")})

with open(os.path.join(OUT, "VERSIONS.txt"), "w") as file:
    file.write("by make_exchange.py: Python %s, numpy %s\n" % (platform.python_version(), np.__version__))
