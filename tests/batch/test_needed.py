"""What terms must gain by vectors is what `match.natural` asks of one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.batch.needed import LONGEST, Needed
from moderation.match.natural import nats_needed
from moderation.text.shape import lookalikes_of

NEEDED = Needed()
TERM = st.text(alphabet="赌博行长乐还没同裸代妹美", min_size=2, max_size=LONGEST)
LETTERS = st.text(
    alphabet="赌堵睹都博搏勃行形航长常乐月勒还海没梅同台祼代伐妹美羙哃龘" + "".join(lookalikes_of(letter)[:2] for letter in "同裸代"),
    min_size=LONGEST,
    max_size=LONGEST,
)


@pytest.mark.parametrize("way", ["sound", "shape", "shuffle"])
@given(pairs=st.lists(st.tuples(TERM, LETTERS), min_size=1, max_size=20))
def test_what_is_needed_is_what_one_place_needs(way, pairs):
    pairs = [(term, "".join(reversed(term)) if way == "shuffle" else letters[: len(term)]) for term, letters in pairs]
    tables = [
        np.asarray([[ord(letter) for letter in pair[place].ljust(LONGEST, "\0")] for pair in pairs], np.uint16).T for place in range(2)
    ]
    expected = [nats_needed(way, covered, term) for term, covered in pairs]
    assert NEEDED.nats(way, tables[1], tables[0]).tolist() == expected
