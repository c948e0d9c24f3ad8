"""The figures of studies: measures over arms, by world, by week, and by segment."""
