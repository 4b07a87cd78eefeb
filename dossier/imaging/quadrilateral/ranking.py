"""Which of the quads is the page: a small network over their features, fitted by `bench/fit_quads.py`."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from dossier.imaging.quadrilateral.lines import Numbers

WEIGHTS = Path(__file__).with_name("weights.json")
AGREE_SHARE = 0.03
"""Quads whose corners all lie so near, as a share of the frame, say the same."""


@dataclass(frozen=True, kw_only=True)
class Ranker:
    """A linear view on all quads, a network on the best of them, and how sure its winner is."""

    first_scale: Numbers
    """mean, deviation, weight: 3 × side features."""
    second_scale: Numbers
    """mean, deviation, weight past the hidden layer: 3 × all features."""
    hidden: Numbers
    """all features + 1 (bias) × hidden units."""
    out: Numbers
    """hidden units."""
    sure: Numbers
    """mean, deviation, weight: 3 × (evidence + 1); the last column is the bias."""

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> "Ranker":
        """Read weights as `bench/fit_quads.py` writes them."""
        return cls(**{name: np.array(each, dtype=np.float64) for name, each in value.items()})

    def first(self, features: Numbers) -> Numbers:
        """Return a rough score per quad from its sides (n × side features)."""
        mean, deviation, weight = self.first_scale
        return np.asarray((features - mean) / deviation @ weight)

    def second(self, features: Numbers) -> Numbers:
        """Return a fine score per quad (n × all features), to be compared within one photo."""
        mean, deviation, weight = self.second_scale
        even = (features - mean) / deviation
        return np.asarray(np.tanh(even @ self.hidden[:-1] + self.hidden[-1]) @ self.out + even @ weight)

    def sureness(self, evidence: Numbers) -> float:
        """Return 0–1: how likely the winner lies on the page, from what `evidence_of` gives."""
        return logistic(self.sure, evidence)


def logistic(scale: Numbers, evidence: Numbers) -> float:
    """Return 0–1 for n pieces of evidence; scale: mean, deviation, weight (3 × n + 1, the last column is the bias)."""
    mean, deviation, weight = scale
    value = float((evidence - mean[:-1]) / deviation[:-1] @ weight[:-1] + weight[-1])
    return float(1 / (1 + np.exp(-np.clip(value, -30, 30))))


def evidence_of(features: Numbers, scores: Numbers, shares: Numbers, winner: int) -> Numbers:
    """Return what speaks for a winner: its features, how alone it stands, how far it leads, how far off others lie.

    shares: n × 4 × 2 corners as shares of the frame.
    """
    weight = np.exp(scores - scores.max())
    weight /= weight.sum()
    away = np.abs(shares - shares[winner]).max(axis=(1, 2))
    agree = away < AGREE_SHARE
    rival = scores[~agree].max() if (~agree).any() else scores.max() - 10
    lead = min(float(scores[winner] - rival), 10.0)
    near = weight[away < AGREE_SHARE / 2].sum()
    off = np.log(1e-3 + weight @ np.minimum(away, 1.0))
    return np.concatenate((features[winner], (float(weight[agree].sum()), lead, float(near), float(off))))


@cache
def ranker() -> Ranker:
    """Return the fitted ranker."""
    return Ranker.from_json(json.loads(WEIGHTS.read_text()))
