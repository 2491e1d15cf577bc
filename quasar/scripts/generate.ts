/**
 * Write the API's types from the backend's schemas; with --check only compare, and fail if the
 * committed ones are stale.
 */
import { generate as generateGraphql } from '@graphql-codegen/cli'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import openapiTypescript, { astToString } from 'openapi-typescript'

const root = join(import.meta.dirname, '..')
const schemas = join(root, '..', 'backend', 'schema')
const committed = join(root, 'src', 'api')

async function writeTypes(folder: string): Promise<void> {
  const schema = await readFile(join(schemas, 'openapi.yaml'), 'utf8')
  await writeFile(join(folder, 'rest.ts'), astToString(await openapiTypescript(schema)))
  await generateGraphql(
    {
      silent: true,
      schema: join(schemas, 'schema.graphql'),
      documents: [join(root, 'src/**/*.{ts,vue}'), `!${join(committed, 'graphql')}/**`],
      generates: {
        [`${join(folder, 'graphql')}/`]: {
          preset: 'client',
          presetConfig: { fragmentMasking: false },
          config: {
            useTypeImports: true,
            enumsAsTypes: true,
            scalars: { DateTime: 'string' },
            // Apollo requires it everywhere.
            nonOptionalTypename: true,
            skipTypeNameForRoot: true,
          },
        },
      },
    },
    true,
  )
}

async function staleFiles(fresh: string): Promise<string[]> {
  const entries = await readdir(fresh, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(fresh.length + 1))
  const stale = await Promise.all(
    files.map(async (file) => {
      const text = await readFile(join(fresh, file), 'utf8')
      return text !== (await readFile(join(committed, file), 'utf8').catch(() => null))
    }),
  )
  return files.filter((_, index) => stale[index])
}

async function check(): Promise<void> {
  const fresh = await mkdtemp(join(tmpdir(), 'api-types-'))
  try {
    await writeTypes(fresh)
    const stale = await staleFiles(fresh)
    if (stale.length === 0) return
    console.error(
      `Older than the backend's schemas: ${stale.map((file) => `src/api/${file}`).join(', ')}.\n` +
        'Fix: npm run generate',
    )
    process.exitCode = 1
  } finally {
    await rm(fresh, { recursive: true })
  }
}

await (process.argv.includes('--check') ? check() : writeTypes(committed))
