import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { fileOf, readOpenedFile } from './opened-files'

let folder: string

describe('a file that the system opens', () => {
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'opened-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
  })

  it('is the CSV file among the arguments', () => {
    expect(fileOf(['application.csv', '--original=a.csv', 'b.CSV'])).toBe('b.CSV')
    expect(fileOf(['application', 'notes.txt', 'example://statements'])).toBeUndefined()
  })

  it('is read with its name', async () => {
    writeFileSync(join(folder, 'march.csv'), 'date')
    const file = { name: 'march.csv', content: Buffer.from('date') }
    expect(await readOpenedFile(join(folder, 'march.csv'))).toEqual({ file })
  })

  it('is nothing if it is no readable CSV file', async () => {
    writeFileSync(join(folder, 'key.pem'), 'secret')
    mkdirSync(join(folder, 'folder.csv'))
    writeFileSync(join(folder, 'huge.csv'), '')
    truncateSync(join(folder, 'huge.csv'), 201 * 1024 * 1024)
    for (const name of ['key.pem', 'folder.csv', 'huge.csv', 'missing.csv']) {
      expect(await readOpenedFile(join(folder, name))).toBeUndefined()
    }
  })
})
