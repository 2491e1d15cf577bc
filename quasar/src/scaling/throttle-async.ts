/**
 * Throttle an async function to one call in `pause` milliseconds, never two at a time. Requests
 * made meanwhile lead to another call afterwards.
 */
export function throttleAsync(act: () => Promise<unknown>, pause: number) {
  let left = 0
  let busy = false

  async function run() {
    if (busy) return
    busy = true
    try {
      for (; left > 0; left -= 1) {
        await Promise.all([act(), new Promise((resolve) => setTimeout(resolve, pause))])
      }
    } finally {
      busy = false
    }
  }

  return {
    /** `times`: minimum number of calls from now on. */
    request: (times = 1) => {
      // The running call may have started before the change.
      left = Math.max(left, busy ? times + 1 : times)
      void run()
    },
    stop: () => {
      left = 0
    },
  }
}
