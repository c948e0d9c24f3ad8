"""Luck as a pure function: one uniform for every (seed, stream, week, customer).

    u = uniform_from_bits( scramble_bits( luck(id) XOR key(seed, stream, week) ) )        in (0, 1)

`scramble_bits` is the finaliser of SplitMix64, a bijection of the 64-bit integers in which every input bit flips every
output bit with probability one half. There is no generator and hence no state: two strategies share their luck, a
further mechanism disturbs nobody's, and neither row order nor chunks nor workers can matter.

Source: Steele, Lea & Flood (2014), Fast splittable pseudorandom number generators, OOPSLA; constants of its variant 13.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Words = npt.NDArray[np.uint64]

_GOLDEN = 0x9E3779B97F4A7C15
_WORD = 0xFFFFFFFFFFFFFFFF
_12, _27, _30, _31 = (np.uint64(bits) for bits in (12, 27, 30, 31))
_FIRST, _SECOND = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)


def scramble_bits(word: Words) -> Words:
    """Scramble 64-bit words, any shape; a bijection."""
    shifted = word >> _30
    word = word ^ shifted
    word *= _FIRST
    word ^= np.right_shift(word, _27, out=shifted)
    word *= _SECOND
    word ^= np.right_shift(word, _31, out=shifted)
    return word


def luck(ids: npt.NDArray[np.int64]) -> Words:
    """The part of the key that belongs to a customer for life; computed once and kept as a column."""
    return scramble_bits(np.asarray(ids).astype(np.uint64) * np.uint64(_GOLDEN) + np.uint64(1))


def uniform_from_bits(word: Words) -> Floats:
    """Map 64-bit words to the open interval (0, 1); 52 bits, so that neither end can be rounded to."""
    # 52 bits fit a signed word, and those convert to floats faster than unsigned ones.
    result: Floats = (word >> _12).view(np.int64).astype(np.float64)
    result += 0.5
    result *= 2.0**-52
    return result


@cache
def _stream_word(stream: str) -> int:
    return int.from_bytes(hashlib.blake2b(stream.encode(), digest_size=8).digest(), "little")


@lru_cache(maxsize=4096)  # a run asks for the same few dozen streams every week
def _seeded_word(seed: int, stream: str) -> int:
    return _mixed_integer(_mixed_integer((seed * _GOLDEN + 1) & _WORD) ^ _stream_word(stream))


def _mixed_integer(word: int) -> int:
    word = ((word ^ (word >> 30)) * 0xBF58476D1CE4E5B9) & _WORD
    word = ((word ^ (word >> 27)) * 0x94D049BB133111EB) & _WORD
    return word ^ (word >> 31)


@dataclass(frozen=True)
class Draws:
    """All the luck of one replicate.

    Args:
        seed: any integer; replicates differ in nothing else.
    """

    seed: int

    def key(self, stream: str, week: int, occurrence: int = 0) -> np.uint64:
        """The part of the key that all customers share in one decision of one week."""
        word = _seeded_word(self.seed, stream)
        word = _mixed_integer((word + (week + 1) * _GOLDEN + occurrence * 0xD1B54A32D192ED03) & _WORD)
        return np.uint64(word)

    def of(self, stream: str, week: int, lucks: Words, occurrence: int = 0) -> Floats:
        """Uniforms in (0, 1), one per customer, any shape; `lucks` comes from `luck(ids)`."""
        return uniform_from_bits(scramble_bits(lucks ^ self.key(stream, week, occurrence)))

    def of_ties(self, stream: str, week: int, lucks: Words, other_lucks: Words) -> Floats:
        """Uniforms in (0, 1), one per directed tie, keyed by both ends."""
        return uniform_from_bits(scramble_bits(scramble_bits(lucks ^ self.key(stream, week)) + other_lucks))
