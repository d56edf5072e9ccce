"""Exports networks from PyTorch as ONNX files, with what PyTorch computes on random inputs.

    python3 make_onnx.py          (needs torch and numpy; made with the versions in golden/exchange/ONNX.txt)

Writes golden/exchange/NAME.onnx and NAME-onnx-parity.safetensors below the test resources.
"""

import json
import os
import platform

import numpy as np
import torch

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "..", "resources", "golden", "exchange")
INPUTS, HEAD, STEPS = 13, 27, 40


class Network(torch.nn.Module):
    def __init__(self, rnn, hidden, layers):
        super().__init__()
        self.rnn = rnn(INPUTS, hidden, layers, batch_first=True)
        self.head = torch.nn.Linear(hidden + INPUTS, HEAD)

    def forward(self, x):
        h, _ = self.rnn(x)
        return self.head(torch.cat([h, x], -1))


def save(name, tensors):
    header, data = {}, b""
    for key, value in tensors.items():
        raw = np.ascontiguousarray(value, dtype="<f4").tobytes()
        header[key] = {"dtype": "F32", "shape": list(value.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    with open(os.path.join(OUT, name), "wb") as file:
        file.write(len(text).to_bytes(8, "little") + text + data)


for name, rnn, layers in (("lstm", torch.nn.LSTM, 2), ("gru", torch.nn.GRU, 2), ("rnn", torch.nn.RNN, 1)):
    torch.manual_seed(1)
    network = Network(rnn, 4, layers).eval()
    x = torch.randn(1, STEPS, INPUTS)
    with torch.no_grad():
        save(name + "-onnx-parity.safetensors", {"inputs": x.numpy(), "outputs": network(x).numpy()})
    torch.onnx.export(
        network, x, os.path.join(OUT, name + ".onnx"), input_names=["x"], output_names=["y"], dynamic_axes={"x": {1: "t"}}
    )

with open(os.path.join(OUT, "ONNX.txt"), "w") as file:
    file.write("by make_onnx.py: Python %s, torch %s\n" % (platform.python_version(), torch.__version__))
