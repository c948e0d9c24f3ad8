"""Who computes, and what is kept of it.

jobs          what workers do: pure functions of what they are given
executors     a crew: this process, local ones or a cluster
process_pool  how local worker processes start
faults        what is the machine's fault and no result of a run
centring      the centre of each replicate's world
"""
