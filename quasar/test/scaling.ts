import type { DeadLetter, Decision, Demo, Queue, RunningTask, Sample, Scaling } from '@/scaling/api'

const NOON = '2026-03-02T12:00:00Z'

export function queue(facts: Partial<Queue> = {}): Queue {
  return {
    name: 'heavy',
    minimum: 0,
    maximum: 2,
    concurrency: 1,
    queued: 0,
    held: 0,
    oldest_seconds: 0,
    wanted: 0,
    starting: 0,
    busy: 0,
    idle: 0,
    cost: { since: NOON, worker_hours: 0.1, dollars: 0.0241, always_on_dollars: 2.92 },
    ...facts,
  }
}

export function demo(facts: Partial<Demo> = {}): Demo {
  return {
    id: 'd1',
    queue: 'heavy',
    seconds: 60,
    state: 'running',
    fraction: 0.25,
    attempts: 1,
    created: NOON,
    ended: null,
    ...facts,
  }
}

export function decision(facts: Partial<Decision> = {}): Decision {
  return { at: NOON, reason: 'woken', queue: 'heavy', demand: 1, before: 0, after: 1, ...facts }
}

export function runningTask(facts: Partial<RunningTask> = {}): RunningTask {
  return {
    task_id: 't1',
    task: 'apps.scaling.tasks.demo',
    queue: 'heavy',
    worker: 'heavy-1',
    started: NOON,
    ...facts,
  }
}

export function letter(facts: Partial<DeadLetter> = {}): DeadLetter {
  return {
    run: 't1:0',
    task: 'apps.scaling.tasks.demo',
    queue: 'heavy',
    arguments: '{"demo_id": "d1"}',
    buried: NOON,
    ...facts,
  }
}

export function sample(facts: Partial<Sample> = {}): Sample {
  return { at: NOON, demand: 0, wanted: 0, starting: 0, busy: 0, idle: 0, ...facts }
}

export function scaling(facts: Partial<Scaling> = {}): Scaling {
  return {
    can_operate: true,
    queues: [queue({ name: 'default', minimum: 1, idle: 1 }), queue()],
    swept: NOON,
    decisions: [],
    running: [],
    demos: [],
    demo_queue: 'heavy',
    dead_letters: [],
    ...facts,
  }
}
