"""Why anyone should believe it: limits where the answer is known, and patterns that nobody tuned the model to.

    case          what is claimed, from where, how it is measured, and which wrong model it rejects
    reading       what was found, point by point, against its band
    trial         the model under test: words of the configuration, or a mutant of them
    people        people who do not differ
    families      the list of all cases, one file a family
    validating    runs cases over the executors
    validation    the table, the verdicts and how often luck alone would turn one

Bands stand in the code before the run. No case copies an equation of the model: each configures the real engine and
holds it against a closed form, a published figure, or data that was not used.
"""
