"""A page in the browser for a class: two markets side by side under the same luck.

What is shown is computed by files that know nothing of Bokeh (twins, diary, kinds, curves, talk, story, sliders, scene,
offer, lessons, background), so that it can be tested without a browser; the others show it.
"""
