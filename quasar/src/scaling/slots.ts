import type { Queue } from './api'

/** The workers of a queue. */
export type Workers = Pick<Queue, 'maximum' | 'busy' | 'idle' | 'starting'>
export type Slot = 'busy' | 'idle' | 'starting' | 'empty'

/** Return one slot per worker of a queue, and empty ones up to the maximum. */
export function slots({ maximum, busy, idle, starting }: Workers): Slot[] {
  const filled: Slot[] = [
    ...Array<Slot>(busy).fill('busy'),
    ...Array<Slot>(idle).fill('idle'),
    ...Array<Slot>(starting).fill('starting'),
  ]
  // During a deployment there may be more workers than the maximum.
  const room = Math.max(0, maximum - filled.length)
  return [...filled, ...Array<Slot>(room).fill('empty')]
}
