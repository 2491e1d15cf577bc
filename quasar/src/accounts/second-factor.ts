import { http } from '@/api/http'
import type { components } from '@/api/rest'
import { proven } from './proof'

export type SecondFactor = components['schemas']['SecondFactor']

/** What an authenticator app has to know: as text, and as the address that its QR code holds. */
export type Enrolment = components['schemas']['Enrolment']
type RecoveryCodes = components['schemas']['RecoveryCodes']

export async function fetchSecondFactor(): Promise<SecondFactor> {
  return (await http.get<SecondFactor>('/api/second-factor/')).data
}

export async function beginTotp(): Promise<Enrolment> {
  return (await proven(() => http.post<Enrolment>('/api/second-factor/totp/'))).data
}

/** The code shows that the app knows the secret; from then on it is asked for. */
export async function confirmTotp(code: string): Promise<string[]> {
  const { data } = await http.post<RecoveryCodes>('/api/second-factor/totp/confirm/', { code })
  return data.recovery_codes
}

export async function removeTotp(): Promise<void> {
  await proven(() => http.delete('/api/second-factor/totp/'))
}

/** The ones before are void. */
export async function renewRecoveryCodes(): Promise<string[]> {
  const { data } = await proven(() =>
    http.post<RecoveryCodes>('/api/second-factor/recovery-codes/'),
  )
  return data.recovery_codes
}
