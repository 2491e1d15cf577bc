import { http } from '@/api/http'
import { Problem } from '@/api/problem'
import type { components } from '@/api/rest'
import { isNative } from '@/api/server-url'
import { i18n } from '@/i18n/language'
import { withReauthentication } from './reauthentication'

export type Passkey = components['schemas']['Passkey']

/** WebAuthn options, and the id under which the server expects the result. */
interface Ceremony<Options> {
  ceremony: string
  options: Options
}

export interface CeremonyResult {
  ceremony: string
  credential: unknown
}

/**
 * Passkeys are missing over plain HTTP and in older browsers. In native applications they would
 * belong to the origin of the application, not to the site.
 */
export function canUsePasskeys(): boolean {
  if (isNative()) return false
  return 'PublicKeyCredential' in window && 'parseRequestOptionsFromJSON' in PublicKeyCredential
}

/** Return whether the browser suggests passkeys in the email field. */
export async function canFillInPasskeys(): Promise<boolean> {
  return canUsePasskeys() && (await PublicKeyCredential.isConditionalMediationAvailable())
}

/** Request a passkey; with `autofill` as a suggestion in the form, until aborted. */
export async function choosePasskey(autofill?: AbortSignal): Promise<CeremonyResult> {
  const { data } = await http.post<Ceremony<PublicKeyCredentialRequestOptionsJSON>>(
    '/api/session/passkey/options/',
  )
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(data.options)
  return runCeremony(data.ceremony, () =>
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
  const { data } = await withReauthentication(() =>
    http.post<Ceremony<PublicKeyCredentialCreationOptionsJSON>>('/api/passkeys/options/'),
  )
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(data.options)
  const result = await runCeremony(data.ceremony, () => navigator.credentials.create({ publicKey }))
  await http.post('/api/passkeys/', { name, ...result })
}

export async function renamePasskey(id: string, name: string): Promise<void> {
  await http.patch(`/api/passkeys/${encodeURIComponent(id)}/`, { name })
}

export async function removePasskey(id: string): Promise<void> {
  await withReauthentication(() => http.delete(`/api/passkeys/${encodeURIComponent(id)}/`))
}

async function runCeremony(
  ceremony: string,
  request: () => Promise<Credential | null>,
): Promise<CeremonyResult> {
  try {
    const credential = (await request()) as PublicKeyCredential
    return { ceremony, credential: credential.toJSON() }
  } catch (error) {
    // Browsers do not distinguish a closed dialog from a missing passkey.
    const reason = error instanceof DOMException ? error.name : ''
    const key = reason === 'InvalidStateError' ? 'alreadyHere' : 'dismissed'
    throw new Problem(undefined, { detail: i18n.global.t(`accounts.passkeys.${key}`) })
  }
}
