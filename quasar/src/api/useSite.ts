import { shallowRef } from 'vue'
import { http } from './http'
import type { components } from './rest'

export type Site = components['schemas']['Site']

const site = shallowRef<Site>()
let request: Promise<void> | undefined

/** Public settings of the site, loaded once, and again after a failure. */
export function useSite() {
  void loadSite()
  return site
}

/** Return the settings once they are loaded, or undefined if that failed. */
export async function loadSite(): Promise<Site | undefined> {
  request ??= http.get<Site>('/api/site/').then(
    ({ data }) => void (site.value = data),
    () => (request = undefined),
  )
  await request
  return site.value
}
