"""Write `meanings.npy` and `meanings.txt` in `moderation/faq/data`: what everyday words mean, by the company that they keep.

    pip download --no-deps --no-binary :all: synonyms==3.9.0
    .venv/bin/python tools/build_meanings.py SYNONYMS_FOLDER/synonyms/data/words.vector

Source: the word vectors (word2vec over the Chinese Wikipedia, 125,796 words of 100 dimensions) that `synonyms` 3.9.0 carries,
Hai Liang Wang and Hu Ying Xi, https://github.com/huyingxi/Synonyms, MIT License. Kept are the words of at most four characters
that jieba counts most often, less their mean, turned so that few dimensions hold most, each as 48 bytes.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import BinaryIO

sys.path.insert(0, str(Path(__file__).parent.parent))

import numpy as np
from numpy.typing import NDArray

from moderation.text.fold import plain
from moderation.text.segmentation import LONGEST_WORD, frequencies

HERE = Path(__file__).parents[1] / "moderation" / "faq" / "data"
WORDS, DIMENSIONS = 40_000, 48
FITTED = 20_000
"""The most frequent words, which the dimensions are chosen for."""

Floats = NDArray[np.float32]


def read(lines: BinaryIO) -> tuple[list[str], Floats]:
    """Return the words of a word2vec file and their vectors of length 1."""
    count, width = map(int, lines.readline().split())
    words, vectors = [], np.empty((count, width), dtype=np.float32)
    for row in range(count):
        word = b""
        while (one := lines.read(1)) != b" ":
            word += one if one != b"\n" else b""
        words.append(word.decode("utf-8", "replace"))
        vectors[row] = np.frombuffer(lines.read(4 * width), dtype=np.float32)
    return words, vectors / (np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9)


def chosen(words: list[str]) -> list[int]:
    """Return the places of the words that are kept, the most frequent first."""
    counts = frequencies()
    known = [place for place, word in enumerate(words) if counts.get(word) and len(word) <= LONGEST_WORD and plain(word) == word]
    return sorted(known, key=lambda place: (-counts[words[place]], words[place]))[:WORDS]


def reduced(vectors: Floats) -> Floats:
    """Return vectors less their mean in the directions in which the first of them differ most, each scaled to bytes."""
    centred = vectors - vectors.mean(0)
    directions = np.linalg.svd(centred[:FITTED], full_matrices=False)[2][:DIMENSIONS]
    turned = centred @ directions.T
    return np.round(turned / np.abs(turned).max(axis=1, keepdims=True) * 127).astype(np.int8)


def main() -> int:
    """Write both files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("vectors", type=Path, help="words.vector of the package")
    with parser.parse_args().vectors.open("rb") as lines:
        words, vectors = read(lines)
    places = chosen(words)
    table = reduced(vectors[places])
    kept = [words[place] for place in places]
    order = sorted(range(len(kept)), key=kept.__getitem__)
    np.save(HERE / "meanings.npy", table[order])
    (HERE / "meanings.txt").write_text("".join(f"{kept[place]}\n" for place in order), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
