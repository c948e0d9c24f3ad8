"""The log that a section `population` of the configuration names; remembered by its content, never by its path."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from experiments.inputs.hashes import content
from experiments.inputs.transactions.cdnow import cdnow_log
from experiments.inputs.transactions.log import Log
from experiments.inputs.transactions.read_log import log_of_content
from experiments.inputs.transactions.reading import KEYS, Reading
from simulation.mistake import Mistake

REMEMBERED = 8
_logs: OrderedDict[tuple[str, str, Reading], Log] = OrderedDict()
_latest: dict[tuple[str, Reading], Log] = {}
_lock = threading.Lock()


def has_log(values: Mapping[str, Any]) -> bool:
    """Whether a section `population` is about a log."""
    return values["source"] in ("log", "cdnow")


def log_of(values: Mapping[str, Any]) -> Log:
    """Read the log that a section `population` names; the same content read the same way is the same object.

    Raises:
        Mistake: none is named, or whatever is wrong with it.
    """
    if values["source"] == "cdnow":
        return cdnow_log(until=values["until"])
    if values["file"] is None:
        raise Mistake("population.file", "nothing", "must be the path of a log", "Add population.file=log.csv.")
    reading = _reading(values)
    reading.check()
    found = content(values["file"], "a log of transactions")
    key = found.hash, str(found.path), reading
    with _lock:
        log = _logs.get(key)
    if log is None:
        log = log_of_content(found, reading)
    with _lock:
        _logs[key] = _latest[str(values["file"]), reading] = log
        _logs.move_to_end(key)
        while len(_logs) > REMEMBERED:
            _logs.popitem(last=False)
        while len(_latest) > REMEMBERED:
            del _latest[next(iter(_latest))]
    return log


def last_read(values: Mapping[str, Any]) -> Log:
    """The log of a section `population` as it was when it was last read here, whatever its file holds by now."""
    with _lock:
        log = _latest.get((str(values["file"]), _reading(values)))
    return log_of(values) if log is None else log


def _reading(values: Mapping[str, Any]) -> Reading:
    return Reading(**{key: values[key] for key in KEYS if key in values})
