import { http } from '@/api/http'
import { Problem } from '@/api/problem'
import type { components } from '@/api/rest'
import { i18n } from '@/i18n/language'
import { proven } from './proof'

export type Passkey = components['schemas']['Passkey']

/** What the server asks of an authenticator, and by which name it will know the answer. */
interface Ceremony<Options> {
  ceremony: string
  options: Options
}

export interface Answered {
  ceremony: string
  credential: unknown
}

/** Over plain http, and in older browsers, there are none. */
export function canUsePasskeys(): boolean {
  return 'PublicKeyCredential' in window && 'parseRequestOptionsFromJSON' in PublicKeyCredential
}

/** Whether the browser offers passkeys where an address is typed. */
export async function canFillInPasskeys(): Promise<boolean> {
  return canUsePasskeys() && (await PublicKeyCredential.isConditionalMediationAvailable())
}

/** Lets the person choose a passkey. With `autofill` only as they fill in a form, until aborted. */
export async function choosePasskey(autofill?: AbortSignal): Promise<Answered> {
  const { data } = await http.post<Ceremony<PublicKeyCredentialRequestOptionsJSON>>(
    '/api/session/passkey/options/',
  )
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(data.options)
  return answered(data.ceremony, () =>
    navigator.credentials.get({
      publicKey,
      ...(autofill && { mediation: 'conditional' as const, signal: autofill }),
    }),
  )
}

export async function fetchPasskeys(): Promise<Passkey[]> {
  return (await http.get<Passkey[]>('/api/passkeys/')).data
}

export async function addPasskey(name: string): Promise<void> {
  const { data } = await proven(() =>
    http.post<Ceremony<PublicKeyCredentialCreationOptionsJSON>>('/api/passkeys/options/'),
  )
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(data.options)
  const answer = await answered(data.ceremony, () => navigator.credentials.create({ publicKey }))
  await http.post('/api/passkeys/', { name, ...answer })
}

export async function renamePasskey(id: string, name: string): Promise<void> {
  await http.patch(`/api/passkeys/${encodeURIComponent(id)}/`, { name })
}

export async function removePasskey(id: string): Promise<void> {
  await proven(() => http.delete(`/api/passkeys/${encodeURIComponent(id)}/`))
}

async function answered(
  ceremony: string,
  ask: () => Promise<Credential | null>,
): Promise<Answered> {
  try {
    const credential = (await ask()) as PublicKeyCredential
    return { ceremony, credential: credential.toJSON() }
  } catch (error) {
    // The browser does not tell a dialog that was closed from a passkey that is not there.
    const reason = error instanceof DOMException ? error.name : ''
    const key = reason === 'InvalidStateError' ? 'alreadyHere' : 'dismissed'
    throw new Problem(undefined, { detail: i18n.global.t(`accounts.passkeys.${key}`) })
  }
}
