"""Whatever goes wrong becomes one sentence and an exit status: 2 for a mistake of the user's, 1 for any other fault."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from experiments.execution.streams import Unprinted, silence_streams
from simulation.mistake import Mistake


def errors_in_a_sentence(work: Callable[[], int]) -> int:
    """Turn whatever goes wrong into one sentence and an exit status."""
    try:
        status = work()
        sys.stdout.flush()
        return status
    except Mistake as mistake:
        return _say(f"courtship: {mistake}", 2)
    except KeyboardInterrupt as stop:
        then = str(stop) or _noted(stop, "nothing was written. Run the same command again to start over.")
        return _say(f"courtship: stopped; {then}", 130)
    except BrokenPipeError:
        silence_streams()
        return 0
    except MemoryError as error:
        advice = "use fewer people, weeks or workers"
        return _say(f"courtship: the machine does not have enough memory; {advice}. {_noted(error, '')}".rstrip(), 1)
    except Unprinted as error:
        silence_streams()
        return _say(f"courtship: {error}", 1)
    except OSError as error:
        silence_streams()
        where = f" ({error.filename})" if error.filename else ""
        why = f"{error.strerror or error}{where}"
        return _say(f"courtship: the machine refused: {why}; {_noted(error, 'nothing was written.')}", 1)
    except Exception as error:
        if os.environ.get("COURTSHIP_TRACEBACK"):
            raise
        return _say(
            f"courtship: an error of the program, not of your input: {type(error).__name__}: {error}. "
            f"Set COURTSHIP_TRACEBACK=1 to see where, and please report it.",
            1,
        )


def _noted(error: BaseException, otherwise: str) -> str:
    """What was noted on an error on its way, how much of the work is kept; something else where nothing was."""
    return " ".join(getattr(error, "__notes__", [])) or otherwise


def _say(sentence: str, status: int) -> int:
    print(" ".join(sentence.splitlines()), file=sys.stderr)
    return status
