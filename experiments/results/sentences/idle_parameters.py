"""Why parameters cannot have an effect, in words."""

from __future__ import annotations


def why_idle(found: dict[str, str]) -> tuple[str, str]:
    """Why parameters are idle, and what would change that, as two halves of a message."""
    names = list(dict.fromkeys(found.values()))
    off = f"mechanism {names[0]} is off" if len(names) == 1 else f"mechanisms {', '.join(names)} are off"
    turned = " ".join(f"mechanism.{name}.enabled=true" for name in names)
    return f"because {off}", f"{turned} turns {'it' if len(names) == 1 else 'them'} on."
