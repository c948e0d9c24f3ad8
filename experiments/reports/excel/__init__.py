"""Run folders for those who work in a spreadsheet.

sheets        which tidy tables a folder has, with the settings
columns       what their columns mean
workbook      those as one Excel file
"""
