"""What numbers stand on is said wherever they are shown: which measures are of fewer pairs or runs than the others."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiments.reports.memo import memo
from experiments.reports.sections.basis import basis_sentence, defined_in
from simulation.measures.measures import MEASURES
from tests.commands import TINY, said
from tests.comparisons import small

NAMES = [measure.name for measure in MEASURES]


@pytest.mark.long
@given(st.dictionaries(st.sampled_from(NAMES), st.sets(st.integers(0, 2), max_size=3), max_size=4))
def test_every_measure_that_is_undefined_in_some_pair_is_named_with_its_pairs(missing: dict[str, set[int]]) -> None:
    whole = small()
    first = tuple(
        dataclasses.replace(o, measures={**o.measures, **{name: np.nan for name, at in missing.items() if k in at}})
        for k, o in enumerate(whole.outcomes[0])
    )
    bent = dataclasses.replace(whole, outcomes=(first, *whole.outcomes[1:]))
    sentence = basis_sentence(bent)
    for name in NAMES:
        defined = sum(not any(np.isnan(runs[k].measures[name]) for runs in bent.outcomes) for k in range(len(first)))
        told = re.search(rf"\b{name.replace('_', ' ')} from (\d)", sentence)
        assert (told is not None) == (defined < len(first)), name
        assert told is None or int(told[1]) == defined
    assert sentence in memo(bent).markdown.replace("\\", "")


def test_where_all_is_defined_nothing_is_said() -> None:
    assert defined_in({}, "runs") == []


def test_a_run_and_its_summary_say_it_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In two weeks some of five replicates win nobody."""
    monkeypatch.chdir(tmp_path)
    answer = said(
        "run", *TINY, "weeks=2", "replicates=5", "output.figures=false", "hydra.run.dir=run", "executor=inline"
    )
    assert answer.status == 0, answer.err
    assert re.search(r"acquisition\s+cost\s+from\s+[0-4]", answer.out)
    assert '"defined": 5' in (tmp_path / "run" / "summary.json").read_text(encoding="utf-8")
