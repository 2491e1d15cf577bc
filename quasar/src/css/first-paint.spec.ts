import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'

it.each(['', '<script></script>'])('the first bar goes when the page is there: %s', (between) => {
  const style = readFileSync('src/css/app.scss', 'utf8')
  const hidden = /^ *(#q-app:not.*) & \{$/m.exec(style)![1]
  const page = (content: string) => {
    document.body.innerHTML = `<div id="q-app">${content}</div>${between}<div class="first-paint"></div>`
    return document.querySelector(`${hidden} .first-paint`)
  }
  expect(page('')).toBeNull()
  expect(page('<main></main>')).not.toBeNull()
})
