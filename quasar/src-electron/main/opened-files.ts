import { readFile, stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import type { Delivery } from '../bridge'

/** The server has a limit of its own, which the page explains; this one protects the memory. */
const MAX_SIZE = 200 * 1024 * 1024
const EXTENSION = '.csv'

/** Return the path of the CSV file among the arguments of a start. */
export function fileOf(commandLine: string[]): string | undefined {
  // The first is the program. Chromium adds options of its own.
  return commandLine.slice(1).find((argument) => !argument.startsWith('-') && isCsv(argument))
}

/** Return a CSV file that the operating system opened, or undefined for anything else. */
export async function readOpenedFile(path: string): Promise<Delivery | undefined> {
  if (!isCsv(path)) return undefined
  try {
    const found = await stat(path)
    if (!found.isFile() || found.size > MAX_SIZE) return undefined
    return { file: { name: basename(path), content: await readFile(path) } }
  } catch {
    // Moved or deleted since.
    return undefined
  }
}

function isCsv(path: string): boolean {
  return extname(path).toLowerCase() === EXTENSION
}
