"""Where the winner flips.

flips     along one parameter, by interpolation, with an interval
map       over two parameters
prim      in many: a box in which one strategy wins
choice    which two parameters the map is about
beside    the small map that a comparison gives
posed  asking  the verb boundary, on a store that can be resumed
"""
