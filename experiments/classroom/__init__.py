"""A page in the browser for a class: two markets side by side under the same luck.

Everything but `views`, `controls`, `lesson_panel`, `page`, `session` and `server` knows nothing of Bokeh, so that what is
shown can be tested without a browser.
"""
