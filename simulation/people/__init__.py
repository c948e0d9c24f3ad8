"""Who is there, with which propensities, and from when on."""
