"""Sweeps that cannot be lost: many points of a space, each run kept as soon as it is there.

expansion  design  points      from words to the points of a space
identity  plan                 from points to runs, each known by the hash of what it depends on
store  lock                    one SQLite file, one driver
job  flow  driver              who computes, and how what comes back is kept
weekly  export  result         what is read from a store
estimate  watching  listing    what it will need, how it goes, what there is
keeping  analysing             what is left when the work stops, and verbs that make one answer of many runs
verbs                          sweep, sensitivity, resume, ls
"""
