"""Which way is up: every letter, seen with its surroundings, votes for the turn that makes it look upright."""

import json
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dossier.imaging.letters import Views, ink_of, letters, views
from dossier.imaging.pixels import Pixels

WEIGHTS = Path(__file__).with_name("upright_letters.json")
"""Written by `python -m bench.fit_letters`: one hidden layer, 16 wide, and a straight way around it."""
LEAST_PIXELS = 300_000
"""Below, letters are five pixels high, and how they look is chance."""
_LETTERS_LEAST, _LETTERS_MOST = 10, 500
_SURE = 1.5
"""Times chance: with fonts never seen, a page that lies right has 0.5 at most, 29 of 30 turned ones 3 and more."""

Numbers = NDArray[np.float64]


def upright_rotation(grey: Pixels) -> int:
    """Return the clockwise degrees (0, 90, 180, 270) that put a flat grey page upright; 0 where it is not sure."""
    if grey.size < LEAST_PIXELS:
        return 0
    seen = letters_seen(grey, _LETTERS_MOST)
    if len(seen) < _LETTERS_LEAST:
        return 0
    votes = _votes(seen)
    best = int(votes.sum(axis=0).argmax())
    gain = votes[:, best] - votes[:, 0]
    # Most pages lie right, and a wrong turn is worse than none: what speaks for it must be more than chance.
    return 90 * best if gain.mean() > _SURE * gain.std() / len(gain) ** 0.5 else 0


def letters_seen(grey: Pixels, most: int) -> Views:
    """Return views of the letters of a page; where there are more than `most`, of some from top to bottom."""
    ink = ink_of(grey)
    boxes = letters(ink)
    if len(boxes) > most:
        boxes = boxes[np.linspace(0, len(boxes) - 1, most).astype(int)]
    return views(ink, boxes)


def turns(seen: Views) -> Numbers:
    """Return n × 4 × cells, -0.5 to 1.5: each view after a turn by 0, 90, 180 and 270 degrees clockwise."""
    turned = [np.rot90(seen, -turn, axes=(1, 2)).reshape(len(seen), -1) for turn in range(4)]
    return np.stack(turned, axis=1).astype(np.float64) * 2 - 0.5


def _votes(seen: Views) -> Numbers:
    """Return n × 4: the logarithm of the chance that a letter is upright after each turn."""
    hidden, out, straight = _weights()
    rows = turns(seen)
    marks = np.tanh(rows @ hidden[:-1] + hidden[-1]) @ out + rows @ straight
    marks -= marks.max(axis=1, keepdims=True)
    return np.asarray(marks - np.log(np.exp(marks).sum(axis=1, keepdims=True)))


@cache
def _weights() -> tuple[Numbers, Numbers, Numbers]:
    hidden, out, straight = (np.array(each) for each in json.loads(WEIGHTS.read_text()).values())
    return hidden, out, straight
