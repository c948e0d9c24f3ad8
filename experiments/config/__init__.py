"""What is asked: values from YAML and the command line, typed, checked and turned into a world.

- schema: the typed configuration, derived from the declarations of the model
- composition: Hydra, from words to values
- multirun: Hydra's many runs in one command
- strategies: strategies by name or by the path of one's own YAML
- building: from values to a world and its strategies
"""
