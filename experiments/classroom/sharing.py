"""A setting leaves the page as a link, as YAML or as a picture, and comes back as a link or YAML."""

from __future__ import annotations

from collections.abc import Callable

from bokeh.models import Column, CustomJS
from bokeh.models.widgets.buttons import Button
from bokeh.models.widgets.inputs import TextAreaInput, TextInput

from experiments.classroom.widgets import button, stylesheet, text

HREF = """
const place = new URL(location.href)
const host = document.getElementById('page').dataset.host
if (['localhost', '127.0.0.1', '[::1]'].includes(place.hostname)) { place.hostname = host }
link.value = place.href
"""
"""The link is for others: where they can reach this machine, it has the name by which they do."""
ADDRESS = f"history.replaceState(null, '', '?' + link.tags[0])\n{HREF}"
DOWNLOAD = """
const a = document.createElement('a')
a.href = URL.createObjectURL(new Blob([area.value], {type: 'application/yaml'}))
a.download = 'courtship_scene.yaml'
a.click()
URL.revokeObjectURL(a.href)
"""
COPY = f"{HREF}\nif (navigator.clipboard) {{ navigator.clipboard.writeText(link.value) }}"


class SharingPanel:
    """The panel `Share`.

    Args:
        read: is called with pasted YAML.
        picture: the script that saves the picture.
    """

    def __init__(self, read: Callable[[str], None], picture: str) -> None:
        self.link = TextInput(name="link", title="Link to this setting", value="", stylesheets=stylesheet(),
                              sizing_mode="stretch_width")  # fmt: skip
        self.shown = CustomJS(args={"link": self.link}, code=ADDRESS)
        self.link.js_on_change("tags", self.shown)
        copy: Button = button("copy", "Copy link", lambda: None, width=110)
        copy.js_on_click(CustomJS(args={"link": self.link}, code=COPY))
        self.yaml = TextAreaInput(name="yaml", title="Setting as YAML: change it, or paste", rows=9,
                                  max_length=None, stylesheets=stylesheet(), sizing_mode="stretch_width")  # fmt: skip
        use = button("use_yaml", "Use this", lambda: read(str(self.yaml.value)), width=110)
        load: Button = button("download", "Download", lambda: None, width=110)
        load.js_on_click(CustomJS(args={"area": self.yaml}, code=DOWNLOAD))
        self.picture: Button = button("picture", "Save picture", lambda: None, width=120)
        self.picture.js_on_click(CustomJS(code=picture))
        note = text(
            "share_note",
            "The YAML is also a project file, as long as no lever was moved while weeks passed, nor one of a strategy "
            "of your own: "
            "<code>courtship compare courtship_scene.yaml</code>",
        )
        self.root = Column(self.link, copy, self.yaml, use, load, note, sizing_mode="stretch_width", visible=False)

    def show(self, query: str, yaml: str) -> None:
        """Show a setting, and write it into the address of the page."""
        self.link.tags = [query]
        self.yaml.value = yaml
