import { giveUpLetter, retryLetter } from '../dead-letters'
import { cancelDemo, createDemo } from '../demos'

/** What a person may do here; `load` shows at once what came of it. */
export function useScalingActions(load: () => Promise<void>) {
  const thenLoad =
    <Subject>(act: (subject: Subject) => Promise<void>) =>
    async (subject: Subject) => {
      await act(subject)
      await load()
    }
  return {
    run: thenLoad(createDemo),
    cancel: thenLoad(cancelDemo),
    retry: thenLoad(retryLetter),
    giveUp: thenLoad(giveUpLetter),
  }
}
