"""Golden vector of the head that names kinds of incident, in numpy and double precision.

Prints the probabilities that RecognitionHeadTest compares with. Made with Python 3.11.2 and numpy 1.24.2:

    python3 make_recognition.py
"""
import numpy as np

INPUTS, UNITS, OUTPUTS = 33, 16, 4  # output 2 + 31 statistics; three kinds and none of these


def made(count, seed, scale):
    """The values that the test makes: whole numbers from a linear congruence, so that both sides have the same floats."""
    values, state = [], seed
    for _ in range(count):
        state = (state * 1103515245 + 12345) % 2147483648
        values.append(np.float32((state // 65536 % 201 - 100) / 100 * scale))
    return np.array(values, dtype=np.float64)


mean = made(INPUTS, 1, 1)
deviation = np.abs(made(INPUTS, 2, 1)) + 0.5
hidden = made(UNITS * INPUTS, 3, 0.5).reshape(UNITS, INPUTS)
hidden_bias = made(UNITS, 4, 0.5)
output = made(OUTPUTS * UNITS, 5, 1).reshape(OUTPUTS, UNITS)
output_bias = made(OUTPUTS, 6, 1)
for seed in (7, 8, 9):
    x = made(INPUTS, seed, 3)
    z = np.clip((x - mean) / deviation, -4, 4)
    logits = output @ np.tanh(hidden @ z + hidden_bias) + output_bias
    p = np.exp(logits - logits.max())
    print(seed, ", ".join(repr(float(each)) for each in p / p.sum()))
