"""What happens in a market: numbers in, numbers out.

The files from the ground up; imports only go down.

    parameters  mistake                                   what is declared, and what a user got wrong
    draws  inverse  sums  column  population              luck, exact sums, and columns that hold all state
    heterogeneity  people  segments  entry                who is there, with which propensities, and from when on
    alive  leaving  posterior                             who is still a customer, given a history of purchases
    touchpoint  channel  events  terms                    where they meet, how they hear of a firm, what is scheduled
    ledger  purse  centre  community/  sample             the money, what is centred, the ties, and the firm's real size
    mechanism  mechanisms/  strategy                      the laws, one idea a file; levers, never laws
    world  market  record  checks  reference              a run from beginning to end; what cannot work is refused
    recommendation  measures  outcome                     what is kept of it
    segmentation  attribution                             for whom, and to whose credit
    typology  lifecycle                                   names for relationships and for stages, by a rule
    usual_spending  funding  lifts  centring              what firms may spend; nothing is counted twice
    model  agents  agentset  engine                       the same as Mesa agents, and two ways to let a week happen
"""
