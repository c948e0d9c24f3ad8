"""What makes the status quo come out as it was observed, and what firms may spend then; nothing is counted twice."""
