"""Writes detector.csv: a series, and y, the five channels' tails and the combined statistic that the detector's equations
give for it. An independent implementation in double precision with Python's standard library alone (made with 3.11):

    python3 detector.py > ../resources/io/surprisal/model/detect/detector.csv

Where the stored state is coarser than a double and the rounding feeds back, the rounding is part of the equations and is
repeated here: far forecasts and profile variance ratios are binary16, the latter with the dither of the row number.
"""

import math
import struct

HIDDEN = 4
INPUTS = 13
ROWS = 1000
STEP_S = 1200
START_S = 1_700_000_000


class Generator:
    """A linear congruential generator; all numbers are exact in float32."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state * 1103515245 + 12345) & 0x7FFFFFFF
        return (self.state >> 8) / 2.0**23 - 0.5


def half(x):
    return struct.unpack("<e", struct.pack("<e", max(-65504.0, min(65504.0, x))))[0]


def dithered_half(x, dither):
    bits = struct.unpack("<H", struct.pack("<e", x))[0]
    if half(x) > x:
        bits -= 1
    below, above = (struct.unpack("<e", struct.pack("<H", b))[0] for b in (bits, bits + 1))
    return above if x - below > dither * (above - below) else below


def clip(x, low, high):
    return min(max(x, low), high)


def sigmoid(x):
    return 1 / (1 + math.exp(-x))


class Network:
    """The tensors in their stored order, filled from one generator: kernels 2 ×, head ¼ ×, biases 1 × its numbers."""

    def __init__(self, seed):
        g = Generator(seed)
        matrix = lambda rows, columns, scale: [[scale * g.next() for _ in range(columns)] for _ in range(rows)]
        self.u = matrix(4 * HIDDEN, INPUTS, 2)
        self.w = matrix(4 * HIDDEN, HIDDEN, 2)
        self.b = matrix(1, 4 * HIDDEN, 1)[0]
        self.head = matrix(27, HIDDEN + INPUTS, 0.25)
        self.head_bias = matrix(1, 27, 1)[0]
        self.h = [0.0] * HIDDEN
        self.c = [0.0] * HIDDEN

    def step(self, x):
        z = [
            self.b[r] + sum(p * q for p, q in zip(self.u[r], x)) + sum(p * q for p, q in zip(self.w[r], self.h))
            for r in range(4 * HIDDEN)
        ]
        for k in range(HIDDEN):
            i, f, o = (sigmoid(z[block * HIDDEN + k]) for block in (0, 1, 3))
            self.c[k] = f * self.c[k] + i * math.tanh(z[2 * HIDDEN + k])
            self.h[k] = o * math.tanh(self.c[k])
        read = self.h + x
        out = [self.head_bias[r] + sum(p * q for p, q in zip(self.head[r], read)) for r in range(27)]
        return self.moments(out[0:9], x[0]), self.moments(out[18:27], x[12])[0]

    @staticmethod
    def moments(block, base):
        weights = [math.exp(v) for v in block[0:3]]
        total = sum(weights)
        means = [base + v for v in block[3:6]]
        scales = [math.exp(clip(v, -5, 2)) for v in block[6:9]]
        mean = sum(w * m for w, m in zip(weights, means)) / total
        square = sum(w * (math.pi**2 / 3 * s * s + (m - mean) ** 2) for w, m, s in zip(weights, means, scales))
        return mean, math.sqrt(square / total)


class Profile:
    """48 buckets: hours of working days, then hours of weekends."""

    def __init__(self):
        self.mean = [0.0] * 48
        self.ratio = [0.0] * 48
        self.visits = [0] * 48

    @staticmethod
    def slot(seconds):
        day = math.floor(seconds / 86400)
        hours = (seconds - day * 86400) / 3600
        base = 24 if (day + 3) % 7 >= 5 else 0
        hour = int(hours)
        away = hours - hour - 0.5
        neighbour = base + (hour + (1 if away >= 0 else 23)) % 24
        return base + hour, neighbour, (24 - base) + hour, abs(away), base == 24

    def confidence(self, bucket, gap):
        return min(1.0, self.visits[bucket] * gap / 3600 / 3)

    def read(self, seconds, gap, mean, ahead):
        own, neighbour, twin, part, weekend = self.slot(seconds)
        if self.visits[own]:
            value, ratio, confidence = self.mean[own], self.ratio[own], self.confidence(own, gap)
            if self.visits[neighbour]:
                value = (1 - part) * value + part * self.mean[neighbour]
                ratio = (1 - part) * ratio + part * self.ratio[neighbour]
            if confidence < 0.34 and self.visits[twin] and weekend and not ahead:
                value = (value + self.mean[twin]) / 2
            return value, ratio, confidence
        if self.visits[twin]:
            return self.mean[twin], self.ratio[twin], 0.2 * self.confidence(twin, gap)
        return mean, 1.0, 0.0

    def learn(self, seconds, gap, x, variance, dither):
        own = self.slot(seconds)[0]
        if self.visits[own] == 0:
            self.mean[own], self.ratio[own] = x, 1.0
        else:
            rate = max(1 / (self.visits[own] + 1), 1 - math.exp(-gap / (3600 * 14)))
            d = x - self.mean[own]
            self.mean[own] += rate * d
            self.ratio[own] = dithered_half((1 - rate) * (self.ratio[own] + rate * d * d / variance), dither)
        self.visits[own] += 1


class Tails:
    """Counts, with the tail beyond the ten most extreme values continued by their mean excess in a given part."""

    def __init__(self, bins, low, high, sigma, one_sided, continued):
        self.low, self.width = (math.log(low), math.log(high / low) / bins) if one_sided else (low, (high - low) / bins)
        self.counts = [0] * bins
        self.sigma, self.one_sided, self.continued = sigma, one_sided, continued
        edges = [self.low + k * self.width for k in range(bins + 1)]
        self.edges = [math.exp(e) for e in edges] if one_sided else edges

    def prior(self, v):
        return 20 * math.exp(-min(abs(v), 30) / self.sigma)

    def beyond(self, v, n, up):
        order = list(range(len(self.counts)))
        if up:
            order.reverse()
        reached, bins = 0, []
        for k in order:
            bins.append(k)
            reached += self.counts[k]
            if reached >= 10:
                break
        level = self.edges[bins[-1]] if up else self.edges[bins[-1] + 1]
        excess = sum(self.counts[k] * abs((self.edges[k] + self.edges[k + 1]) / 2 - level) for k in bins)
        mean = (excess + 5 * self.sigma) / (reached + 5)
        return max(0, math.log((n + 20) / (reached + self.prior(level))) + max(0, v - level if up else level - v) / mean)

    def learn(self, v, counted):
        position = ((math.log(max(v, 1e-9)) if self.one_sided else v) - self.low) / self.width
        own = int(clip(math.floor(position), 0, len(self.counts) - 1))
        above, below, inside = sum(self.counts[own + 1 :]), sum(self.counts[:own]), self.counts[own]
        n = above + below + inside
        if self.one_sided:
            outside = position < 0 or position >= len(self.counts)
            c = above + inside * (1 if outside else 1 - (position - math.floor(position)))
        else:
            c = min(above, below) + inside / 2
        tail = math.log((n + 20) / (c + self.prior(v)))
        if c < 10 and self.continued:
            tail += self.continued * (self.beyond(v, n, self.one_sided or above <= below) - tail)
        if counted:
            self.counts[own] += 1
            if n + 1 >= 12000:
                self.counts = [k >> 1 for k in self.counts]
        return max(0.0, tail)


class Guard:
    """After a suspect row one row in four counts and is learnt, for at most 100 rows; the network is told half of it."""

    def __init__(self):
        self.suspect, self.held, self.holding, self.counted = False, 0, False, True

    def begin(self):
        self.holding = self.suspect and self.held < 100
        if self.holding:
            self.held += 1
        elif not self.suspect:
            self.held = max(0, self.held - 1)
        self.counted = not self.holding or self.held % 4 == 0
        return 0.25 if self.holding else 1.0


def exponent(z):
    return min(30.0, math.sqrt(2) * abs(z))


def signed_quantile(z):
    u = math.sqrt(2 * (exponent(z) + math.log(2)))
    q = u - (2.515517 + 0.802853 * u + 0.010328 * u * u) / (1 + 1.432788 * u + 0.189269 * u * u + 0.001308 * u**3)
    return q if z > 0 else -q


def series():
    """A daily shape with noise, spikes, a gap in time, irregular steps, a level shift and a noisy stretch."""
    g = Generator(11)
    time = START_S
    for row in range(ROWS):
        noise = sum(g.next() for _ in range(4))
        value = 50 + 10 * math.sin(2 * math.pi * (time % 86400) / 86400) + noise
        value += 40 if row in (300, 640) else 0
        value += 15 if 760 <= row < 790 else 0
        value += 6 * noise if 860 <= row < 890 else 0
        yield time, float(format(value, ".6g"))
        time += STEP_S + (int(600 * g.next()) if row % 7 == 3 else 0) + (30000 if row == 450 else 0)


def detect(rows):
    network, profile = Network(7), Profile()
    channels = [
        Tails(48, 0.05, 60.0, 1.0, True, 1),
        Tails(64, -20.0, 20.0, 1.0, False, 0),
        Tails(64, -6.0, 6.0, 0.33, False, 0),
        Tails(64, -4.0, 4.0, 0.2, False, 0.5),
        Tails(48, 0.05, 60.0, 1.0, True, 1),
    ]
    guard = Guard()
    mean = fast = variance = 0.0
    typical = 300.0
    v_near, v_far, drift, recent, usual, sustained = 0.1, 0.1, 0.0, 0.0, 0.1, 0.0
    far = [0.0] * ROWS
    xs, last_profile, last_time = [], 0.0, 0
    for n, (time, x) in enumerate(rows):
        if n == 0:
            mean = fast = x
        constant = math.sqrt(variance) <= 1e-12 * abs(mean) + 1e-9
        sd = (1e-3 * abs(mean) + 1e-9 if constant else math.sqrt(variance)) if n else 1.0
        scaled = lambda v: math.asinh((v - mean) / sd)
        gap = 0.0
        if n:
            step = time - last_time
            gap = clip(math.log(step / typical), -3, 3) if n > 1 else 0.0
            clipped = clip(step, typical / 4, 4 * typical) if n > 1 else step
            typical += max(1 / n, 0.02) * (clipped - typical)
        value, ratio, confidence = profile.read(time, typical, mean, False)
        s = scaled(value)
        later = [profile.read(time + k * typical, typical, mean, True) for k in (23, 95)]
        last = scaled(xs[-1]) if n else 0.0
        before = scaled(xs[-2]) if n > 1 else last
        angle = 2 * math.pi * (time % 86400) / 86400
        (expected, deviation), far_mean = network.step([
            last, last - before, s * confidence,
            math.log(0.05 + math.sqrt(ratio * (variance + 1e-18)) / sd) * confidence, confidence,
            (last - last_profile) * confidence, gap, scaled(fast) if n else 0.0, math.exp(-n / 200),
            math.sin(angle), math.cos(angle), scaled(later[0][0]) * later[0][2], scaled(later[1][0]) * later[1][2],
        ])
        if n + 95 < ROWS:
            far[n + 95] = half(far_mean)
        y = scaled(x) if n else 0.0
        weight = guard.begin()
        rate, early = weight * max(1 / (n + 1), 1e-5), n < 2

        r = y - expected
        scale = math.sqrt(v_near) + 0.1
        z = 0.0 if early else r / math.sqrt(scale * max(deviation, 0.02))
        v_near = (1 - rate) * v_near + rate * min(abs(r), 4 * scale) ** 2
        r_far = y - ((s + far[n]) / 2 if confidence > 0.3 else far[n])
        scale = math.sqrt(v_far) + 0.1
        drift += (signed_quantile(0.0 if early else r_far / scale) - drift) / 10
        v_far = (1 - rate) * v_far + rate * min(abs(r_far), 4 * scale) ** 2
        size = 0.0 if early else min(abs(y - last), 3)
        recent += (size - recent) / 20
        usual += rate * (size - usual)
        sustained += (min(exponent(z), 10) - sustained) / 10
        variability = math.log((recent + 0.005) / (usual + 0.005))
        statistics = [exponent(z), math.sqrt(20) * drift, y, variability, 3 * sustained]
        tails = [c.learn(v, guard.counted) for c, v in zip(channels, statistics)]
        if n < 50:
            tails = [0.0] * 5
        statistic = math.sqrt(sum(a * a for a in tails)) * n / (n + 30)
        guard.suspect = statistic >= 10 and n + 1 >= 200
        yield time, x, y, expected, tails, statistic

        if n:
            fast += (x - fast) / 10
        if n and guard.counted:
            free = n <= 30 or math.sqrt(variance) <= 1e-12 * abs(mean) + 1e-9
            d = x - mean if free else clip(x - mean, -8 * sd, 8 * sd)
            rate = max(1 / (n + 1), 1 / 50000)
            mean += rate * d
            variance = (1 - rate) * (variance + rate * d * d)
        if guard.counted:
            free = n <= 30 or math.sqrt(variance) <= 1e-12 * abs(mean) + 1e-9
            held = x if free else clip(x, mean - 8 * sd, mean + 8 * sd)
            dither = n * 0.6180339887498949
            profile.learn(time, typical, held, variance + 1e-18, dither - math.floor(dither))
        xs.append(x)
        if guard.holding:
            xs[-1] += (mean + sd * math.sinh(clip(expected, -8, 8)) - x) / 2
        last_profile, last_time = s, time


if __name__ == "__main__":
    print("time,value,y,expected,surprise,drift,level,variability,sustained,statistic")
    for time, x, y, expected, tails, statistic in detect(series()):
        print(f"{time},{x:g}," + ",".join(f"{v:.7g}" for v in [y, expected, *tails, statistic]))
