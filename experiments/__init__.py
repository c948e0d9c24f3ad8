"""How the model is put to questions: rooms whose imports only go down, see docs/architecture.md.

People come in by `import courtship`, which is `experiments.api`, or by the command line, `experiments.cli`.
"""
