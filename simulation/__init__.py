"""What happens in a market: numbers in, numbers out.

The rooms and files from the ground up; imports only go down.

    parameters  mistake                       what is declared, and what a user got wrong
    draws  quantiles  exact_sums  chances     luck, and sums that no order can change
    column  population                        columns that hold all state
    sample  recommendation                    the firm's real size; the scale of a score
    mechanism                                 what a law declares, and when it acts
    community/                                the ties
    market/                                   terms, touchpoints, channels, events; accounts, the ledger; constants
    people/                                   who is there, with which propensities, and from when on
    mechanisms/  strategy                     the laws, one idea a file; levers, never laws
    world/                                    a run from beginning to end; what cannot work is refused; types of
                                              relationships and stages, by a rule
    measures/                                 what is measured, for whom
    alignment/                                what firms may spend, and the constants by which nothing is counted twice
    mesa_model/                               the same as Mesa agents, and two ways to let a week happen
"""
