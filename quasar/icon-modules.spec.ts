import { matLink, matTune } from '@quasar/extras/material-icons'
import { rolldown } from 'rolldown'
import { expect, it } from 'vitest'
import { iconModules } from './icon-modules'

it('gives each chunk the icons that it uses', async () => {
  const entry = (icon: string) =>
    `import { ${icon} } from '@quasar/extras/material-icons'; console.log(${icon})`
  const sources: Record<string, string> = { one: entry('matLink'), two: entry('matTune') }
  const bundle = await rolldown({
    input: Object.keys(sources),
    plugins: [
      {
        name: 'sources',
        resolveId: (id) => (id in sources ? id : null),
        load: (id) => sources[id],
      },
      iconModules,
    ],
  })
  const { output } = await bundle.generate()
  const [one, two] = output.map((chunk) => ('code' in chunk ? chunk.code : ''))
  expect(one).toContain(matLink)
  expect(one).not.toContain(matTune)
  expect(two).toContain(matTune)
  expect(output).toHaveLength(2)
})
