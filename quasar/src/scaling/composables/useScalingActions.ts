import { cancelDemo, createDemo, discardDeadLetter, retryDeadLetter } from '../api'

/** Actions of the page; `load` shows their result at once. */
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
    retry: thenLoad(retryDeadLetter),
    discard: thenLoad(discardDeadLetter),
  }
}
