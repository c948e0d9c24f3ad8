"""Which levers and which mechanisms carry the difference between two strategies.

groups                 levers that belong together
shapley                the difference divided between groups, fairly
trials  explained      the runs that are needed, and who is asked to do them
effects  explanation   what they say, with intervals
"""
