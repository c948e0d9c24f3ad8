"""An adversary hunts for holes in the laws: whatever a firm could gain from nothing, before somebody calls it advice.

places      the markets in which it is looked
offers      the status quo with one lever moved, and what several moved levers look like
hunt        every lever alone, then a search over all of them at once
dissection  what each lever of the best find contributes, on luck that the search has not seen
"""
