"""What happens in a market: numbers in, numbers out.

The files from the ground up; imports only go down.

    parameters  mistake                                   what is declared, and what a user got wrong
    draws  inverse  sums  column  population              luck, exact sums, and columns that hold all state
    heterogeneity  people  segments  alive  leaving       who is there, and with which propensities
    posterior
    terms  touchpoint  ledger  purse  centre  community/  the market, its money and its ties
    mechanism  mechanisms/  strategy                      the laws, one idea a file; levers, never laws
    world  market  record  measures  outcome  centring    a run from beginning to end, and what is kept of it
    typology                                              names for relationships, by a rule
    model  agents                                         the same as Mesa agents
"""
