import { access } from '@/api/access'
import { http } from '@/api/http'
import type { components } from '@/api/rest'
import { proven } from './proof'

export type Provider = components['schemas']['Provider']
export type SocialAccount = components['schemas']['SocialAccount']
type Entrance = components['schemas']['SocialEntrance'] | components['schemas']['ConfirmEmail']

/** What the provider put into the address that it sent the browser back to. */
export interface ProviderAnswer {
  state: string | undefined
  code: string | undefined
  error: string | undefined
}

/** Where a person is after the provider: in, linked, or asked to read a mail first. */
export type Arrival = { in: true } | { linked: string } | { mailed: string }

const NEXT = 'social.next'

export async function fetchProviders(): Promise<Provider[]> {
  return (await http.get<Provider[]>('/api/social/')).data
}

/** The provider's own page; `next` is where to go once its answer was taken. */
export async function providerAddress(
  backend: string,
  { next, link = false }: { next: string; link?: boolean },
): Promise<string> {
  const { data } = await http.post<{ url: string }>(`/api/social/${backend}/begin/`, { link })
  sessionStorage.setItem(NEXT, next)
  return data.url
}

export async function arrive(backend: string, answer: ProviderAnswer): Promise<Arrival> {
  const { data } = await http.post<Entrance>(`/api/social/${encodeURIComponent(backend)}/`, answer)
  if ('detail' in data) return { mailed: data.detail }
  if ('linked' in data) return { linked: data.linked }
  access.grant(data)
  return { in: true }
}

/** Where the person wanted to go before the provider was asked. */
export function takeNext(): string | undefined {
  const next = sessionStorage.getItem(NEXT) ?? undefined
  sessionStorage.removeItem(NEXT)
  return next
}

export async function fetchSocialAccounts(): Promise<SocialAccount[]> {
  return (await http.get<SocialAccount[]>('/api/social-accounts/')).data
}

export async function unlink(backend: string): Promise<void> {
  await proven(() => http.delete(`/api/social-accounts/${encodeURIComponent(backend)}/`))
}
