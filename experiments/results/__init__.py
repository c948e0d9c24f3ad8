"""Finished results: records of numbers, their tables, and the folders they are kept in.

reservation    a folder is taken before the work begins, by one process only
run_folder     what is in a run folder, and writing it whole or not at all
read_record    a finished record back from its folder, so that it can be drawn again
"""
