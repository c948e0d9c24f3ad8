"""The words of a command line: `courtship VERB [KEY=VALUE ...] [--flags]`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from experiments.cli.registry import VERBS
from simulation.mistake import Mistake, nearest

HELP = """\
courtship: agent-based simulation of customer relationships

  courtship VERB [KEY=VALUE ...] [--quiet] [--json] [--cfg job] [--help]

verbs
{verbs}

examples
  courtship compare population=cdnow
  courtship compare population=from_transactions population.file=log.csv
  courtship inspect log.csv
  courtship calibrate population.file=log.csv population.until=2024-06-30
  courtship compare population=outputs/calibrate/A/calibrated.yaml
  courtship compare strategies=[cx_only,./mine.yaml] weeks=156 replicates=60
  courtship compare project.yaml weeks=104          (a YAML file of keys; words after it take precedence)
  courtship compare outputs/run/A outputs/run/B     (two run folders, paired by seed)
  courtship run strategy=relationship mechanism.fatigue.half_life=4 output.customers=true
  courtship sweep mechanism.fatigue.half_life=2,4,8 market=contractual,repertoire replicates=4
  courtship sweep design=sobol design.n=512 "mechanism.trust.half_life=interval(26,104)"
  courtship graph community=from_file community.file=edges.csv
  courtship explain strategies=[cx_only,relationship] replicates=20
  courtship boundary "boundary.parameters=[market.budget_share,mechanism.encounters.cost]"
  courtship export outputs/compare/2026-11-22_10-00-00 --xlsx
  courtship validate                               (or limits, patterns or case=NAME)
  courtship classroom strategies=[cx_only,./mine.yaml]
  courtship report outputs/compare/2026-11-22_10-00-00
  courtship replay outputs/compare/2026-11-22_10-00-00

Keys and values follow Hydra's grammar. `courtship VERB --help` lists the keys of a verb;
`courtship VERB --help=full` explains them.
"""


@dataclass(frozen=True)
class Words:
    """A parsed command line.

    Args:
        verb: what to do.
        overrides: KEY=VALUE words, and for some verbs plain arguments.
        flags: words that start with --.
    """

    verb: str
    overrides: tuple[str, ...]
    flags: frozenset[str]

    @property
    def quiet(self) -> bool:
        """Whether progress and tables are suppressed."""
        return bool(self.flags & {"--quiet", "-q", "--json"})


FULL = "--help=full"
FLAGS = {"--quiet", "-q", "--json", "--help", FULL, "-h", "--cfg", "--multirun", "-m", "--retry-failed", "--xlsx"}


def parse_words(arguments: Sequence[str]) -> Words:
    """Parse a command line.

    Raises:
        Mistake: for an unknown verb or flag.
    """
    verb, *rest = arguments
    if verb not in VERBS:
        advice = nearest(verb, VERBS) or "The verb comes first: courtship VERB KEY=VALUE ..."
        raise Mistake("verb", verb, f"must be one of {', '.join(VERBS)}", advice)
    if "--cfg" in rest:
        at = rest.index("--cfg")
        rest[at : at + 2] = [f"--cfg={''.join(rest[at + 1 : at + 2])}"]
    flags = frozenset(word if word == FULL else word.partition("=")[0] for word in rest if word.startswith("-"))
    for flag in sorted(flags - FLAGS):
        raise Mistake("flag", flag, f"must be one of {', '.join(sorted(FLAGS))}", nearest(flag, FLAGS))
    for word in rest:
        if word.startswith("--cfg=") and word != "--cfg=job":
            raise Mistake("--cfg", word.removeprefix("--cfg=") or "nothing", "must be job")
        if word.startswith("--help=") and word != FULL:
            raise Mistake("--help", word.removeprefix("--help=") or "nothing", "must be full, or have no value")
    return Words(verb, tuple(word for word in rest if not word.startswith("-")), flags)
