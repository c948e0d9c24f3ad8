"""Who computes, and what is kept of it.

jobs          what workers do: pure functions of what they are given
executors     a crew: this process, local ones or a cluster
kinds         which kinds of executor there are
process_pool  how local worker processes start
faults        what is the machine's fault and no result of a run
centring      the centre of each replicate's world
content       the address of a job: a hash of all that its answer depends on
codec         answers as bytes and back
database      SQLite files that a kill leaves whole
finished      answers by address
keeping       what was finished before is taken over, what is finished now is kept
"""
