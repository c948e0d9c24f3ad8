"""What an answer file holds: the numbers of a record, and beside them the sentences that say them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any


def answer_content(record: Any) -> dict[str, Any]:
    """The content of a record's `answer_file`, and what `--json` prints of it.

    Args:
        record: of any verb.
    """
    spoken = SENTENCES.get(record.verb)
    return {**record.as_json(), **({} if spoken is None else spoken(record))}


def _comparison(record: Any) -> dict[str, Any]:
    return {"question": f"{' or '.join(record.names)}?"}


def _boundary(record: Any) -> dict[str, Any]:
    from experiments.results.sentences.boundary import boundary_sentences

    return {"sentences": boundary_sentences(record)}


def _explanation(record: Any) -> dict[str, Any]:
    from experiments.results.sentences.explanation import sentences

    return {"sentences": sentences(record.explanation)}


def _sensitivity(record: Any) -> dict[str, Any]:
    from experiments.results.sentences.sensitivity import sensitivity_sentence

    return {"sentence": sensitivity_sentence(record)}


def _calibration(record: Any) -> dict[str, Any]:
    from experiments.analyses.calibrate.sentences import sentences

    return {"said": sentences(record)}


def _validation(record: Any) -> dict[str, Any]:
    from experiments.validation.footer import footer

    return {"footer": list(footer(record))}


SENTENCES: Mapping[str, Callable[[Any], dict[str, Any]]] = {
    "compare": _comparison,
    "boundary": _boundary,
    "explain": _explanation,
    "sensitivity": _sensitivity,
    "calibrate": _calibration,
    "validate": _validation,
}
"""For each verb whose answer is also said in words, its sentences by key of the answer file."""
