import { vi } from 'vitest'

/** Stub WebAuthn, which happy-dom lacks. */
export function stubAuthenticator() {
  const credential = { toJSON: () => ({ id: 'k1' }) }
  const get = vi.fn<(question: CredentialRequestOptions) => Promise<unknown>>()
  get.mockResolvedValue(credential)
  const create = vi.fn(() => Promise.resolve(credential))
  vi.stubGlobal('PublicKeyCredential', {
    parseRequestOptionsFromJSON: (options: object) => options,
    parseCreationOptionsFromJSON: (options: object) => options,
    isConditionalMediationAvailable: () => Promise.resolve(false),
  })
  Object.defineProperty(navigator, 'credentials', { configurable: true, value: { get, create } })
  return { get, create, credential }
}
