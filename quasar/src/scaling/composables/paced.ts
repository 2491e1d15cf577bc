/**
 * Acts at most once in `pause` milliseconds, and never twice at the same time. What is asked for
 * meanwhile is not lost: it is done once more afterwards.
 */
export function paced(act: () => Promise<unknown>, pause: number) {
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
    /** `times`: how often at least from now on. */
    ask: (times = 1) => {
      // What is under way may have looked just before.
      left = Math.max(left, busy ? times + 1 : times)
      void run()
    },
    stop: () => {
      left = 0
    },
  }
}
