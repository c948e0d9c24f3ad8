"""What the page shows as one PNG, with all that tells a picture apart from another: names, week, seed, legend.

The browser draws it, because only the browser has the drawings. The counts stand beside the drawings wherever the panel
was scrolled to; everything else stands as on the page. What is text on the page is written anew.
"""

from __future__ import annotations

import json

from experiments.classroom.series_view import FONT, LEFT, RIGHT
from experiments.figures.style import INK

SCRIPT = """
const {beside, boxes, left, right, ink, font, praise} = %s
const root = (name) => [...Bokeh.index.roots].find((one) => one.model.name == name)
const said = (name) => new DOMParser().parseFromString(root(name).model.text, 'text/html').body.textContent.trim()
const page = (id) => document.getElementById(id).textContent.trim()
const taken = (name) => ({r: root(name).el.getBoundingClientRect(), c: root(name).export('png', true).canvas})
const parts = boxes.filter(root).map(taken), counts = taken(beside)
const pad = 14, head = 88, heading = 24, legend = 46
const x0 = Math.min(...parts.map(({r}) => r.left)), y0 = Math.min(...parts.map(({r}) => r.top))
const x1 = Math.max(...parts.map(({r}) => r.right)), y1 = Math.max(...parts.map(({r}) => r.bottom))
const width = x1 - x0 + counts.r.width + 3 * pad
const height = head + pad + Math.max(y1 - y0, heading + counts.r.height + legend)
const k = window.devicePixelRatio || 1
const canvas = document.createElement('canvas')
canvas.width = Math.round(width * k)
canvas.height = Math.round(height * k)
const ctx = canvas.getContext('2d')
ctx.scale(k, k)
ctx.fillStyle = 'white'
ctx.fillRect(0, 0, width, height)
const write = (text, x, y, style, colour = ink, align = 'left') => {
  ctx.font = `${style} ${font}`
  ctx.fillStyle = colour
  ctx.textAlign = align
  ctx.fillText(text, x, y)
}
const stroke = (x, y, colour, dash) => {
  ctx.strokeStyle = colour
  ctx.lineWidth = 2
  ctx.setLineDash(dash)
  ctx.beginPath()
  ctx.moveTo(x, y)
  ctx.lineTo(x + 24, y)
  ctx.stroke()
}
const tab = root('lessons').model
const lesson = tab.active ? `Lesson ${tab.labels[tab.active].replace(/ +/, ': ')}. ` : ''
write(`${page('caption')}, ${page('week').toLowerCase()}`, pad, 28, '600 18px')
write(`${lesson}Seed ${root('seed').model.value}: the same people and the same luck on both sides`, pad, 50, '13px')
const put = (c, x, y) => ctx.drawImage(c, Math.round(x * k) / k, Math.round(y * k) / k, c.width / k, c.height / k)
for (const {r, c} of parts) { put(c, pad + r.left - x0, head + r.top - y0) }
for (const [side, colour] of [['left', left], ['right', right]]) {
  const r = root(side).el.getBoundingClientRect()
  write(said('head_' + side), pad + r.left - x0 + r.width / 2, head + r.top - y0 - 10, '600 16px', colour, 'center')
}
const x = 2 * pad + x1 - x0, under = head + heading + counts.r.height
write('Relationships this week [people]', x, head - 10, '600 14px')
put(counts.c, x, head)
stroke(x, under, praise, [])
write('praise heard', x + 32, under + 4, '12.5px')
stroke(x + counts.r.width / 2, under, ink, [4, 3])
write('complaints heard', x + counts.r.width / 2 + 32, under + 4, '12.5px')
write('Dots have the colours of the bars.', x, under + 26, '12.5px')
canvas.toBlob((blob) => {
  const a = document.createElement('a')
  a.href = URL.createObjectURL(blob)
  a.download = 'courtship_classroom.png'
  a.click()
  URL.revokeObjectURL(a.href)
}, 'image/png')
"""
PRAISE = "#00795A"


def screenshot_script(boxes: list[str], beside: str) -> str:
    """The script that saves the picture.

    Args:
        boxes: names of the roots that stand as on the page.
        beside: name of the root with the counts, which stands to the right of them.
    """
    given = {"boxes": boxes, "beside": beside, "left": LEFT, "right": RIGHT, "ink": INK, "font": FONT, "praise": PRAISE}
    return SCRIPT % json.dumps(given)
