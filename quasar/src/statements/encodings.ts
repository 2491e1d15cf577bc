import type { Answers } from './api'

/** Each encoding's alphabet, a key of the messages, and its own name. */
export const ENCODINGS: Record<
  NonNullable<Answers['encoding']>,
  [alphabet: string, name: string]
> = {
  'utf-8': ['unicode', 'UTF-8'],
  'utf-16-le': ['unicode', 'UTF-16 LE'],
  'utf-16-be': ['unicode', 'UTF-16 BE'],
  cp1252: ['western', 'Windows-1252'],
  'iso8859-15': ['western', 'ISO 8859-15'],
  'mac-roman': ['western', 'Mac Roman'],
  cp850: ['western', 'DOS 850'],
  cp1250: ['central', 'Windows-1250'],
  'iso8859-2': ['central', 'ISO 8859-2'],
  cp852: ['central', 'DOS 852'],
  cp1251: ['cyrillic', 'Windows-1251'],
  'koi8-r': ['cyrillic', 'KOI8-R'],
  cp866: ['cyrillic', 'DOS 866'],
  cp1253: ['greek', 'Windows-1253'],
  cp1254: ['turkish', 'Windows-1254'],
  cp1255: ['hebrew', 'Windows-1255'],
  cp1256: ['arabic', 'Windows-1256'],
  cp1257: ['baltic', 'Windows-1257'],
  cp874: ['thai', 'Windows-874'],
  cp932: ['japanese', 'Shift JIS'],
  gb18030: ['simplified', 'GB18030'],
  big5: ['traditional', 'Big5'],
  'euc-kr': ['korean', 'EUC-KR'],
}
