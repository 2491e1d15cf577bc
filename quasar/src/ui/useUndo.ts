import { matClose } from '@quasar/extras/material-icons'
import { Notify } from 'quasar'
import { useI18n } from 'vue-i18n'
import { toProblem } from '@/api/problem'
import { useProblemText } from './useProblemText'

/** Long enough to be reached by keyboard; the server undoes for ten minutes. */
const SHOWN_MS = 30_000

let closeLast: (() => void) | undefined

/** Notifications of what was done, each with a button that undoes it. */
export function useUndo() {
  const { t } = useI18n()
  const text = useProblemText()

  /** Show the message; the returned function undoes it as well. */
  function offerUndo(message: string, undo: () => Promise<unknown>): () => Promise<void> {
    closeLast?.()
    const close = Notify.create({
      message,
      timeout: SHOWN_MS,
      multiLine: false,
      actions: [
        { label: t('undo.undo'), color: 'white', noCaps: true, handler: () => void run() },
        { icon: matClose, color: 'white', round: true, 'aria-label': t('undo.close') },
      ],
    })

    closeLast = close
    async function run() {
      close()
      try {
        await undo()
        Notify.create({ message: t('undo.done') })
      } catch (error) {
        Notify.create({ type: 'negative', message: text(await toProblem(error)) })
      }
    }

    return run
  }

  return { offerUndo }
}
