import type { Queue } from './scaling'

export type Slot = 'busy' | 'idle' | 'starting' | 'empty'

/** The workers of a queue, and room for those that it may still have. */
export function slots({ maximum, busy, idle, starting }: Queue): Slot[] {
  const filled: Slot[] = [
    ...Array<Slot>(busy).fill('busy'),
    ...Array<Slot>(idle).fill('idle'),
    ...Array<Slot>(starting).fill('starting'),
  ]
  // While a deployment replaces workers there may be more of them than the maximum.
  const room = Math.max(0, maximum - filled.length)
  return [...filled, ...Array<Slot>(room).fill('empty')]
}
