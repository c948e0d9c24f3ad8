"""Networks that users bring: from a file or a graph in Python to the ties between the people of a world.

edge_list  what every source gives: nodes, and ties with what is known of them
text       from CSV
parquet    from Parquet
graphml    from GraphML
graph      from a networkx graph in Python
read       any of the files, by its ending
placing    which node is which person
own        from configuration to a network, and what was left out on the way
degrees    a sequence of degrees, for graphs that are otherwise random
describe   any community in numbers
"""
