import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { user } from '../../../test/users'
import {
  claimCache,
  findLastUser,
  LIMITS,
  MAX_AGE_MS,
  readResponse,
  saveResponse,
} from './responses'

const ALICE = 1
const BOB = 2

describe('cached responses', () => {
  beforeEach(async () => {
    await claimCache(null)
    await claimCache(user({ id: ALICE }))
  })

  it('are read by their owner, with their time', async () => {
    const before = Date.now()
    await saveResponse(ALICE, '/api/list/', { spend: '1.00' })
    const found = await readResponse(ALICE, '/api/list/')
    expect(found?.data).toEqual({ spend: '1.00' })
    expect(found?.fetchedAt).toBeGreaterThanOrEqual(before)
    expect(await readResponse(BOB, '/api/list/')).toBeUndefined()
  })

  it('are deleted for another user, and for a visitor', async () => {
    await saveResponse(ALICE, 'hers', {})
    await claimCache(user({ id: BOB }))
    await claimCache(user({ id: ALICE }))
    expect(await readResponse(ALICE, 'hers')).toBeUndefined()

    await saveResponse(ALICE, 'hers', {})
    await claimCache(null)
    expect(await findLastUser()).toBeUndefined()
    await claimCache(user({ id: ALICE }))
    expect(await readResponse(ALICE, 'hers')).toBeUndefined()
  })

  it('that arrive after the sign-out are dropped', async () => {
    await claimCache(null)
    await saveResponse(ALICE, 'late', {})
    await claimCache(user({ id: ALICE }))
    expect(await readResponse(ALICE, 'late')).toBeUndefined()
  })

  it('survive a renewal by the same user', async () => {
    await saveResponse(ALICE, 'hers', {})
    await claimCache(user({ id: ALICE }))
    expect(await readResponse(ALICE, 'hers')).toBeDefined()
  })

  it('expire, as the name of their owner does', async () => {
    await saveResponse(ALICE, 'old', {})
    expect((await findLastUser())?.id).toBe(ALICE)
    vi.spyOn(Date, 'now').mockReturnValue(Date.now() + MAX_AGE_MS + 1)
    expect(await readResponse(ALICE, 'old')).toBeUndefined()
    expect(await findLastUser()).toBeUndefined()
  })

  it('are limited in number: the oldest are deleted', async () => {
    const now = vi.spyOn(Date, 'now')
    for (const key of [0, 1, 2]) {
      now.mockReturnValue(1_000_000 + key)
      await saveResponse(ALICE, `key ${key}`, {}, { ...LIMITS, entries: 2 })
    }
    expect(await readResponse(ALICE, 'key 0')).toBeUndefined()
    expect(await readResponse(ALICE, 'key 1')).toBeDefined()
    expect(await readResponse(ALICE, 'key 2')).toBeDefined()
  })

  it('are limited in size', async () => {
    const now = vi.spyOn(Date, 'now').mockReturnValue(1_000_000)
    await saveResponse(ALICE, 'small', 'x')
    now.mockReturnValue(1_000_001)
    // Two bytes for each character, its quotes included.
    await saveResponse(ALICE, 'big', 'x'.repeat(48), { ...LIMITS, bytes: 100 })
    expect(await readResponse(ALICE, 'small')).toBeUndefined()
    expect(await readResponse(ALICE, 'big')).toBeDefined()
    await saveResponse(ALICE, 'huge', 'x'.repeat(49), { ...LIMITS, bytes: 100 })
    expect(await readResponse(ALICE, 'huge')).toBeUndefined()
  })

  it('of an earlier release are not used', async () => {
    await saveResponse(ALICE, 'hers', {})
    const script = { src: '/assets/index-2.js' } as HTMLScriptElement
    vi.spyOn(document, 'querySelector').mockReturnValue(script)
    expect(await readResponse(ALICE, 'hers')).toBeUndefined()
  })
})
