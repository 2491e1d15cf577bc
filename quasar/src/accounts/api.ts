import { access, type Grant } from '@/api/access'
import { http } from '@/api/http'
import type { Archive } from '@/api/live-events'
import type { components } from '@/api/rest'
import { isNative } from '@/api/server-url'
import type { Page } from '@/api/useCursorList'
import { withReauthentication } from './reauthentication'

type Schemas = components['schemas']

export type Registration = Schemas['SignUpRequest']
export type OpenSession = Schemas['OpenSession']
export type SecurityEvent = Schemas['SecurityEvent']
export type SecondFactor = Schemas['SecondFactor']
/** The secret of an authenticator app, as text and as the `otpauth:` URI of its QR code. */
export type Enrolment = Schemas['Enrolment']
export type Provider = Schemas['Provider']
export type SocialAccount = Schemas['SocialAccount']

/** Parameters that the provider appended to the callback URL. */
export interface OAuthResponse {
  state: string | undefined
  code: string | undefined
  error: string | undefined
}

/** Signed in, linked to the account, or waiting for the confirmation of an email. */
export type OAuthResult = { in: true } | { linked: string } | { mailed: string }

// Registration and password. The response is the same whether or not the email has an account.

export async function signUp(registration: Registration): Promise<string> {
  return (await http.post<Schemas['Detail']>('/api/users/', registration)).data.detail
}

/**
 * Return the confirmed email. The browser that signed up is signed in. `handle` replaces a username
 * that was taken in the meantime.
 */
export async function confirmSignUp(token: string, handle?: string): Promise<string> {
  const { data } = await http.post<Schemas['ConfirmedSignUp']>('/api/users/confirm/', {
    token,
    handle,
  })
  if (data.session) access.grant(data.session)
  return data.email
}

export async function requestPasswordReset(email: string): Promise<string> {
  return (await http.post<Schemas['Detail']>('/api/password-resets/', { email })).data.detail
}

export async function resetPassword(reset: Schemas['ResetRequest']) {
  await http.post('/api/password-resets/confirm/', reset)
}

export async function setPassword(password: string) {
  const { data } = await withReauthentication(() =>
    http.put<Grant>('/api/users/me/password/', { password }),
  )
  access.grant(data)
}

// Change of email.

export async function requestEmailChange(email: string): Promise<string> {
  const { data } = await withReauthentication(() =>
    http.post<Schemas['Detail']>('/api/users/me/email/', { email }),
  )
  return data.detail
}

/** Return the email that the account has again. */
export async function undoEmail(token: string): Promise<string> {
  return (await http.post<Schemas['Email']>('/api/users/undo-email/', { token })).data.email
}

export async function confirmEmail(token: string): Promise<string> {
  return (await http.post<Schemas['Email']>('/api/users/confirm-email/', { token })).data.email
}

// Preferences.

export async function savePreferences(
  preferences: Schemas['PatchedPreferencesRequest'],
): Promise<void> {
  await http.patch('/api/users/me/', preferences)
}

// Second factor.

export async function fetchSecondFactor(): Promise<SecondFactor> {
  return (await http.get<SecondFactor>('/api/second-factor/')).data
}

export async function beginTotp(): Promise<Enrolment> {
  return (await withReauthentication(() => http.post<Enrolment>('/api/second-factor/totp/'))).data
}

/** Enable the app with a first code; return the recovery codes. */
export async function confirmTotp(code: string): Promise<string[]> {
  const path = '/api/second-factor/totp/confirm/'
  return (await http.post<Schemas['RecoveryCodes']>(path, { code })).data.recovery_codes
}

export async function removeTotp(): Promise<void> {
  await withReauthentication(() => http.delete('/api/second-factor/totp/'))
}

/** Return new recovery codes; the previous ones stop working. */
export async function renewRecoveryCodes(): Promise<string[]> {
  const { data } = await withReauthentication(() =>
    http.post<Schemas['RecoveryCodes']>('/api/second-factor/recovery-codes/'),
  )
  return data.recovery_codes
}

// Sessions.

export async function fetchSessions(): Promise<OpenSession[]> {
  return (await http.get<OpenSession[]>('/api/sessions/')).data
}

export async function endSession(id: string): Promise<void> {
  await http.delete(`/api/sessions/${encodeURIComponent(id)}/`)
}

/** End all sessions of the user, the current one included. */
export async function endAllSessions(): Promise<void> {
  await http.delete('/api/sessions/')
}

export async function fetchSecurityEvents(
  cursor: string | undefined,
): Promise<Page<SecurityEvent>> {
  return (await http.get<Page<SecurityEvent>>('/api/security-events/', { params: { cursor } })).data
}

// Social login.

const NEXT_KEY = 'social.next'

export async function fetchProviders(): Promise<Provider[]> {
  // A provider redirects to the site, whose browser then has the session.
  if (isNative()) return []
  return (await http.get<Provider[]>('/api/social/')).data
}

/** Return the provider's sign-in URL, and remember the path to open afterwards. */
export async function providerUrl(
  backend: string,
  { next, link = false }: { next: string; link?: boolean },
): Promise<string> {
  const { data } = await http.post<{ url: string }>(`/api/social/${backend}/begin/`, { link })
  sessionStorage.setItem(NEXT_KEY, next)
  return data.url
}

export async function sendOAuthResponse(
  backend: string,
  response: OAuthResponse,
): Promise<OAuthResult> {
  const { data } = await http.post<Schemas['SocialEntrance'] | Schemas['ConfirmEmail']>(
    `/api/social/${encodeURIComponent(backend)}/`,
    response,
  )
  if ('detail' in data) return { mailed: data.detail }
  if ('linked' in data) return { linked: data.linked }
  access.grant(data)
  return { in: true }
}

/** Return and forget the path that `providerUrl` remembered. */
export function takeNextPath(): string | undefined {
  const next = sessionStorage.getItem(NEXT_KEY) ?? undefined
  sessionStorage.removeItem(NEXT_KEY)
  return next
}

export async function fetchSocialAccounts(): Promise<SocialAccount[]> {
  return (await http.get<SocialAccount[]>('/api/social-accounts/')).data
}

export async function unlink(backend: string): Promise<void> {
  await withReauthentication(() =>
    http.delete(`/api/social-accounts/${encodeURIComponent(backend)}/`),
  )
}

// Data export and deletion of the account.

export async function fetchArchives(): Promise<Archive[]> {
  return (await http.get<Archive[]>('/api/archives/')).data
}

export async function requestExport(): Promise<Archive> {
  return (await withReauthentication(() => http.post<Archive>('/api/archives/'))).data
}

export async function fetchArchive(id: string): Promise<Archive> {
  return (await http.get<Archive>(`/api/archives/${encodeURIComponent(id)}/`)).data
}

/** Cancel an export; a worker that is writing it may take a second to stop. */
export async function cancelArchive(id: string): Promise<Archive> {
  return (await http.post<Archive>(`/api/archives/${encodeURIComponent(id)}/cancel/`)).data
}

/** Return the time at which the account will be deleted. */
export async function requestDeletion(): Promise<string> {
  const { data } = await withReauthentication(() =>
    http.post<Schemas['Deletion']>('/api/users/me/deletion/'),
  )
  return data.due_at
}

/** Cancel the deletion by the link of the mail; return the account's email. */
export async function keepAccount(token: string): Promise<string> {
  return (await http.post<Schemas['Email']>('/api/users/keep-account/', { token })).data.email
}

export async function cancelDeletion(): Promise<void> {
  await http.delete('/api/users/me/deletion/')
}
