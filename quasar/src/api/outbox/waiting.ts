import { Notify } from 'quasar'
import { shallowRef } from 'vue'
import { i18n } from '@/i18n/language'
import { access } from '../access'
import { Problem } from '../problem'
import { randomKey } from '../random-key'
import type { QueuedRequest } from './requests'

/** Requests of the user that wait for the network, and those that the server rejected. */
export const waiting = shallowRef<readonly QueuedRequest[]>([])

const tabs =
  'BroadcastChannel' in globalThis && !import.meta.env.QUASAR_SERVER
    ? new BroadcastChannel('outbox')
    : undefined
tabs?.addEventListener('message', () => void refreshWaiting())

// Loaded on demand, as a page without a session needs nothing of it.
const requests = () => import('./requests')
const sender = () => import('./sender')

/** Load the list again, without telling the other tabs. */
async function refreshWaiting() {
  const owner = access.userId
  const found = owner ? await (await requests()).claimRequests(owner) : []
  if (owner === access.userId) waiting.value = found
}

/** Call after every change of the stored requests. */
export async function waitingChanged() {
  await refreshWaiting()
  tabs?.postMessage('changed')
}

/** Show what waits for this user, and send it if there is a network. */
export async function startOutbox() {
  try {
    await refreshWaiting()
    if (waiting.value.length) await (await sender()).sendQueued()
  } catch {
    // Without storage nothing waits.
  }
}

export type NewRequest = Pick<QueuedRequest, 'kind' | 'label' | 'url'> &
  Partial<Pick<QueuedRequest, 'id' | 'target' | 'body' | 'file'>>

/** Keep a request that got no response. Return false if it cannot be kept. */
export async function queueUnsent(error: unknown, request: NewRequest): Promise<boolean> {
  if (!(error instanceof Problem) || error.kind !== 'unreachable' || !access.userId) return false
  try {
    const { putRequest } = await requests()
    const entry = { id: randomKey(), ...request, owner: access.userId, createdAt: Date.now() }
    if (!(await putRequest(entry))) return false
    await waitingChanged()
    Notify.create({ message: i18n.global.t('outbox.kept') })
    void sender().then(({ sendSoon }) => sendSoon())
    return true
  } catch {
    return false
  }
}

/** Forget what waits for this target, as it is about to be sent anew. */
export async function dropTarget(target: string) {
  if (!waiting.value.some((request) => request.target === target)) return
  await (await requests()).deleteTarget(target)
  await waitingChanged()
}

/** Delete everything: at the sign-out, and with the account. */
export async function discardOutbox() {
  waiting.value = []
  try {
    // Files from another application, see `src-pwa/sw/share-target.ts`.
    if ('caches' in globalThis) await caches.delete('shared-files')
    await (await requests()).deleteAllRequests()
  } catch {
    // Without storage there is nothing.
  }
}

access.onGrant(() => void startOutbox())
access.onEnd((ending) => {
  // An expired session is one that its owner will renew.
  if (ending === 'signed-out') void discardOutbox()
  else waiting.value = []
})
