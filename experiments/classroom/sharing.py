"""A setting leaves the page as a link, as YAML or as a picture, and comes back as a link or YAML."""

from __future__ import annotations

from collections.abc import Callable

from bokeh.models import Column, CustomJS
from bokeh.models.widgets.buttons import Button
from bokeh.models.widgets.inputs import TextAreaInput, TextInput

from experiments.classroom.controls import button, sheet, text

ADDRESS = "history.replaceState(null, '', '?' + link.tags[0]); link.value = location.href"
DOWNLOAD = """
const a = document.createElement('a')
a.href = URL.createObjectURL(new Blob([area.value], {type: 'application/yaml'}))
a.download = 'courtship_scene.yaml'
a.click()
URL.revokeObjectURL(a.href)
"""
COPY = "link.value = location.href; if (navigator.clipboard) { navigator.clipboard.writeText(location.href) }"
PICTURE = """
const names = %s
const boxes = []
for (const name of names) {
  const shown = [...Bokeh.index.roots].find((root) => root.model.name == name)
  if (shown) { boxes.push([shown.el.getBoundingClientRect(), shown.export('png', true).canvas]) }
}
const left = Math.min(...boxes.map(([r]) => r.left)), top = Math.min(...boxes.map(([r]) => r.top))
const right = Math.max(...boxes.map(([r]) => r.right)), bottom = Math.max(...boxes.map(([r]) => r.bottom))
const k = window.devicePixelRatio || 1, head = 40
const canvas = document.createElement('canvas')
canvas.width = (right - left) * k
canvas.height = (bottom - top + head) * k
const ctx = canvas.getContext('2d')
ctx.scale(k, k)
ctx.fillStyle = 'white'
ctx.fillRect(0, 0, right - left, bottom - top + head)
ctx.fillStyle = '#262626'
ctx.font = '600 15px Helvetica, Arial, sans-serif'
ctx.fillText(document.getElementById('caption').textContent + ', ' + document.getElementById('week').textContent, 6, 24)
for (const [r, c] of boxes) { ctx.drawImage(c, r.left - left, r.top - top + head, r.width, r.height) }
canvas.toBlob((blob) => {
  const a = document.createElement('a')
  a.href = URL.createObjectURL(blob)
  a.download = 'courtship_classroom.png'
  a.click()
  URL.revokeObjectURL(a.href)
}, 'image/png')
"""


class Sharing:
    """The panel `Share`.

    Args:
        read: is called with pasted YAML.
        pictures: names of the roots that belong to the picture.
    """

    def __init__(self, read: Callable[[str], None], pictures: list[str]) -> None:
        self.link = TextInput(name="link", title="Link to this setting", value="", stylesheets=sheet(),
                              sizing_mode="stretch_width")  # fmt: skip
        self.shown = CustomJS(args={"link": self.link}, code=ADDRESS)
        self.link.js_on_change("tags", self.shown)
        copy: Button = button("copy", "Copy link", lambda: None, width=110)
        copy.js_on_click(CustomJS(args={"link": self.link}, code=COPY))
        self.yaml = TextAreaInput(name="yaml", title="Setting as YAML: change it, or paste", rows=9,
                                  max_length=None, stylesheets=sheet(), sizing_mode="stretch_width")  # fmt: skip
        use = button("use_yaml", "Use this", lambda: read(str(self.yaml.value)), width=110)
        load: Button = button("download", "Download", lambda: None, width=110)
        load.js_on_click(CustomJS(args={"area": self.yaml}, code=DOWNLOAD))
        self.picture: Button = button("picture", "Save picture", lambda: None, width=120)
        self.picture.js_on_click(CustomJS(code=PICTURE % pictures))
        note = text("share_note", "The YAML is a project file too: <code>courtship compare courtship_scene.yaml</code>")
        self.root = Column(self.link, copy, self.yaml, use, load, note, sizing_mode="stretch_width", visible=False)

    def show(self, query: str, yaml: str) -> None:
        """Show a setting, and write it into the address of the page."""
        self.link.tags = [query]
        self.yaml.value = yaml
