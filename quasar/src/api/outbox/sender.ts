import { i18n } from '@/i18n/language'
import { access } from '../access'
import { problemOf } from '../graphql-error'
import { http, renewOrEnd } from '../http'
import { type Problem, toProblem } from '../problem'
import {
  claimRequests,
  deleteRequest,
  findRequest,
  putRequest,
  type QueuedRequest,
} from './requests'
import { waiting, waitingChanged } from './waiting'

const LOCK = 'outbox'
const MIN_WAIT_MS = 5_000
const MAX_WAIT_MS = 5 * 60_000
/** Answers to the user and not to the request: all others would get them too. */
const STOPPING = [401, 429]
/** Answers after which a repetition may succeed, as after errors of the server. */
const TEMPORARY = [...STOPPING, 408, 425]

let wait = MIN_WAIT_MS
let timer: ReturnType<typeof setTimeout> | undefined
let running: Promise<void> | undefined

globalThis.addEventListener?.('online', () => void sendQueued())

/** Send what waits, oldest first, in one tab at a time. */
export function sendQueued(): Promise<void> {
  clearTimeout(timer)
  running ??= oneTabAtATime(sendAll).finally(() => (running = undefined))
  return running
}

/** Try again later; each time it takes longer. */
export function sendSoon() {
  clearTimeout(timer)
  timer = setTimeout(() => void sendQueued(), wait)
  wait = Math.min(2 * wait, MAX_WAIT_MS)
}

/** Send a rejected request again. */
export async function sendAgain({ id }: QueuedRequest) {
  const request = await findRequest(id)
  if (!request) return
  delete request.error
  await putRequest(request)
  await waitingChanged()
  await sendQueued()
}

async function sendAll(): Promise<void> {
  let sent = 0
  try {
    if (access.isPresumed) await renewOrEnd()
    const owner = access.userId
    for (const { id, error } of owner ? await claimRequests(owner) : []) {
      const request = error === undefined ? await findRequest(id) : undefined
      // Cancelled in the meantime, or the user has changed.
      if (!request || !access.token || access.userId !== owner) continue
      if (await sendOne(request)) sent += request.body ? 1 : 0
    }
  } catch (error) {
    await toProblem(error)
  }
  if (waiting.value.some((request) => request.error === undefined)) sendSoon()
  else wait = MIN_WAIT_MS
  if (sent) void reloadShown()
}

/**
 * Send a request, and return whether it was accepted. A rejection is stored with it. What concerns
 * the other requests as well is raised.
 */
async function sendOne(request: QueuedRequest): Promise<boolean> {
  let accepted = false
  try {
    await send(request)
    await deleteRequest(request.id)
    accepted = true
  } catch (error) {
    const problem = await toProblem(error)
    if (problem.status === undefined || STOPPING.includes(problem.status)) throw problem
    if (!problem.isFinal || TEMPORARY.includes(problem.status)) return false
    await putRequest({ ...request, error: textOf(problem) })
  }
  await waitingChanged()
  return accepted
}

async function send({ id, url, body, file }: QueuedRequest): Promise<void> {
  const headers = { 'Idempotency-Key': id }
  if (file) {
    const form = new FormData()
    form.append('file', file)
    await http.post(url, form, { headers, timeout: 0 })
    return
  }
  const { data } = await http.post<{ errors?: { message: string }[] }>(url, body, { headers })
  const [error] = data.errors ?? []
  if (error) throw problemOf(error)
}

function textOf(problem: Problem): string {
  const [field] = problem.details?.errors ?? []
  const { t } = i18n.global
  return (
    field?.message ?? (problem.kind === 'rejected' ? problem.message : t('problems.unavailable'))
  )
}

/** Lists show the new votes and comments. */
async function reloadShown() {
  const { apollo } = await import('../apollo')
  await apollo.refetchQueries({ include: 'active' })
}

/** Web Locks are missing in old browsers and over plain HTTP; the server takes each request once. */
async function oneTabAtATime(act: () => Promise<void>): Promise<void> {
  const locks = navigator.locks as LockManager | undefined
  await (locks ? locks.request(LOCK, act) : act())
}
