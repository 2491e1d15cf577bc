import { shallowRef } from 'vue'
import { http } from './http'
import type { components } from './rest'

export type Site = components['schemas']['Site']

const site = shallowRef<Site>()
let request: Promise<void> | undefined

/** Public settings of the site, loaded once, and again after a failure. */
export function useSite() {
  request ??= http.get<Site>('/api/site/').then(
    ({ data }) => void (site.value = data),
    () => (request = undefined),
  )
  return site
}
