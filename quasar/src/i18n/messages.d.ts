declare module 'virtual:messages' {
  import type en from '@/i18n/en.json'
  import type { Language } from '@/i18n/language'
  import type { Slice } from '@/i18n/slices'

  /** Loads the messages of a slice in a language; see message-slices.ts. */
  export const loaders: Record<
    `${Language}.${Slice | 'core'}`,
    () => Promise<{ default: typeof en }>
  >
}
