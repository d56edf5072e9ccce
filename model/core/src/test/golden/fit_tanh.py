"""Fits the rational function in Activations: tanh x = x P(x^2) / Q(x^2) on [-8, 8], least relative error.

    python3 fit_tanh.py               (needs numpy)

Linearised least squares with weights that follow the error (Lawson) towards the minimax solution.
"""

import numpy as np

LIMIT, P_DEGREE, Q_DEGREE, ROUNDS = 8.0, 6, 3, 400

x = LIMIT * np.cos(np.linspace(0, np.pi, 4001)[:-1] / 2)
x = x[x > 1e-3 * LIMIT]
tanh, square = np.tanh(x), (x / LIMIT) ** 2
weights, denominator, best = np.ones_like(x), np.ones_like(x), (np.inf, None)
for _ in range(ROUNDS):
    columns = [x / LIMIT * square ** k for k in range(P_DEGREE + 1)]
    columns += [-tanh * square ** k for k in range(1, Q_DEGREE + 1)]
    scale = np.sqrt(weights) / (tanh * np.abs(denominator))
    found = np.linalg.lstsq(np.stack(columns, 1) * scale[:, None], tanh * scale, rcond=None)[0]
    p, q = found[: P_DEGREE + 1], np.concatenate([[1], found[P_DEGREE + 1 :]])
    numerator = sum(c * square ** k for k, c in enumerate(p))
    denominator = sum(c * square ** k for k, c in enumerate(q))
    error = np.abs(x / LIMIT * numerator / denominator / tanh - 1)
    if error.max() < best[0]:
        best = (error.max(), (p, q))
    weights *= (error / error.max() + 1e-3) ** 0.7
    weights /= weights.sum()

p, q = best[1]
print("largest relative error %.2g" % best[0])
print("P", [np.float32(c / LIMIT ** (2 * k + 1)) for k, c in enumerate(p)])
print("Q", [np.float32(c / LIMIT ** (2 * k)) for k, c in enumerate(q)])
