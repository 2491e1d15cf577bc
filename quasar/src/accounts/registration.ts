import { access, type Grant } from '@/api/access'
import { http } from '@/api/http'
import type { components } from '@/api/rest'
import { proven } from './proof'

export type Registration = components['schemas']['SignUpRequest']

type Email = components['schemas']['Email']
/** What is said whether or not the address has an account. */
type Told = components['schemas']['Detail']

export async function signUp(registration: Registration): Promise<string> {
  return (await http.post<Told>('/api/users/', registration)).data.detail
}

/** `handle` where the one that was chosen at first has been taken meanwhile. Gives the address. */
export async function confirmSignUp(token: string, handle?: string): Promise<string> {
  return (await http.post<Email>('/api/users/confirm/', { token, handle })).data.email
}

export async function askForPasswordReset(email: string): Promise<string> {
  return (await http.post<Told>('/api/password-resets/', { email })).data.detail
}

export async function resetPassword(reset: components['schemas']['ResetRequest']) {
  await http.post('/api/password-resets/confirm/', reset)
}

export async function setPassword(password: string) {
  const { data } = await proven(() => http.put<Grant>('/api/users/me/password/', { password }))
  access.grant(data)
}

export async function askForEmailChange(email: string): Promise<string> {
  return (await proven(() => http.post<Told>('/api/users/me/email/', { email }))).data.detail
}

export async function confirmEmail(token: string): Promise<string> {
  return (await http.post<Email>('/api/users/confirm-email/', { token })).data.email
}
