import type { Sample } from './api'

/** Return the sample valid at a time: each holds until the next one, none before the first. */
export function sampleAt(samples: Sample[], at: number): Sample | undefined {
  return samples.findLast((sample) => Date.parse(sample.at) <= at)
}

export function workers({ starting, busy, idle }: Sample): number {
  return starting + busy + idle
}
